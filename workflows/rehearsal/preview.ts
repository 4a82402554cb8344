/** What will happen before it happens: who decides in which order, which steps come only under some condition, and by when. */
import type { FactValue, FactValues, StepKind, StepSpec } from '@workflows/kit/definition';
import type { Process } from '@workflows/kit/fold';
import { isJudgement } from '@workflows/kit/want';
import { seatView, type OrgTerms, type SeatView } from './seats';
import { inOrder } from './starts';
import { turnWords, type FactGlossary } from './turn-words';
import { inSequence, routesOf, type Turn, type TurnedRoute } from './variables';

/** An ISO instant for a step that opens at submission, an ISO 8601 duration or words for a later one. */
export type Due = { readonly dueBy: string } | { readonly within: string };

export interface StepAhead {
  readonly key: string;
  readonly spec: StepSpec;
  /** It opens with the submission itself, so its due instant is known. */
  readonly opensAtOnce: boolean;
}

export interface PreviewStep {
  readonly key: string;
  readonly title: string;
  readonly kind: StepKind;
  /** Steps with the same group run in parallel. */
  readonly group?: string;
  /** In Chinese; nothing for a step that is certain under these facts. */
  readonly onlyIf?: string;
  readonly seats: readonly SeatView[];
  readonly dueBy?: string;
  readonly within?: string;
}

export interface PreviewOptions {
  readonly orgTerms: OrgTerms;
  readonly glossary: FactGlossary;
  /** Asks the policies; nothing for a step without a clock. */
  readonly dueOf: (step: StepAhead) => Due | undefined;
}

/**
 * The steps ahead of an application with these facts, in order. Changes nothing.
 * @throws StoryError, DivergedError where the facts are not what the process expects
 */
export async function preview(process: Process, facts: FactValues, { orgTerms, glossary, dueOf }: PreviewOptions): Promise<PreviewStep[]> {
  const { definition } = process;
  const regraded = definition.reactsTo?.regrade?.fact;
  const routes = await routesOf(process, { start: facts, open: regraded === undefined ? [] : [regraded], rank: inOrder });
  const [main] = routes;
  const given = new Set(Object.keys(facts));
  return inSequence(routes).flatMap(({ key, node, seq }): PreviewStep[] => {
    const spec = node === key ? definition.steps[key] : undefined;
    if (!spec) return [];
    const conditions = conditionsOf(key, routes, given).map(({ turns }) => turns.map(({ variable, values }) => turnWords(definition, variable, values, glossary)).join('，且'));
    const certain = main.opened.some((one) => one.node === key);
    const optional = spec.kind === 'ON_DEMAND' ? '需要时' : undefined;
    const onlyIf = conditions.length > 0 ? conditions.join(certain ? '，且' : '；或') : optional;
    const group = certain ? groupOf(key, main) : undefined;
    const due = dueOf({ key, spec, opensAtOnce: certain && seq === 1 });
    return [{ key, title: spec.title, kind: spec.kind, ...(group ? { group } : {}), ...(onlyIf ? { onlyIf } : {}), seats: spec.seats.map((seat) => seatView(seat, orgTerms)), ...due }];
  });
}

function groupOf(key: string, { opened }: TurnedRoute): string | undefined {
  const steps = opened.filter(({ kind }) => isJudgement(kind));
  const seq = steps.find((one) => one.node === key)?.seq;
  const together = new Set(steps.filter((one) => one.seq === seq).map((one) => one.node));
  return seq !== undefined && together.size > 1 ? `parallel-${seq}` : undefined;
}

interface Condition {
  readonly turns: readonly { readonly variable: Turn['variable']; readonly values: readonly FactValue[] }[];
}

/**
 * Under which turns a step appears. A step of the main route needs no condition, unless it vanishes from a route that ends the
 * same way because a step yields something else; any other step needs one of the turns that show it.
 */
function conditionsOf(key: string, routes: readonly TurnedRoute[], given: ReadonlySet<string>): Condition[] {
  const [main] = routes;
  const has = (route: TurnedRoute): boolean => route.opened.some((one) => one.node === key);
  if (!main) return [];
  if (!has(main)) return shownBy(routes.filter(has));
  const same = routes.filter((route) => route.turns.length === 1 && route.ended?.terminal === main.ended?.terminal);
  const vanishing = same.filter((route) => !has(route)).flatMap(({ turns }) => turns.filter(({ variable }) => mayTurn(variable, given)));
  const variables = new Map(vanishing.map((turn) => [nameOf(turn.variable), turn]));
  return [...variables].map(([name, { variable, instead }]) => {
    const showing = same.filter(has).flatMap(({ turns }) => turns.filter((turn) => nameOf(turn.variable) === name).map(({ value }) => value));
    return { turns: [{ variable, values: [instead, ...showing] }] };
  });
}

const nameOf = ({ kind, node }: Turn['variable']): string => `${kind} ${node}`;

/** A fact that the application gives, and the end of a grant that nobody has asked for yet, are no conditions of what is certain now. */
const mayTurn = ({ kind, key }: Turn['variable'], given: ReadonlySet<string>): boolean => kind === 'OUTCOME' || kind === 'DIVERSION' || (kind === 'FACT' && !given.has(key));

function shownBy(routes: readonly TurnedRoute[]): Condition[] {
  const fewest = Math.min(...routes.map(({ turns }) => turns.length));
  const merged = new Map<string, { variable: Turn['variable']; values: FactValue[] }[]>();
  for (const { turns } of routes.filter((one) => one.turns.length === fewest)) {
    const name = turns.map(({ variable }) => nameOf(variable)).join();
    const known = merged.get(name) ?? turns.map(({ variable }) => ({ variable, values: [] }));
    turns.forEach(({ value }, index) => {
      const values = known[index]?.values;
      if (values && !values.includes(value)) values.push(value);
    });
    merged.set(name, known);
  }
  return [...merged.values()].map((turns) => ({ turns }));
}
