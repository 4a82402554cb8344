import type { FieldError, Moment, Plain } from '@libs/record/desk';
import { fieldError } from './datasets';

const listed = (evidence: Plain | undefined): readonly string[] => {
  const points: unknown = evidence?.['points'];
  return Array.isArray(points) ? points.map(String) : [];
};

/** What is incomplete, as listed by whoever returned it last (一次性告知). */
export const pointsOf = ({ decisions }: Pick<Moment, 'decisions'>, step: string): readonly string[] => listed(decisions.findLast(({ key }) => key === step)?.evidence);

/** Whoever returns something lists at once what is missing. */
export const unlisted = (evidence: Plain | undefined): FieldError[] =>
  listed(evidence).length > 0 ? [] : [fieldError('points', 'REQUIRED', '退回的，须一次性列明要点', 'What is returned lists what is missing, all at once')];
