/** The gates of a case, looked at with what the record knows now (regulation.md §5.4). */
import { canStaffDistinctly } from '@libs/domain/distinct-staffing';
import type { GateInput } from '@libs/domain/gate-input';
import { evaluateGates, type GateResult } from '@libs/domain/gates';
import { DomainError, type FailedGate } from '@libs/platform/errors/domain-error';
import type { PositionCode } from '@libs/domain/positions';
import { APPLICANT_ROLE, type SeparationRule } from '@libs/domain/separation-of-duties';
import { codeOf, flagOf, type PolicyValues } from '@libs/policy/typed-values';
import { outcomesOf, type Definition, type FactValues } from '@workflows/kit/definition';
import type { CaseWork } from './case-work';
import type { FormReading } from './desk';
import type { LoadedCase } from './loaded';
import { personsOf, type Seated } from './seats';
import { validity } from './validity';

type Around = Seated & Pick<LoadedCase, 'datasets'>;

/** The distinct rules as they bind this case: what a policy relaxes is left out, and the case shows that it was. */
export const bindingRules = (definition: Definition, policies: PolicyValues): readonly SeparationRule[] =>
  definition.distinct.filter(({ relaxedBy }) => relaxedBy === undefined || !flagOf(policies, relaxedBy));

export const relaxedRules = (definition: Definition, policies: PolicyValues): readonly string[] =>
  [...new Set(definition.distinct.filter(({ relaxedBy }) => relaxedBy !== undefined && flagOf(policies, relaxedBy)).map(({ id }) => id))];

/** Enough different people for the seats that must differ. Seats that nobody holds are G14's and UNSTAFFED's matter. */
function distinctPossible(definition: Definition, policies: PolicyValues, around: Around): boolean {
  const rules = bindingRules(definition, policies);
  const roles = Object.entries(definition.steps).map(([role, spec]) => ({ role, persons: spec.seats.flatMap((seat) => personsOf(seat, around)) }));
  const { applicant_id } = around.case;
  const applicant = { role: APPLICANT_ROLE, persons: applicant_id === null ? [] : [applicant_id] };
  return canStaffDistinctly(rules, [...(applicant_id === null ? [] : [applicant]), ...roles.filter(({ role, persons }) => persons.length > 0 && rules.some(({ among }) => among.includes(role)))]);
}

/** What is looked at whatever the moment: what was declared, the registers, the roster and the facts. */
export function gateInput(args: {
  readonly definition: Definition;
  /** The rules that will look at it. */
  readonly rules: readonly string[];
  readonly policies: PolicyValues;
  readonly around: Around;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly flags: FormReading['flags'];
  readonly cleared?: boolean;
  readonly facts: FactValues;
  readonly sensitive: boolean;
}): GateInput {
  const { definition, rules, policies, around } = args;
  const { impact, platform, bulkOperation, agreementUntil } = args.facts;
  return {
    ...args.flags,
    now: args.now,
    cleared: args.cleared,
    ...(typeof impact === 'string' && { impact }),
    ...(typeof platform === 'string' && { platform }),
    ...(typeof agreementUntil === 'number' && { agreementUntil }),
    bulkOperation: bulkOperation === true,
    datasets: around.datasets,
    sensitive: args.sensitive,
    staffing: around.roster.filter(({ orgId }) => orgId === around.case.org_id).map(({ position }): { position: PositionCode; staffed: boolean } => ({ position, staffed: true })),
    coreUseAllowed: codeOf(policies, 'core.use') !== 'BLOCK',
    // A search: made where it is looked at.
    distinctPossible: !rules.includes('G15') || distinctPossible(definition, policies, around),
  };
}

const NO_FLAGS = { containsStateSecret: false, aggregatesToSecret: false, crossBorder: false };

/** Whether the newest answer of a step that stands is a positive one. */
function stands({ definition, picture }: CaseWork, key: string): boolean {
  const spec = definition.steps[key];
  return spec !== undefined && picture.settled.some((one) => one.standing && one.key === key && outcomesOf(spec)[one.outcome]?.positive === true);
}

/** Gates that did not pass, in the shape of the contract. */
export const refusedBy = (failed: readonly GateResult[]): FailedGate[] => failed.map(({ id, passed, article, reason, reasonEn }) => ({ id, passed, article, reason: { zh: reason, en: reasonEn } }));

/** What has changed since a gate was passed stops a step that passes it once more. @throws DomainError GATE_FAILED */
export function mustPassAgain(work: CaseWork, step: string): void {
  const gate = work.definition.steps[step]?.passes;
  const failed = gate === undefined ? [] : gateResults(work, gate).filter(({ passed }) => !passed);
  if (failed.length === 0) return;
  throw new DomainError('GATE_FAILED', { members: { gates: refusedBy(failed) }, detail: { zh: '校验通过后情况已有变化，现在不能办理本环节。', en: 'Something has changed since the gate was passed: this step is not done now.' } });
}

/** A gate of a running case. What flags forbid was refused at submission; what is looked at again is what can change. */
export function gateResults(work: CaseWork, gate: string): GateResult[] {
  const { definition, loaded, picture, now } = work;
  const { rules = [], desensitization, dualReview, destruction } = definition.gates[gate] ?? {};
  const input = gateInput({ definition, rules, policies: loaded.case.policies, around: loaded, now, flags: NO_FLAGS, facts: picture.facts, sensitive: picture.facts['sensitive'] !== false });
  return evaluateGates(rules, {
    ...input,
    bulkGranted: loaded.grants.some((grant) => validity({ grant, caseStatus: loaded.case.status, at: now }).valid),
    ...(desensitization && { desensitization: { done: stands(work, desensitization.done), verified: stands(work, desensitization.verified) } }),
    ...(dualReview && { dualReview: { ethics: stands(work, dualReview.ethics), technical: stands(work, dualReview.technical) } }),
    ...(destruction && { destruction: { assessed: stands(work, destruction.assessed), reviewed: stands(work, destruction.reviewed), copiesOnly: picture.facts['scope'] === 'COPIES' } }),
  });
}
