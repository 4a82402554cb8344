/** 先到先办: of several who could decide, the first valid decision wins, and the others learn whose it was and when. */
import type { CaseWork } from '../case-work';
import type { DecisionRow, TaskRow } from '../rows';
import { isSeat } from '../seats';

interface Decided {
  readonly decision: Pick<DecisionRow, 'id' | 'actor_id'>;
  readonly task: TaskRow;
  /** What was open on the step beside it. */
  readonly beside: readonly TaskRow[];
}

/** Tells the other holders of the seat, and those whose own task has ended with the step. Whoever decided is not told of it when it is delivered. */
export function tellOthers(work: CaseWork, { decision, task, beside }: Decided): void {
  const decided = { decision_id: decision.id };
  const { position, org_id, dept } = task;
  const shared = position !== null && task.person_id === null && work.loaded.roster.some((holder) => holder.personId !== decision.actor_id && isSeat(holder, task));
  if (shared) work.notify('TASK_DECIDED_BY_OTHER', { step_id: task.step_id, task_id: task.id, position, org_id, dept, ...decided });
  for (const other of beside) if (other.status === 'CANCELLED') work.notifyOf('TASK_DECIDED_BY_OTHER', other, decided);
}
