/** A decision as it stands on the record: by whom, in which position, on what. */
import type { By } from '../by';
import type { CaseWork } from '../case-work';
import { newId } from '../changes';
import { textOf, type DecisionRow, type StepRow } from '../rows';

type Said = Pick<DecisionRow, 'actor_id' | 'outcome' | 'opinion' | 'evidence' | 'missing' | 'task_id' | 'on_behalf_of' | 'chain' | 'digest' | 'facts'>;

/** Writes a decision on a step, and counts it from now on. */
export function putDecision(work: CaseWork, step: StepRow, by: By, said: Said): DecisionRow {
  const decision = work.changes.put('decisions', {
    id: newId(),
    case_id: work.case.id,
    step_id: step.id,
    role: step.key,
    ...said,
    position: by.position ?? work.case.applicant_position,
    org_id: by.org_id ?? work.case.org_id,
    at: textOf(work.now),
    voided_at: null,
  });
  work.loaded.decisions.push(decision);
  return decision;
}
