/** Which requirements of a grant or terminal a picture leaves unmet: each wants a step that stands and was decided positively. */
import { applies, outcomesOf, type Definition, type Requirement } from '@workflows/kit/definition';
import type { Picture, SettledWant } from '@workflows/kit/want';

/** Settled steps that stand with a positive outcome, in the order in which they were settled. */
export function positives(definition: Definition, picture: Picture): SettledWant[] {
  return picture.settled.filter(({ key, outcome, standing }) => {
    const step = definition.steps[key];
    return standing && step !== undefined && outcomesOf(step)[outcome]?.positive === true;
  });
}

/** The requirements that apply under the picture's facts and are not met, in words. */
export function unmet(definition: Definition, requires: readonly Requirement[], picture: Picture): string[] {
  const standing = positives(definition, picture);
  return requires.filter((one) => applies(one, picture.facts)).flatMap((one) => lacking(one, standing, picture));
}

function lacking({ step, each }: Requirement, standing: readonly SettledWant[], { facts }: Picture): string[] {
  const found = standing.filter(({ key }) => key === step);
  if (!each) return found.length > 0 ? [] : [step];
  const subjects = new Set(found.map(({ subject }) => subject));
  const needed = facts[each.fact];
  if (typeof needed === 'number') return subjects.size >= needed ? [] : [`${step} (${subjects.size} of ${needed})`];
  if (typeof needed === 'string') return subjects.has(needed) ? [] : [`${step}/${needed}`];
  if (typeof needed === 'boolean' || needed === undefined) return [`${step}: the fact ${each.fact} is no list or number`];
  return needed.filter((subject) => !subjects.has(subject)).map((subject) => `${step}/${subject}`);
}
