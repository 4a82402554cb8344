import type { Moment } from '@libs/record/desk';

/** What is incomplete, as listed by whoever returned it last (一次性告知); empty where they only said why. */
export function pointsOf({ decisions }: Pick<Moment, 'decisions'>, step: string): readonly string[] {
  const points: unknown = decisions.findLast(({ key }) => key === step)?.evidence?.['points'];
  return Array.isArray(points) ? points.map(String) : [];
}
