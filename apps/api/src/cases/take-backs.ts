/** Which of their decisions somebody could take back now: the rule of the record, asked of what was read. */
import { barrierTo } from '@libs/record/take-back';
import type { ProcessDesk } from '@libs/record/desk';
import type { CaseEvent } from '@workflows/kit/journal';
import { takeBackAction, whomFor } from './allowed-actions';
import type { CaseRead } from './case.read';
import type { AllowedAction } from './case.view';

interface Told {
  readonly desk: Pick<ProcessDesk, 'process' | 'registers'>;
  /** Read only where a decision comes into question. */
  readonly journal: () => Promise<readonly CaseEvent[]>;
}

export async function takeBacks(read: CaseRead, told: Told): Promise<AllowedAction[]> {
  if (read.case.status !== 'OPEN' || read.case.stopped !== null) return [];
  const { personId } = read.reader;
  const decisions = read.decisions.filter(({ voided_at }) => voided_at === null);
  const mine = decisions.flatMap((decision) => {
    const task = read.tasks.find(({ id }) => id === decision.task_id);
    const step = read.steps.find(({ id }) => id === decision.step_id);
    const inQuestion = step?.status === 'OPEN' || (step?.status === 'SETTLED' && step.settled_seq === read.case.seq);
    const theirs = [decision.actor_id, decision.on_behalf_of].includes(personId);
    return theirs && task && inQuestion && whomFor(read, task) !== undefined ? [{ decision, task, step }] : [];
  });
  if (mine.length === 0) return [];
  const journal = await told.journal();
  const actions: AllowedAction[] = [];
  for (const { decision, task, step } of mine) {
    const barrier = await barrierTo({ process: told.desk.process, registered: Object.keys(told.desk.registers ?? {}), journal, seq: read.case.seq, step, decision, decisions, clocks: read.clocks, claimed: read.claimed, dissented: read.dissented, seatsAdded: read.tasks.some(({ step_id, added }) => step_id === decision.step_id && added !== null), now: Date.parse(read.now) });
    if (!barrier) actions.push(takeBackAction(task.id));
  }
  return actions;
}
