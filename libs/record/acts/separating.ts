/** Separation of duties at the moment of an act, over the effective chain (regulation.md §3). */
import { APPLICANT_ROLE, violations } from '@libs/domain/separation-of-duties';
import { DomainError } from '@libs/platform/errors/domain-error';
import { answerable, type By } from '../by';
import type { CaseWork } from '../case-work';
import type { Actor } from '../loaded';
import type { DecisionRow, StepRow, TaskRow } from '../rows';
import { bindingRules } from '../gate-check';
import { seatsOn } from '../standing';
import { sits } from './capacity';

export type BrokenRule = { readonly id: string; readonly title: string };

/** The rule that would be broken if these persons answered for this step too. */
export function brokenRule(work: Pick<CaseWork, 'definition' | 'loaded'>, { id, key: role }: Pick<StepRow, 'id' | 'key'>, persons: readonly string[]): BrokenRule | undefined {
  // An earlier asking of the same step binds nobody: whoever assessed may assess again after a correction.
  const counted = work.loaded.decisions.filter((one) => one.voided_at === null && (one.role !== role || one.step_id === id));
  const decided = counted.flatMap((one) => rolesOf(work, one.role).map((as) => ({ role: as, persons: one.chain })));
  const { applicant_id } = work.loaded.case;
  const acts = [...(applicant_id === null ? [] : [{ role: APPLICANT_ROLE, persons: [applicant_id] }]), ...decided, ...adders(work, role)];
  const rules = bindingRules(work.definition, work.loaded.case.policies);
  const [found] = rolesOf(work, role).flatMap((as) => violations({ rules, acts, candidate: { role: as, persons } }));
  return found && { id: found.rule, title: found.title };
}

/** Where nobody applied, who does what applicants do answers as the applicant too. */
function rolesOf({ definition: { reviews, steps }, loaded }: Pick<CaseWork, 'definition' | 'loaded'>, key: string): string[] {
  const { correctedBy } = reviews[key] ?? {};
  const seats = [...(correctedBy ? [correctedBy] : []), ...(steps[key]?.seats ?? [])];
  return loaded.case.applicant_id === null && seats.some((seat) => 'applicant' in seat) ? [key, APPLICANT_ROLE] : [key];
}

/** Who added a seat to another step answers for that step too: an added seat launders nobody. */
const adders = ({ loaded: { tasks, steps } }: Pick<CaseWork, 'loaded'>, role: string): { role: string; persons: string[] }[] =>
  tasks.flatMap(({ added_by, step_id, status }) => {
    const step = steps.find(({ id }) => id === step_id);
    return added_by === null || status === 'CANCELLED' || !step || step.key === role ? [] : [{ role: step.key, persons: [added_by] }];
  });

/** @throws DomainError SEPARATION_OF_DUTIES where one of these persons may not answer for this step too */
export function mustBeSeparate(work: CaseWork, step: Pick<StepRow, 'id' | 'key'>, persons: readonly string[]): void {
  const rule = brokenRule(work, step, persons);
  if (rule) throw new DomainError('SEPARATION_OF_DUTIES', { members: { rule } });
}

const ONE_SEAT_EACH: BrokenRule = { id: 'one-seat-each', title: '同一环节有加签或代理的，一人只占一席' };

/**
 * Where seats were added, nobody fills two of one step: an added seat is somebody else's look at it. Nor does an agent, be it
 * for two principals, or for one and for themselves.
 * @throws DomainError SEPARATION_OF_DUTIES
 */
export function mustFillOneSeat(work: CaseWork, actor: Actor, { by, step, task }: { readonly by: By; readonly step: StepRow; readonly task: TaskRow }): void {
  const decided = work.loaded.decisions.filter(({ step_id, task_id, voided_at }) => step_id === step.id && voided_at === null && task_id !== task.id);
  const persons = answerable(by);
  const byAgent = decided.some(({ actor_id, on_behalf_of }) => (on_behalf_of !== null || by.on_behalf_of !== undefined) && [actor_id, on_behalf_of].some((one) => one !== null && persons.includes(one)));
  if (byAgent || fillsAdded(work, actor, { step, task }, decided)) throw new DomainError('SEPARATION_OF_DUTIES', { members: { rule: ONE_SEAT_EACH } });
}

function fillsAdded(work: CaseWork, actor: Actor, { step, task }: { readonly step: StepRow; readonly task: TaskRow }, decided: readonly Pick<DecisionRow, 'actor_id'>[]): boolean {
  const seats = seatsOn(work.loaded, step);
  if (seats.every(({ added }) => added === null)) return false;
  const others = seats.filter(({ id }) => id !== task.id);
  if (decided.some(({ actor_id }) => actor_id === actor.personId)) return true;
  if (task.added === null) return others.some((other) => other.added !== null && other.person_id === actor.personId);
  // A seat of a position: not for who may decide one of the step's own.
  return task.person_id === null && others.some((other) => other.added === null && other.status === 'OPEN' && sits(work, actor, other));
}
