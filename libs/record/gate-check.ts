/** The gates of a case, looked at with what the record knows now (regulation.md §5.4). */
import { canStaffDistinctly } from '@libs/domain/distinct-staffing';
import { evaluateGates, type GateInput, type GateResult } from '@libs/domain/gates';
import type { PositionCode } from '@libs/domain/positions';
import { APPLICANT_ROLE, type SeparationRule } from '@libs/domain/separation-of-duties';
import { codeOf, flagOf, type PolicyValues } from '@libs/policy/typed-values';
import type { Definition } from '@workflows/kit/definition';
import type { CaseWork } from './case-work';
import type { FormReading } from './desk';
import type { LoadedCase } from './loaded';
import { personsOf, type Seated } from './seats';

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

export function gateInput(args: {
  readonly definition: Definition;
  /** The rules that will look at it. */
  readonly rules: readonly string[];
  readonly policies: PolicyValues;
  readonly around: Around;
  readonly flags: FormReading['flags'];
  readonly sensitive: boolean;
  readonly desensitization?: GateInput['desensitization'];
}): GateInput {
  const { definition, rules, policies, around } = args;
  return {
    ...args.flags,
    datasets: around.datasets,
    sensitive: args.sensitive,
    desensitization: args.desensitization,
    staffing: around.roster.filter(({ orgId }) => orgId === around.case.org_id).map(({ position }): { position: PositionCode; staffed: boolean } => ({ position, staffed: true })),
    coreUseAllowed: codeOf(policies, 'core.use') !== 'BLOCK',
    // A search: made where it is looked at.
    distinctPossible: !rules.includes('G15') || distinctPossible(definition, policies, around),
  };
}

const NO_FLAGS = { containsStateSecret: false, aggregatesToSecret: false, crossBorder: false };

/** A gate of a running case. What flags forbid was refused at submission; what is looked at again is what can change. */
export function gateResults(work: CaseWork, gate: string): GateResult[] {
  const { definition, loaded, picture } = work;
  const spec = definition.gates[gate];
  const rules = spec?.rules ?? [];
  const stands = (key: string | undefined): boolean => picture.settled.some((one) => one.standing && one.key === key && (one.outcome === 'APPROVE' || one.outcome === 'DONE'));
  return evaluateGates(
    rules,
    gateInput({
      definition,
      rules,
      policies: loaded.case.policies,
      around: loaded,
      flags: NO_FLAGS,
      sensitive: picture.facts['sensitive'] !== false,
      desensitization: { done: stands(spec?.desensitization?.done), verified: stands(spec?.desensitization?.verified) },
    }),
  );
}
