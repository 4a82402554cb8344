/** One course of a case, from its start to its end or to where only time goes on, with what is chosen on the way. */
import { assertNever } from '@libs/domain/assert-never';
import { outcomesOf, type Definition, type FactValue, type FactValues, type StepSpec } from '@workflows/kit/definition';
import { Fold, type Process } from '@workflows/kit/fold';
import type { CaseEvent, GrantEnd, NewCaseEvent } from '@workflows/kit/journal';
import { SHELF_OF, type Picture, type Want, type WantKind } from '@workflows/kit/want';
import { childOutcomes, IMAGINED_NOW, sampleFacts } from './imagine';

const LONGEST = 200;

/** Where a route turns; everything else goes the favourable way. */
export interface Turns {
  readonly start: FactValues;
  /** Facts as steps yield them. */
  readonly yields: FactValues;
  /** Outcomes of steps, gates, children and diversions, by key. */
  readonly outcomes: Readonly<Record<string, string>>;
  /** On-demand acts and periods that happen once. */
  readonly happens: ReadonlySet<string>;
  readonly grantEnd: GrantEnd;
  /** The level rises while the grant is open. */
  readonly reauthorizes: boolean;
}

/** What was answered by an event, and how. */
export interface Cause {
  /** As `nodeKey` has it. */
  readonly node: string;
  readonly outcome: string;
}

export interface Opened {
  readonly key: string;
  readonly kind: WantKind;
  /** As `nodeKey` has it. */
  readonly node: string;
  /** The sequence of the event that opened it: what shares it runs in parallel. */
  readonly seq: number;
  /** Nothing for the start. */
  readonly cause?: Cause;
}

export interface Route {
  readonly opened: readonly Opened[];
  readonly ended?: { readonly terminal: string; readonly cause?: Cause };
}

/** Steps by their own key, everything else with its kind before it: a gate and a grant may be called alike. */
export function nodeKey(kind: WantKind, key: string): string {
  return SHELF_OF[kind] === 'steps' ? key : `${kind}:${key}`;
}

export const GATE_FAILS = 'FAILED';

/** Follows one route. Of wants open at once, the one with the smallest rank is answered first. */
export async function follow(process: Process, turns: Turns, rank: (want: Want) => number): Promise<Route> {
  const fold = new Fold(process);
  const opened: Opened[] = [];
  const done = new Set<string>();
  const seen = new Set<string>();
  let event: NewCaseEvent | undefined = { type: 'started', facts: turns.start };
  let cause: Cause | undefined;
  for (let seq = 1; event && seq < LONGEST; seq++) {
    const stamped: CaseEvent = { ...event, seq, at: IMAGINED_NOW };
    await fold.feed(stamped);
    const picture = fold.picture();
    for (const want of picture.wants) {
      if (seen.has(want.id)) continue;
      seen.add(want.id);
      opened.push({ key: want.key, kind: want.kind, node: nodeKey(want.kind, want.key), seq, cause });
    }
    if (picture.ended) return { opened, ended: { terminal: picture.ended.outcome, cause } };
    const want = nextWant(picture, turns, done, rank);
    event = want && answer(process.definition, picture, want, turns, done);
    cause = want && event && { node: nodeKey(want.kind, want.key), outcome: outcomeOf(event) };
  }
  return { opened };
}

function nextWant(picture: Picture, turns: Turns, done: ReadonlySet<string>, rank: (want: Want) => number): Want | undefined {
  const happening = picture.wants.find(({ kind, key }) => (kind === 'ON_DEMAND' || kind === 'PERIOD') && turns.happens.has(nodeKey(kind, key)) && !done.has(nodeKey(kind, key)));
  const [blocking] = picture.wants.filter(({ kind }) => kind !== 'ON_DEMAND' && kind !== 'PERIOD' && kind !== 'GRANT').toSorted((a, b) => rank(a) - rank(b));
  return happening ?? blocking ?? picture.wants.find(({ kind }) => kind === 'GRANT');
}

function answer(definition: Definition, picture: Picture, want: Want, turns: Turns, done: Set<string>): NewCaseEvent {
  const { id, key, kind } = want;
  const node = nodeKey(kind, key);
  const turned = done.has(node) ? undefined : turns.outcomes[node];
  done.add(node);
  switch (kind) {
    case 'APPROVE':
    case 'COMPLETE':
    case 'SESSION':
      return { type: 'settled', id, outcome: turned ?? favourable(stepOf(definition, key), want.n), facts: yields(definition, picture, key, turns) };
    case 'ON_DEMAND':
      return { type: 'acted', id, facts: yields(definition, picture, key, turns) };
    case 'CORRECTION':
      return { type: 'resubmitted', id, stale: [] };
    case 'GATE':
      return turned === GATE_FAILS ? { type: 'gateFailed', id, rules: [] } : { type: 'gatePassed', id };
    case 'CHILD':
      return { type: 'childEnded', id, outcome: turned ?? childOutcomes(definition, key)[0] ?? 'CLOSED' };
    case 'DIVERSION':
      return { type: 'diversionEnded', id, outcome: turned === 'REFERRED_OUT' || turned === 'BLOCKED' ? turned : 'CLEARED' };
    case 'EFFECT':
      return { type: 'effectDone', id };
    case 'PERIOD':
      return { type: 'elapsed', id };
    case 'GRANT': {
      const suspends = turns.reauthorizes && !done.has(`${key} suspended`);
      done.add(`${key} suspended`);
      return suspends ? { type: 'grantSuspended', id, reauthorize: true } : { type: 'grantEnded', id, reason: turns.grantEnd };
    }
    default:
      return assertNever(kind);
  }
}

function outcomeOf(event: NewCaseEvent): string {
  switch (event.type) {
    case 'settled':
    case 'childEnded':
    case 'diversionEnded':
      return event.outcome;
    case 'grantEnded':
      return event.reason;
    case 'gateFailed':
      return GATE_FAILS;
    default:
      return event.type;
  }
}

export function stepOf(definition: Definition, key: string): StepSpec {
  const step = definition.steps[key];
  if (!step) throw new Error(`${definition.id} has no step ${key}`);
  return step;
}

/** The outcome of a step with which the story goes on best; where several do, one after another each time the step is asked again. */
export function favourable(step: StepSpec, nth = 1): string {
  const outcomes = Object.entries(outcomesOf(step));
  const good = outcomes.filter(([, one]) => one.then === 'GO' && one.positive);
  const best = good[(nth - 1) % Math.max(1, good.length)] ?? outcomes.find(([, one]) => one.then === 'GO') ?? outcomes[0];
  if (!best) throw new Error(`${step.title} has no outcome`);
  return best[0];
}

/** What is taken for a fact that nobody has found out yet: what may be so is not so. */
export function presumed(definition: Definition, name: string): FactValue | undefined {
  return definition.facts[name]?.kind === 'boolean' ? false : sampleFacts(definition, [name], IMAGINED_NOW)[0]?.[name];
}

function yields(definition: Definition, picture: Picture, key: string, turns: Turns): FactValues {
  const names = definition.steps[key]?.yields ?? [];
  const chosen = names.flatMap((name): [string, FactValue][] => {
    const value = turns.yields[name] ?? picture.facts[name] ?? presumed(definition, name);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(chosen);
}
