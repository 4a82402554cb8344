/** Structural checks of a definition: what the types cannot see, and what only a survey of the story can. */
import { isGateId } from '@libs/domain/gates';
import { POSITIONS } from '@libs/domain/positions';
import { SESSION_FALLBACK } from '@libs/domain/tally';
import { BODY_CODES, outcomesOf, policiesOfClocks, policiesOfStep, SUBMISSION_GATE, type ClockSpec, type Definition, type Seat, type StepSpec } from '@workflows/kit/definition';
import { mayDecideInBulk } from '@workflows/kit/admission';
import { KIT_TERMINALS } from '@workflows/kit/run';
import type { Survey } from './survey';

const SAID_SHELVES = ['steps', 'reviews', 'periods', 'grants', 'children', 'gates', 'diversions', 'effects'] as const;

export interface KnownNames {
  /** Keys of `libs/policy`. */
  readonly policyKeys: ReadonlySet<string>;
}

/** What is wrong with a definition, one sentence each; empty where nothing is. */
export function checkDefinition(definition: Definition, surveyed: Survey, known: KnownNames): string[] {
  return [
    ...unknownWords(definition, surveyed),
    ...unreached(definition, surveyed),
    ...[...surveyed.uncorrectable].map((key) => `step ${key} may be returned, but is asked outside a review`),
    ...checkDuties(definition, known),
    ...checkNames(definition, known),
    ...(definition.offered ? checkGates(definition) : []),
  ];
}

function unknownWords(definition: Definition, { said }: Survey): string[] {
  const exists = new Set(([...SAID_SHELVES, 'terminals', 'facts'] as const).flatMap((shelf) => Object.keys(definition[shelf]).map((key) => `${shelf}/${key}`)));
  return [...said].filter((word) => !exists.has(word)).map((word) => `the story says ${word}, which the definition does not have`);
}

function unreached(definition: Definition, { said, ended }: Survey): string[] {
  const words = SAID_SHELVES.flatMap((shelf) => Object.keys(definition[shelf]).map((key) => ({ shelf, key })))
    .filter(({ shelf, key }) => !(shelf === 'gates' && key === SUBMISSION_GATE) && !said.has(`${shelf}/${key}`))
    .map(({ shelf, key }) => `${shelf}/${key} is never reached`);
  const byKit = new Set<string>([...ended, KIT_TERMINALS.terminated, ...(definition.withdrawUntil === 'NEVER' ? [] : [KIT_TERMINALS.withdrawn])]);
  const failing = Object.entries(definition.gates).flatMap(([key, { failsAs }]) => (key === SUBMISSION_GATE && failsAs ? [failsAs] : []));
  const terminals = Object.keys(definition.terminals).filter((key) => !byKit.has(key) && !failing.includes(key));
  return [...words, ...terminals.map((key) => `terminals/${key} is never reached`)];
}

/** What a rule looks at beside registers and roster: steps that the gate names, or a fact. */
const LOOKED_AT = { G7: 'desensitization', G12: 'dualReview', G13: 'destruction' } as const;
const FACT_OF: Readonly<Record<string, string>> = { G3: 'impact', G8: 'bulkOperation', G9: 'agreementUntil', G11: 'platform' };

/** A gate that cannot be evaluated stops a case: what is offered names only rules that are written, with what they look at. */
const checkGates = ({ gates, steps, facts }: Definition): string[] =>
  Object.entries(gates).flatMap(([key, gate]) => {
    const shelves = Object.entries(LOOKED_AT);
    const named = shelves.flatMap(([, shelf]) => Object.values(gate[shelf] ?? {}));
    return [
      ...gate.rules.filter((rule) => !isGateId(rule)).map((rule) => `gate ${key} names ${rule}, which is not written`),
      ...shelves.filter(([rule, shelf]) => gate.rules.some((one) => one === rule) && !gate[shelf]).map(([rule, shelf]) => `gate ${key} names ${rule} and no steps of ${shelf}`),
      ...gate.rules.flatMap((rule) => {
        const fact = FACT_OF[rule];
        return fact === undefined || Object.hasOwn(facts, fact) ? [] : [`gate ${key} names ${rule}, which looks at the fact ${fact}`];
      }),
      ...named.filter((step) => !Object.hasOwn(steps, step)).map((step) => `gate ${key} looks at ${step}, which is no step`),
    ];
  });

/** Who does what, by when, on whose authority. */
function checkDuties(definition: Definition, { policyKeys }: KnownNames): string[] {
  return Object.entries(definition.steps).flatMap(([key, step]) => [
    ...(step.article.trim() === '' ? [`step ${key} names no article`] : []),
    ...(step.bulk === true && !mayDecideInBulk(definition, key) ? [`step ${key} may not be decided in bulk`] : []),
    ...(step.under !== undefined && !Object.hasOwn(definition.grants, step.under) ? [`step ${key} is done under ${step.under}, which is no grant`] : []),
    ...(step.passes !== undefined && !Object.hasOwn(definition.gates, step.passes) ? [`step ${key} passes ${step.passes}, which is no gate`] : []),
    ...(step.seats.length === 0 ? [`step ${key} has no seat`] : []),
    ...Object.entries(outcomesOf(step)).filter(([, { evidence }]) => evidence && step.evidence === undefined).map(([outcome]) => `step ${key} asks for evidence with ${outcome}, and has none`),
    ...(step.sensitive && step.bulk ? [`step ${key} is sensitive and may not be decided in bulk`] : []),
    ...(step.revises !== undefined && (step.evidence === undefined || (step.rule ?? { kind: 'ONE' }).kind !== 'ONE') ? [`step ${key} revises the form and is not filled in by one person`] : []),
    ...(isVote(step) && !Object.hasOwn(outcomesOf(step), SESSION_FALLBACK) ? [`step ${key} may end without a majority, and does not offer ${SESSION_FALLBACK}`] : []),
    ...step.seats.filter((seat) => !seatExists(seat)).map((seat) => `step ${key} has an unknown seat ${JSON.stringify(seat)}`),
    ...(step.escalation ?? []).filter((position) => !Object.hasOwn(POSITIONS, position)).map((position) => `step ${key} escalates to ${position}, which is no position`),
    ...policiesOfStep(step).filter((policy) => !policyKeys.has(policy)).map((policy) => `step ${key} uses the unknown policy ${policy}`),
    ...factsOf(step).filter((fact) => !Object.hasOwn(definition.facts, fact)).map((fact) => `step ${key} uses the unknown fact ${fact}`),
    ...(step.reads ?? []).filter((section) => !Object.hasOwn(definition.sections, section)).map((section) => `step ${key} reads the unknown section ${section}`),
  ]);
}

const isVote = ({ rule }: StepSpec): boolean => rule?.kind === 'RATIO_OF_ALL' || rule?.kind === 'RATIO_OF_PRESENT';

function seatExists(seat: Seat): boolean {
  if ('position' in seat) return Object.hasOwn(POSITIONS, seat.position);
  return 'applicant' in seat || BODY_CODES.includes(seat.body);
}

const factsOf = ({ yields, clocks }: StepSpec): string[] => [...(yields ?? []), ...factsOfClocks(clocks)];

const factsOfClocks = (clocks: readonly ClockSpec[] = []): string[] => clocks.flatMap(({ base, when }) => [...(base === 'openedAt' ? [] : [base.fact]), ...Object.keys(when ?? {})]);

/** The clocks of what is wanted are found by its key: what is no step may not be called like one. */
const sharedKeys = ({ steps, reviews, gates, grants, periods, children }: Definition): string[] =>
  Object.entries({ review: reviews, gate: gates, grant: grants, period: periods, child: children }).flatMap(([kind, shelf]) =>
    Object.keys(shelf).filter((key) => key !== SUBMISSION_GATE && Object.hasOwn(steps, key)).map((key) => `${key} is both a ${kind} and a step`),
  );

function checkNames(definition: Definition, { policyKeys }: KnownNames): string[] {
  const { steps, reviews, grants, terminals, distinct, periods, articles, children } = definition;
  const limits = Object.values(children).flatMap(({ limit }) => limit ?? []);
  const actors = new Set(['APPLICANT', ...Object.keys(steps), ...Object.keys(reviews)]);
  const requirements = [...Object.entries(grants), ...Object.entries(terminals)].flatMap(([key, { requires }]) => (requires ?? []).map((one) => ({ key, ...one })));
  const named = [...requirements.flatMap(({ when, each }) => [...Object.keys(when ?? {}), ...(each ? [each.fact] : [])]), ...Object.values(grants).flatMap(({ scope }) => scope)];
  const clocked = [...Object.values(reviews), ...limits].flatMap(({ clocks }) => factsOfClocks(clocks));
  const policies = [
    ...[...Object.values(reviews), ...limits].flatMap(({ clocks }) => policiesOfClocks(clocks)),
    ...Object.values(periods).map(({ policy }) => policy),
    ...distinct.flatMap(({ relaxedBy }) => (relaxedBy === undefined ? [] : [relaxedBy])),
  ];
  return [
    ...(articles.length === 0 || articles.some((one) => one.trim() === '') ? ['the definition names no article'] : []),
    ...sharedKeys(definition),
    ...Object.entries(reviews).flatMap(([key, { corrects }]) => (corrects === 'form' || Object.hasOwn(steps, corrects.evidenceOf) ? [] : [`review ${key} corrects the evidence of ${corrects.evidenceOf}, which is no step`])),
    ...distinct.flatMap(({ id, among }) => among.filter((key) => !actors.has(key)).map((key) => `rule ${id} names ${key}, which is no step, review or APPLICANT`)),
    ...requirements.filter(({ step }) => !Object.hasOwn(steps, step)).map(({ key, step }) => `${key} requires ${step}, which is no step`),
    ...named.filter((fact) => !Object.hasOwn(definition.facts, fact)).map((fact) => `a grant or requirement names the unknown fact ${fact}`),
    ...clocked.filter((fact) => !Object.hasOwn(definition.facts, fact)).map((fact) => `a clock names the unknown fact ${fact}`),
    ...policies.filter((policy) => !policyKeys.has(policy)).map((policy) => `unknown policy ${policy}`),
    ...Object.values(KIT_TERMINALS).filter((key) => terminals[key]?.positive).map((key) => `${key} is no positive end`),
  ];
}
