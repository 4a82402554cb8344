/** Acts on a task that decide nothing: claim, unclaim, transfer, urging; and how an act on a task begins. */
import { shiftInstant } from '@libs/domain/shift';
import { DomainError } from '@libs/platform/errors/domain-error';
import { durationOf } from '@libs/policy/typed-values';
import { assigneeOf } from '../assignee';
import { answerable, inWhosePlace } from '../by';
import type { CaseWork } from '../case-work';
import { newId } from '../changes';
import type { Answer, IdempotencyKey } from '../idempotency';
import type { Acting, CaseRecord } from '../record';
import { textOf, type TaskRow } from '../rows';
import { isSeat } from '../seats';
import { LOCK_BY_TASK } from '../statements';
import { inNoSeat, seatOf, sits, type ActingAs } from './capacity';
import { mustBeOpen, reasonOf } from './case-acts';
import { chainWith, handTo, mustBeInHand } from './handing';
import { mustBeSeparate } from './separating';

export interface TaskActRequest {
  readonly personId: string;
  readonly taskId: string;
  readonly version?: number;
  readonly reason?: string;
  readonly actingAs?: ActingAs;
  readonly idempotency: IdempotencyKey;
}
export interface TaskActAnswer {
  readonly task: { readonly id: string; readonly status: string; readonly version: number; readonly assignee: string | null };
}

/** An act on one task of a case that the person may know of, with an answer of its own. */
export const actOnTask = <T>(record: CaseRecord, action: string, request: TaskActRequest, body: (acting: Acting, task: TaskRow) => Promise<T>): Promise<Answer<T>> =>
  record.act(
    { action, lock: { by: LOCK_BY_TASK, id: request.taskId }, personId: request.personId, idempotency: request.idempotency, about: { taskId: request.taskId } },
    async (acting) => {
      const task = acting.work.loaded.tasks.find(({ id }) => id === request.taskId);
      if (!task) throw new DomainError('NOT_FOUND');
      return { status: 200, body: await body(acting, task) };
    },
  );

/** The same, answered with the task as it stands then. */
export const onTask = (record: CaseRecord, action: string, request: TaskActRequest, body: (acting: Acting, task: TaskRow) => void | Promise<void>): Promise<Answer<TaskActAnswer>> =>
  actOnTask(record, action, request, async (acting, task) => {
    await body(acting, task);
    return taskAnswer(task);
  });

export const taskAnswer = (task: TaskRow): TaskActAnswer => ({ task: { id: task.id, status: task.status, version: task.version, assignee: task.assignee_id } });

/** @throws DomainError CASE_CLOSED, CASE_HELD, ALREADY_DECIDED, STALE_VERSION */
export function mustStand(work: CaseWork, task: TaskRow, version: number | undefined): void {
  mustBeOpen(work);
  if (task.status !== 'OPEN') throw new DomainError('ALREADY_DECIDED', { members: { version: task.version } });
  if (version !== undefined && version !== task.version) throw new DomainError('STALE_VERSION', { members: { version: task.version } });
}

export const assign = (work: CaseWork, task: TaskRow, assignee_id: string | null): void =>
  void work.changes.put('tasks', Object.assign(task, { assignee_id, version: task.version + 1 }));

/** @throws DomainError NOT_OFFERED for a seat that names its person: nobody else could take it */
function mustBeOfPosition({ position, person_id }: TaskRow): void {
  if (position === null || person_id !== null) throw new DomainError('NOT_OFFERED', { detail: { zh: '此待办已指明办理人，无须签收。', en: 'The task names its person; there is nothing to claim.' } });
}

/** 签收: takes a task of one's position for oneself, or for whom one stands in. */
export const claim = (record: CaseRecord, request: TaskActRequest): Promise<Answer<TaskActAnswer>> =>
  onTask(record, 'CLAIM', request, ({ work, actor }, task) => {
    const by = seatOf(work, actor, task, request.actingAs);
    mustStand(work, task, request.version);
    mustBeInHand(task);
    mustBeOfPosition(task);
    const owner = inWhosePlace(by);
    if (task.assignee_id === owner) return;
    // Whoever has had a task in hand answers for it: nobody takes what they could not decide.
    mustBeSeparate(work, work.stepOf(task), [...task.chain, ...answerable(by)]);
    assign(work, task, owner);
    work.audit({ action: 'CLAIMED', by, details: { taskId: task.id } });
  });

/** 退签: gives it back to the position. */
export const unclaim = (record: CaseRecord, request: TaskActRequest): Promise<Answer<TaskActAnswer>> =>
  onTask(record, 'UNCLAIM', request, ({ work, actor }, task) => {
    const by = seatOf(work, actor, task, request.actingAs);
    mustStand(work, task, request.version);
    mustBeInHand(task);
    mustBeOfPosition(task);
    if (task.assignee_id === null) return;
    assign(work, task, null);
    work.audit({ action: 'UNCLAIMED', by, details: { taskId: task.id } });
  });

export interface TransferRequest extends TaskActRequest {
  readonly to: string;
}

/** 转办: to another holder of the same seat. Whoever hands it on stays in the chain that separation of duties counts. */
export const transfer = (record: CaseRecord, request: TransferRequest): Promise<Answer<TaskActAnswer>> =>
  onTask(record, 'TRANSFER', request, ({ work, actor }, task) => {
    const by = seatOf(work, actor, task, request.actingAs);
    mustStand(work, task, request.version);
    mustBeInHand(task);
    const reason = reasonOf(request);
    const from = inWhosePlace(by);
    mustReceive(work, task, request.to, { butFor: from });
    const chain = chainWith(task, ...answerable(by));
    mustBeSeparate(work, work.stepOf(task), [...chain, request.to]);
    Object.assign(task, { chain, assignee_id: request.to });
    handTo(work, task, { kind: 'TRANSFER', by_id: actor.personId, from_id: from, to_id: request.to, reason });
    work.audit({ action: 'TRANSFERRED', by, details: { taskId: task.id, to: request.to, reason } });
  });

/** @throws DomainError FORM_INVALID unless the task is of a position that this person holds now */
export function mustReceive(work: CaseWork, task: TaskRow, personId: string, { butFor }: { readonly butFor?: string | null } = {}): void {
  const holds = task.position !== null && task.person_id === null && work.loaded.roster.some((holder) => holder.personId === personId && isSeat(holder, task));
  if (!holds || personId === butFor) throw new DomainError('FORM_INVALID', { errors: [{ path: 'to', code: 'NOT_ELIGIBLE', message: { zh: '该人员目前不在此岗位', en: 'This person does not hold the seat now' } }] });
}

/** 催办: tells the seat that somebody waits; at most once in the policy's interval. */
export const urge = (record: CaseRecord, request: TaskActRequest): Promise<Answer<TaskActAnswer>> =>
  onTask(record, 'URGE', request, async ({ work, actor, client }, task) => {
    const assignee = assigneeOf(work.loaded, task);
    // Whoever could act on it themselves urges nobody.
    if (sits(work, actor, task) || [assignee, task.person_id].includes(actor.personId)) throw new DomainError('NOT_OFFERED');
    mustStand(work, task, undefined);
    const interval = durationOf(await record.policies.at(work.loaded.revisions, work.now, client), 'urge.minInterval.minutes');
    const { rows } = await client.query<{ at: Date }>('SELECT at FROM urgings WHERE task_id = $1 ORDER BY at DESC LIMIT 1', [task.id]);
    const next = rows[0] ? shiftInstant(rows[0].at.getTime(), interval, 1, work.calendar) : 0;
    if (next > work.now) throw new DomainError('TOO_MANY_REQUESTS', { members: { retryAfter: Math.ceil((next - work.now) / 1_000) } });
    work.changes.put('urgings', { id: newId(), task_id: task.id, by_id: actor.personId, at: textOf(work.now) });
    work.notifyOf('URGING', task);
    work.audit({ action: 'URGED', by: inNoSeat(work, actor), details: { taskId: task.id } });
  });
