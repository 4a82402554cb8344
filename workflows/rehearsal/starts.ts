/** From which facts and in which orders a process is explored. */
import type { Definition, FactValues, StepSpec } from '@workflows/kit/definition';
import type { Want } from '@workflows/kit/want';
import { combining, IMAGINED_NOW, sampleFacts } from './imagine';

/** Beyond so many combinations of facts, they vary one after another. */
export const COMBINATIONS = 96;

/** Whether what a step yields was given before: by an act that may come at any time, or by the form anew. */
const changesGiven = ({ kind, revises }: StepSpec): boolean => kind === 'ON_DEMAND' || revises !== undefined;

/** Facts that the application gives: an act or a further revision may change them later, no step has to find them out. */
export function givenFacts(definition: Definition): string[] {
  const yielded = new Set(Object.values(definition.steps).flatMap((step) => (changesGiven(step) ? [] : (step.yields ?? []))));
  return Object.keys(definition.facts).filter((name) => !yielded.has(name));
}

/**
 * Facts at the start of a case, in all combinations that matter. Facts that such an act or revision changes later are all at
 * their first value or all at their last.
 */
export function startsOf(definition: Definition, steering: ReadonlySet<string>): FactValues[] {
  const changing = new Set(Object.values(definition.steps).flatMap((step) => (changesGiven(step) ? (step.yields ?? []) : [])));
  const names = givenFacts(definition);
  const starts = combining(new Set([...steering].filter((name) => !changing.has(name))), COMBINATIONS)(definition, names, IMAGINED_NOW);
  const last = names.filter((name) => changing.has(name)).map((name) => sampleFacts(definition, [name], IMAGINED_NOW).at(-1) ?? {});
  return last.length === 0 ? starts : starts.flatMap((start) => [start, Object.assign({}, start, ...last)]);
}

/** The canonical order: what was opened first is answered first. */
export const inOrder = (want: Want): number => want.since;

/** What was opened last is answered first; of those opened together, the last by its id. */
export const reversed = (want: Want): number => -want.since - hash(0, want.key) / 2 ** 33;

/** A random but repeatable order of parallel branches. */
export const shuffled =
  (seed: number): ((want: Want) => number) =>
  ({ key, subject }) =>
    hash(seed, `${key}/${subject ?? ''}`);

/** FNV-1a, seeded. */
function hash(seed: number, text: string): number {
  let value = (2_166_136_261 ^ Math.imul(seed, 2_654_435_761)) >>> 0;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return value;
}
