/** What can go one way or another in a process, and the routes that follow from each way alone or from two together. */
import { outcomesOf, type Definition, type FactValue, type FactValues } from '@workflows/kit/definition';
import type { Process } from '@workflows/kit/fold';
import type { GrantEnd } from '@workflows/kit/journal';
import type { Want } from '@workflows/kit/want';
import { childOutcomes, IMAGINED_NOW, sampleValues } from './imagine';
import { favourable, follow, GATE_FAILS, presumed, type Opened, type Route, type Turns } from './route';

export interface Variable {
  readonly kind:
    | 'FACT'
    /** The outcome of a step. */
    | 'OUTCOME'
    /** An on-demand act or a period, which happens or does not. */
    | 'HAPPENS'
    | 'GATE'
    | 'CHILD'
    | 'DIVERSION'
    | 'GRANT_END'
    | 'REAUTHORIZES';
  readonly key: string;
  /** What decides it, as `nodeKey` has it; the fact's own name for a fact. */
  readonly node: string;
}

export interface Turn {
  readonly variable: Variable;
  readonly value: FactValue;
  /** What the main route takes instead. */
  readonly instead: FactValue;
}

/** A route with the turns that lead to it; the main route has none. */
export interface TurnedRoute extends Route {
  readonly turns: readonly Turn[];
}

export interface Choices {
  readonly start: FactValues;
  /** Start facts that may still change: all of them for a diagram, only what a register may raise for a preview. */
  readonly open: readonly string[];
  readonly rank: (want: Want) => number;
}

const MOST_ROUTES = 600;

/** The main route first, then what each single turn changes, then pairs where the first turn showed something new. */
export async function routesOf(process: Process, choices: Choices): Promise<readonly [TurnedRoute, ...TurnedRoute[]]> {
  const { definition } = process;
  const go = async (turns: readonly Turn[]): Promise<TurnedRoute> => ({ ...(await follow(process, turned(choices.start, turns), choices.rank)), turns });
  const main = await go([]);
  const known = new Set(main.opened.map(({ node }) => node));
  const routes: TurnedRoute[] = [];
  const waiting = [main];
  for (let route = waiting.shift(); route && routes.length < MOST_ROUTES; route = waiting.shift()) {
    for (const turn of turnsFrom(definition, route, choices)) {
      const next = await go([...route.turns, turn]);
      const fresh = next.opened.filter(({ node }) => !known.has(node));
      for (const { node } of fresh) known.add(node);
      if (route.turns.length === 0 || fresh.length > 0 || next.ended?.terminal !== route.ended?.terminal) routes.push(next);
      if (fresh.length > 0 && next.turns.length < 3) waiting.push(next);
    }
  }
  return [main, ...routes];
}

function turned(start: FactValues, turns: readonly Turn[]): Turns {
  const facts: Record<string, FactValue> = {};
  const outcomes: Record<string, string> = {};
  const happens = new Set<string>();
  let grantEnd: GrantEnd = 'EXPIRED';
  let reauthorizes = false;
  for (const { variable, value } of turns) {
    if (variable.kind === 'FACT') facts[variable.key] = value;
    else if (variable.kind === 'HAPPENS') happens.add(variable.node);
    else if (variable.kind === 'REAUTHORIZES') reauthorizes = true;
    else if (variable.kind === 'GRANT_END') grantEnd = value === 'REVOKED' ? 'REVOKED' : 'HANDED_BACK';
    else outcomes[variable.node] = String(value);
  }
  const given = Object.fromEntries(Object.entries(facts).filter(([name]) => name in start));
  return { start: { ...start, ...given }, yields: facts, outcomes, happens, grantEnd, reauthorizes };
}

function turnsFrom(definition: Definition, { opened, turns }: TurnedRoute, { open, start }: Choices): Turn[] {
  const taken = new Set(turns.map(({ variable }) => `${variable.kind} ${variable.node}`));
  const reached = [...new Map(opened.map((one) => [one.node, one])).values()];
  const yielded = reached.flatMap(({ key }) => definition.steps[key]?.yields ?? []);
  const facts = [...new Set([...open, ...yielded])].flatMap((key) => factTurns(definition, key, start));
  return [...facts, ...reached.flatMap((one) => turnsAt(definition, one))].filter(({ variable }) => !taken.has(`${variable.kind} ${variable.node}`));
}

function factTurns(definition: Definition, key: string, start: FactValues): Turn[] {
  const spec = definition.facts[key];
  if (!spec) return [];
  const instead = start[key] ?? presumed(definition, key);
  if (instead === undefined) return [];
  const values = sampleValues(spec, IMAGINED_NOW).filter((value) => String(value) !== String(instead));
  return values.map((value) => ({ variable: { kind: 'FACT', key, node: key }, value, instead }));
}

const childTurns = (key: string, node: string, [instead = '', ...others]: readonly string[]): Turn[] => others.map((value) => ({ variable: { kind: 'CHILD', key, node }, value, instead }));

function turnsAt(definition: Definition, { key, kind, node }: Opened): Turn[] {
  switch (kind) {
    case 'APPROVE':
    case 'COMPLETE':
    case 'SESSION': {
      const step = definition.steps[key];
      if (!step) return [];
      const instead = favourable(step);
      const others = Object.entries(outcomesOf(step)).filter(([outcome, { then }]) => then !== 'CORRECT' && then !== 'REVISE' && outcome !== instead);
      return others.map(([value]) => ({ variable: { kind: 'OUTCOME', key, node }, value, instead }));
    }
    case 'ON_DEMAND':
    case 'PERIOD':
      return [{ variable: { kind: 'HAPPENS', key, node }, value: true, instead: false }];
    case 'GATE':
      return definition.gates[key]?.failsAs ? [{ variable: { kind: 'GATE', key, node }, value: GATE_FAILS, instead: 'PASSED' }] : [];
    case 'CHILD':
      return childTurns(key, node, childOutcomes(definition, key));
    case 'DIVERSION':
      return ['REFERRED_OUT', 'BLOCKED'].map((value) => ({ variable: { kind: 'DIVERSION', key, node }, value, instead: 'CLEARED' }));
    case 'GRANT':
      return [
        ...['REVOKED', 'HANDED_BACK'].map((value): Turn => ({ variable: { kind: 'GRANT_END', key, node }, value, instead: 'EXPIRED' })),
        { variable: { kind: 'REAUTHORIZES', key, node }, value: true, instead: false },
      ];
    case 'EFFECT':
    case 'CORRECTION':
      return [];
  }
}

/** Everything once: the main route's in its order, others after what they followed where they were found. */
export function inSequence(routes: readonly TurnedRoute[]): Opened[] {
  const sequence: Opened[] = [];
  for (const { opened } of routes) {
    let place = 0;
    for (const one of opened) {
      const known = sequence.findIndex(({ node }) => node === one.node);
      if (known >= 0) place = Math.max(place, known + 1);
      else sequence.splice(place++, 0, one);
    }
  }
  return sequence;
}
