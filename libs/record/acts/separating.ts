/** Separation of duties at the moment of an act, over the effective chain (regulation.md §3). */
import { APPLICANT_ROLE, violations } from '@libs/domain/separation-of-duties';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { CaseWork } from '../case-work';
import type { StepRow } from '../rows';
import { bindingRules } from '../gate-check';

/** @throws DomainError SEPARATION_OF_DUTIES where one of these persons may not answer for this step too */
export function mustBeSeparate(work: CaseWork, { id, key: role }: Pick<StepRow, 'id' | 'key'>, persons: readonly string[]): void {
  // An earlier asking of the same step binds nobody: whoever assessed may assess again after a correction.
  const counted = work.loaded.decisions.filter((one) => one.voided_at === null && (one.role !== role || one.step_id === id));
  const decided = counted.map((one) => ({ role: one.role, persons: one.chain }));
  const [found] = violations({
    rules: bindingRules(work.definition, work.case.policies),
    acts: [{ role: APPLICANT_ROLE, persons: [work.case.applicant_id] }, ...decided],
    candidate: { role, persons },
  });
  if (found) throw new DomainError('SEPARATION_OF_DUTIES', { members: { rule: { id: found.rule, title: found.title } } });
}
