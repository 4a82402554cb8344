/** 撤回: whoever made the newest decision, or for whom an agent made it, takes it back before anything came of it. Nothing is erased: it is voided, and cancelled in the journal. */
import type { PoolClient } from 'pg';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { CaseWork } from '../case-work';
import type { Answer } from '../idempotency';
import type { FormerState } from '../loaded';
import type { CaseRecord } from '../record';
import { textOf } from '../rows';
import { FORMER } from '../statements';
import { barrierTo } from '../take-back';
import { seatOf } from './capacity';
import { mustBeOpen, reasonOf } from './case-acts';
import { onTask, type TaskActAnswer, type TaskActRequest } from './task-acts';

const NOTHING_DECIDED = { zh: '此待办没有可以撤回的决定', en: 'There is no decision on this task to take back' };

/**
 * The decision that settled a step, while it is the newest event of the case and has opened nothing that cannot be
 * undone; or a vote in a step that is still open.
 * @throws DomainError NOT_OFFERED with the reason where it has gone too far
 */
export const takeBack = (record: CaseRecord, request: TaskActRequest): Promise<Answer<TaskActAnswer>> =>
  onTask(record, 'TAKE_BACK', request, async ({ work, actor, client }, task) => {
    const { loaded } = work;
    const by = seatOf(work, actor, task, request.actingAs);
    const decision = loaded.decisions.findLast(({ task_id }) => task_id === task.id);
    if (decision && ![decision.actor_id, decision.on_behalf_of].includes(actor.personId)) throw new DomainError('NOT_ELIGIBLE');
    mustBeOpen(work);
    if (request.version !== undefined && request.version !== task.version) throw new DomainError('STALE_VERSION', { members: { version: task.version } });
    if (!decision) throw new DomainError('NOT_OFFERED', { detail: NOTHING_DECIDED });
    const step = loaded.steps.find(({ id }) => id === task.step_id);
    const former = await formerState(client, work);
    const { journal, decisions, tasks } = loaded;
    const seatsAdded = tasks.some(({ step_id, added }) => step_id === task.step_id && added !== null);
    const barrier = await barrierTo({ ...former, process: work.desk.process, journal, seq: work.case.seq, step, decision, decisions, seatsAdded, registered: Object.keys(work.desk.registers ?? {}), now: work.now });
    if (!step || barrier) throw new DomainError('NOT_OFFERED', { detail: barrier });
    const reason = reasonOf(request);

    work.changes.put('decisions', Object.assign(decision, { voided_at: textOf(work.now) }));
    const told = { action: 'TAKEN_BACK', by, details: { taskId: task.id, stepKey: step.key, want: step.want_id, decisionId: decision.id, reason } };
    if (step.status === 'SETTLED') return work.takeBack(former, told);
    work.reopenTask(task);
    work.audit(told);
  });

async function formerState(client: PoolClient, { case: { id }, loaded: { journal } }: CaseWork): Promise<FormerState> {
  const at = journal.at(-1)?.at ?? 0;
  const { rows } = await client.query<{ former: Omit<FormerState, 'at'> }>({ ...FORMER, values: [id, textOf(at)] });
  const [row] = rows;
  if (!row) throw new Error(`no case ${id}`);
  return { ...row.former, at };
}
