/** Separation of duties at the moment of an act, over the effective chain (regulation.md §3). */
import { APPLICANT_ROLE, violations } from '@libs/domain/separation-of-duties';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { CaseWork } from '../case-work';
import { bindingRules } from '../gate-check';

/** @throws DomainError SEPARATION_OF_DUTIES where one of these persons may not answer for this role too */
export function mustBeSeparate(work: CaseWork, role: string, persons: readonly string[]): void {
  const decided = work.loaded.decisions.filter(({ voided_at }) => voided_at === null).map((one) => ({ role: one.role, persons: one.chain }));
  const [found] = violations({
    rules: bindingRules(work.definition, work.case.policies),
    acts: [{ role: APPLICANT_ROLE, persons: [work.case.applicant_id] }, ...decided],
    candidate: { role, persons },
  });
  if (found) throw new DomainError('SEPARATION_OF_DUTIES', { members: { rule: { id: found.rule, title: found.title } } });
}
