/** What could happen next: the events that a picture admits, for the lint, the preview and the tests. */
import { assertNever } from '@libs/domain/assert-never';
import { DAY_MS } from '@libs/domain/calendar';
import { mayVoid, mayWithdraw, regradableFact } from '@workflows/kit/admission';
import { outcomesOf, type Definition, type FactSpec, type FactValue, type FactValues } from '@workflows/kit/definition';
import type { NewCaseEvent } from '@workflows/kit/journal';
import { isJudgement, type Picture, type SettledWant, type Want } from '@workflows/kit/want';

/** The instant of every imagined event where time stands still: 2026-03-02T09:00+08:00. */
export const IMAGINED_NOW = 1_772_413_200_000;

/** How a child may end as far as the story tells it apart; the first is the good end. */
export const childOutcomes = (definition: Definition, key: string): readonly string[] => definition.children[key]?.outcomes ?? ['CLOSED', 'REJECTED'];

/** The values of a fact that are worth exploring: enums whole, thresholds with their neighbours, the past and the future. */
export function sampleValues(spec: FactSpec, now: number): FactValue[] {
  switch (spec.kind) {
    case 'enum':
      return [...spec.values];
    case 'boolean':
      return [true, false];
    case 'count':
      return [...spec.samples];
    case 'instant':
      return [now + 30 * DAY_MS, now - DAY_MS];
    case 'id':
      return ['id-1'];
    case 'ids':
      return [['id-1'], ['id-1', 'id-2']];
    default:
      return assertNever(spec);
  }
}

/** Assignments of facts in which one after another takes each of its sample values, the others their first. */
export function sampleFacts(definition: Definition, names: readonly string[], now: number): FactValues[] {
  const domains = names.map((name) => {
    const spec = definition.facts[name];
    if (!spec) throw new Error(`${definition.id} has no fact ${name}`);
    return { name, values: sampleValues(spec, now) };
  });
  const first = Object.fromEntries(domains.map(({ name, values }) => [name, values[0] ?? '']));
  const varied = domains.flatMap(({ name, values }) => values.slice(1).map((value) => ({ ...first, [name]: value })));
  return [first, ...varied];
}

/** Chooses the values that the named facts may take at an instant. */
export type Sampling = (definition: Definition, names: readonly string[], now: number) => FactValues[];

/** All combinations of the facts in `varied` while there are at most `limit`, else one after another; other facts keep their first value. */
export const combining =
  (varied: ReadonlySet<string>, limit: number): Sampling =>
  (definition, names, now) => {
    const [first = {}] = sampleFacts(definition, names, now);
    const domains = names.filter((name) => varied.has(name)).map((name) => ({ name, choices: sampleFacts(definition, [name], now) }));
    const size = domains.reduce((product, { choices }) => product * choices.length, 1);
    const last = Object.assign({}, first, ...domains.map(({ choices }) => choices.at(-1)));
    if (size > limit) return [first, last, ...domains.flatMap(({ choices }) => choices.slice(1).map((choice) => ({ ...first, ...choice })))];
    return domains.reduce<FactValues[]>((all, { choices }) => all.flatMap((one) => choices.map((choice) => ({ ...one, ...choice }))), [first]);
  };

/** Everything that could be the next event of a case that stands like this. */
export function imaginable(definition: Definition, picture: Picture, sampling: Sampling = sampleFacts): NewCaseEvent[] {
  if (picture.ended) return [];
  return picture.wants.flatMap((want) => answersTo(definition, picture, want, sampling));
}

/** Everything that could answer this want. */
export function answersTo(definition: Definition, picture: Picture, want: Want, sampling: Sampling = sampleFacts): NewCaseEvent[] {
  const { id } = want;
  switch (want.kind) {
    case 'APPROVE':
    case 'COMPLETE':
    case 'SESSION':
      return settlements(definition, picture, want, sampling);
    case 'ON_DEMAND':
      return yielded(definition, picture, want, sampling).map((facts) => ({ type: 'acted', id, facts }));
    case 'CORRECTION':
      return corrections(definition, picture, want);
    case 'GRANT':
      return grantEvents(want);
    case 'CHILD': {
      const outcomes = childOutcomes(definition, want.key);
      return outcomes.map((outcome) => ({ type: 'childEnded', id, outcome }));
    }
    case 'GATE':
      return [{ type: 'gatePassed', id }, ...(definition.gates[want.key]?.failsAs ? [{ type: 'gateFailed' as const, id, rules: definition.gates[want.key]?.rules ?? [] }] : [])];
    case 'DIVERSION':
      return (['CLEARED', 'REFERRED_OUT', 'BLOCKED'] as const).map((outcome) => ({ type: 'diversionEnded', id, outcome }));
    case 'EFFECT':
      return [{ type: 'effectDone', id }];
    case 'PERIOD':
      return [{ type: 'elapsed', id }];
    default:
      return assertNever(want.kind);
  }
}

const yielded = (definition: Definition, picture: Picture, want: Want, sampling: Sampling): FactValues[] =>
  sampling(definition, definition.steps[want.key]?.yields ?? [], picture.now);

function settlements(definition: Definition, picture: Picture, want: Want, sampling: Sampling): NewCaseEvent[] {
  const step = definition.steps[want.key];
  if (!step) throw new Error(`${definition.id} has no step ${want.key}`);
  const found = yielded(definition, picture, want, sampling);
  // The form anew may change nothing.
  const facts = step.revises === undefined ? found : [{}, ...found];
  const outcomes = Object.entries(outcomesOf(step)).flatMap(([outcome, { positive }]): NewCaseEvent[] =>
    positive
      ? facts.map((one) => ({ type: 'settled', id: want.id, outcome, facts: one }))
      : [{ type: 'settled', id: want.id, outcome }],
  );
  const lapses = step.clocks?.some(({ nature }) => nature === 'HARD') ?? false;
  return lapses ? [...outcomes, { type: 'expired', id: want.id }] : outcomes;
}

/** A resubmission that makes nothing stale, one for each standing judgement alone, and one that makes all of them stale. */
function corrections(definition: Definition, picture: Picture, want: Want): NewCaseEvent[] {
  const standing = picture.settled.filter((one) => one.standing && one.review === want.review && isJudgement(one.kind)).map(({ id }) => id);
  const choices = [[], ...standing.map((id) => [id]), ...(standing.length > 1 ? [standing] : [])];
  const lapses = definition.reviews[want.key]?.clocks?.some(({ nature }) => nature === 'HARD') ?? false;
  return [
    ...choices.map((stale): NewCaseEvent => ({ type: 'resubmitted', id: want.id, stale })),
    ...(lapses ? [{ type: 'expired' as const, id: want.id }] : []),
  ];
}

function grantEvents({ id, grant }: Want): NewCaseEvent[] {
  return [
    ...(['EXPIRED', 'REVOKED', 'HANDED_BACK'] as const).map((reason): NewCaseEvent => ({ type: 'grantEnded', id, reason })),
    ...(grant?.cap === undefined ? [] : [{ type: 'grantEnded' as const, id, reason: 'USED_UP' as const }]),
    { type: 'grantSuspended', id, reauthorize: false },
    { type: 'grantSuspended', id, reauthorize: true },
    ...(grant?.suspended && !grant.reauthorizing ? [{ type: 'grantResumed' as const, id }] : []),
  ];
}

/** Standing judgements that can be asked again: once a grant is open, only those of a review in which something is open. */
function inUse({ settled, wants }: Picture): SettledWant[] {
  const running = new Set(wants.map(({ review }) => review));
  const granted = wants.some(({ kind }) => kind === 'GRANT');
  return settled.filter((one) => one.standing && one.review !== undefined && isJudgement(one.kind) && (!granted || running.has(one.review)));
}

/** The events from outside that no want asks for, but that a case must bear at any time. */
export function unasked(definition: Definition, picture: Picture): NewCaseEvent[] {
  if (picture.ended) return [];
  const fact = regradableFact(definition, picture);
  const spec = fact === undefined ? undefined : definition.facts[fact];
  const stale = inUse(picture).map(({ id }) => id);
  const changes: NewCaseEvent[] =
    fact !== undefined && spec?.kind === 'enum'
      ? spec.values.flatMap((value) => (stale.length > 0 ? [[], stale] : [[]]).map((list) => ({ type: 'factsChanged' as const, cause: 'REGRADE' as const, facts: { [fact]: value }, stale: list })))
      : [];
  return [...changes, ...(mayWithdraw(definition, picture) ? [{ type: 'withdrawn' as const }] : []), ...(mayVoid(picture) ? [{ type: 'voided' as const }] : []), { type: 'terminated' }];
}
