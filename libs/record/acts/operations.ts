/**
 * What process administrators may do to a case: hand a task to somebody who can act, try again, and, when a second of them
 * confirms, have its run rebuilt, end it, or declare it void. They never decide and never edit (regulation.md §4).
 */
import type { PoolClient } from 'pg';
import { assertNever } from '@libs/domain/assert-never';
import { DomainError } from '@libs/platform/errors/domain-error';
import { mayVoid } from '@workflows/kit/admission';
import type { By, Told } from '../by';
import type { CaseWork } from '../case-work';
import { newId } from '../changes';
import type { Answer, IdempotencyKey } from '../idempotency';
import type { Actor } from '../loaded';
import type { Acting, ActRequest, CaseRecord } from '../record';
import { textOf, type HandingRow, type OperationRow, type TaskRow } from '../rows';
import { LOCK_BY_OPERATION, LOCK_BY_TASK, LOCK_CASE } from '../statements';
import { byPerson } from './capacity';
import { mustBeOpen, reasonOf } from './case-acts';
import { giveBack } from './delegation-acts';
import { chainWith, handTo } from './handing';
import { mustBeSeparate } from './separating';
import { followSeats } from './succession';
import { mustReceive, mustStand } from './task-acts';

interface Asked {
  readonly personId: string;
  readonly reason?: string;
  readonly idempotency: IdempotencyKey;
}
export interface CaseOperationRequest extends Asked {
  readonly caseId: string;
}
export interface ReassignRequest extends CaseOperationRequest {
  readonly taskId: string;
  /** A holder of the seat; nobody gives the task back to the position. */
  readonly to?: string;
}
export interface SettleRequest extends Asked {
  readonly operationId: string;
}

export interface OperatedAnswer {
  readonly case: { readonly id: string; readonly status: string; readonly outcome?: string };
  readonly operation?: OperationAnswer;
}
export interface OperationAnswer {
  readonly id: string;
  readonly kind: OperationRow['kind'];
  readonly status: OperationRow['status'];
}

interface Operating extends Acting {
  readonly by: By;
}

const operate = (record: CaseRecord, request: Asked, { status = 200, ...spec }: Pick<ActRequest, 'action' | 'lock' | 'evenStopped' | 'about'> & { readonly status?: number }, body: (operating: Operating) => Promise<OperationRow | void>): Promise<Answer<OperatedAnswer>> =>
  record.act({ ...spec, personId: request.personId, idempotency: request.idempotency }, async (acting) => {
    const operation = await body({ ...acting, by: asAdministrator(acting.actor) });
    const { id, status: now, outcome } = acting.work.case;
    return { status, body: { case: { id, status: now, ...(outcome !== null && { outcome }) }, ...(operation && { operation: { id: operation.id, kind: operation.kind, status: operation.status } }) } };
  });

/** @throws DomainError NOT_ELIGIBLE */
function asAdministrator(actor: Actor): By {
  const held = actor.assignments.find(({ position }) => position === 'PROCESS_ADMINISTRATOR');
  if (!held) throw new DomainError('NOT_ELIGIBLE');
  return byPerson(actor, held);
}

/** Moves an open task; the chain of hands is whole. @throws DomainError FORM_INVALID, SEPARATION_OF_DUTIES */
function move({ work, actor }: Pick<Acting, 'work' | 'actor'>, task: TaskRow, to: string | undefined, { kind, reason }: Pick<HandingRow, 'kind' | 'reason'>): string | null {
  if (to !== undefined) mustReceive(work, task, to);
  if (to === actor.personId || actor.standsIn.some(({ standsFor }) => standsFor === to)) throw new DomainError('SEPARATION_OF_DUTIES', { members: { rule: NOT_TO_ONESELF } });
  const before = task.assignee_id;
  const chain = chainWith(task, ...[before, task.delegated_from].filter((one) => one !== null));
  if (to !== undefined) mustBeSeparate(work, work.stepOf(task), [...chain, to]);
  Object.assign(task, { chain, delegated_from: null, assignee_id: to ?? null });
  handTo(work, task, { kind, by_id: actor.personId, from_id: before, to_id: to ?? null, reason });
  return before;
}

/** 改派: an open task to another holder of its seat, or back to the position. Whoever had it stays in the chain. */
export const reassign = (record: CaseRecord, request: ReassignRequest): Promise<Answer<OperatedAnswer>> =>
  operate(record, request, { action: 'REASSIGN', lock: { by: LOCK_CASE, id: request.caseId } }, async ({ work, actor, by }) => {
    const task = work.loaded.tasks.find(({ id }) => id === request.taskId);
    if (!task) throw new DomainError('NOT_FOUND');
    mustStand(work, task, undefined);
    const reason = reasonOf(request);
    const { to } = request;
    const before = move({ work, actor }, task, to, { kind: 'REASSIGN', reason });
    work.audit({ action: 'REASSIGNED', by, details: { taskId: task.id, from: before, to: to ?? null, reason } });
  });

export interface HandOverRequest extends Asked {
  readonly taskId: string;
  /** Who has it in hand: the one who leaves. */
  readonly from: string;
  /** A holder of the seat; nobody gives the task back to the position. */
  readonly to?: string;
}

/**
 * 离职转办: a task that somebody who leaves has in hand, to a successor or back to the position; what they were only asked
 * about goes back to who asked.
 * @throws DomainError NOT_OFFERED where they do not have it in hand, or it is their seat by name, which follows the roster
 */
export const handOver = (record: CaseRecord, request: HandOverRequest): Promise<Answer<OperatedAnswer>> =>
  operate(record, request, { action: 'HAND_OVER', lock: { by: LOCK_BY_TASK, id: request.taskId }, about: { taskId: request.taskId } }, async ({ work, actor, by }) => {
    const task = work.loaded.tasks.find(({ id }) => id === request.taskId);
    if (!task) throw new DomainError('NOT_FOUND');
    mustStand(work, task, undefined);
    const reason = reasonOf(request);
    const { from, to } = request;
    const asDelegate = task.delegated_from !== null && task.assignee_id === from;
    if (task.person_id === from && !asDelegate) throw new DomainError('NOT_OFFERED', { detail: BY_NAME });
    if (!asDelegate && from !== (task.delegated_from ?? task.assignee_id)) throw new DomainError('NOT_OFFERED', { detail: NOT_IN_HAND });
    if (asDelegate) giveBack(work, task, actor.personId, null);
    else move({ work, actor }, task, to, { kind: 'HAND_OVER', reason });
    work.audit({ action: 'HANDED_OVER', by, details: { taskId: task.id, from, to: asDelegate ? task.assignee_id : (to ?? null), reason } });
  });

/** $1 case: what was given up is due once more, with all its attempts, and with the rest of a message in which it is sent. */
const DELIVER_AGAIN = `WITH own AS MATERIALIZED (SELECT d.id, d.digest_id FROM deliveries d JOIN notices n ON n.id = d.notice_id WHERE n.case_id = $1 AND d.state = 'DEAD'),
  given_up AS MATERIALIZED (SELECT d.id FROM deliveries d WHERE d.state = 'DEAD' AND (d.id IN (SELECT id FROM own) OR d.digest_id IN (SELECT digest_id FROM own)) ORDER BY d.id FOR NO KEY UPDATE)
  UPDATE deliveries d SET state = 'PENDING', attempts = 0, due_at = clock_timestamp(), last_failure = NULL FROM given_up WHERE d.id = given_up.id`;

/** 重试: the engine is told anew at once, blocked gates are looked at again, what could not be delivered is sent again, and a stopped case goes on where its story can be told. */
export const retry = (record: CaseRecord, request: CaseOperationRequest): Promise<Answer<OperatedAnswer>> =>
  operate(record, request, { action: 'RETRY', lock: { by: LOCK_CASE, id: request.caseId }, evenStopped: true }, async ({ work, client, by }) => {
    const reason = reasonOf(request);
    const { stopped } = work.case;
    if (stopped !== null) work.changes.put('cases', Object.assign(work.case, { stopped: null }));
    await client.query('UPDATE engine_states SET last_failure = NULL, failed_at = NULL WHERE case_id = $1', [work.case.id]);
    await client.query(DELIVER_AGAIN, [work.case.id]);
    work.audit({ action: 'RETRIED', by, details: { reason, ...(stopped && { stopped: stopped.reason }) } });
    // Who came and went while it was stopped.
    followSeats(work);
    if (work.case.status === 'OPEN') await work.passGates();
    work.pokeEngine();
  });

const request = (kind: OperationRow['kind'], record: CaseRecord, asked: CaseOperationRequest): Promise<Answer<OperatedAnswer>> =>
  operate(record, asked, { action: `REQUEST_${kind}`, lock: { by: LOCK_CASE, id: asked.caseId }, evenStopped: true, status: 201 }, async ({ work, client, by }) => {
    mustBeOpen(work, true);
    if (kind === 'VOID') await mustBeWithoutConsequence(work, client);
    const reason = reasonOf(asked);
    const { rowCount } = await client.query(`SELECT FROM operations WHERE case_id = $1 AND kind = $2 AND status = 'REQUESTED'`, [work.case.id, kind]);
    if (rowCount) throw new DomainError('NOT_OFFERED', { detail: { zh: '同一操作已有人提出，等待另一名流程管理员确认', en: 'It was asked for already and awaits another administrator' } });
    const operation: OperationRow = work.changes.put('operations', { id: newId(), case_id: work.case.id, kind, reason, requested_by: asked.personId, requested_at: textOf(work.now), settled_by: null, settled_at: null, status: 'REQUESTED' });
    work.audit({ action: `${kind}_REQUESTED`, by, details: { operationId: operation.id, reason } });
    return operation;
  });

/** 重建: asks that the run be ended and started again from the record. */
export const requestRebuild = (record: CaseRecord, asked: CaseOperationRequest): Promise<Answer<OperatedAnswer>> => request('REBUILD', record, asked);
/** 终止: asks that the case be ended as TERMINATED. */
export const requestTermination = (record: CaseRecord, asked: CaseOperationRequest): Promise<Answer<OperatedAnswer>> => request('TERMINATE', record, asked);

/** 作废: asks that a case that should never have been begun be ended as VOIDED, while nothing has come of it; else it is terminated. */
export const requestVoiding = (record: CaseRecord, asked: CaseOperationRequest): Promise<Answer<OperatedAnswer>> => request('VOID', record, asked);

/** @throws DomainError NOT_OFFERED once something has come of the case, or where another case waits for it */
async function mustBeWithoutConsequence({ case: row, picture }: CaseWork, client: PoolClient): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM effects WHERE case_id = $1 LIMIT 1', [row.id]);
  if (rowCount || row.parent_id !== null || !mayVoid(picture))
    throw new DomainError('NOT_OFFERED', { detail: { zh: '办件已产生授权、关联办件或对外执行，或为其他办件所等待，不能作废，只能终止', en: 'A grant, a linked case or something done outside has come of it, or another case waits for it: it can only be terminated' } });
}

/** A second administrator has it done. @throws DomainError SEPARATION_OF_DUTIES for whoever asked for it */
export const confirm = (record: CaseRecord, asked: SettleRequest): Promise<Answer<OperatedAnswer>> =>
  operate(record, asked, { action: 'CONFIRM_OPERATION', lock: { by: LOCK_BY_OPERATION, id: asked.operationId }, evenStopped: true }, async ({ work, client, by }) => {
    const operation = await requested(client, asked.operationId);
    mustBeOpen(work, true);
    if (operation.requested_by === asked.personId) throw new DomainError('SEPARATION_OF_DUTIES', { members: { rule: TWO_ADMINISTRATORS } });
    if (operation.kind === 'VOID') await mustBeWithoutConsequence(work, client);
    work.changes.put('operations', Object.assign(operation, { status: 'CONFIRMED', settled_by: asked.personId, settled_at: textOf(work.now) }));
    const told = { by, details: { operationId: operation.id, requestedBy: operation.requested_by, reason: operation.reason } };
    await done(operation.kind, work, client, told);
    return operation;
  });

async function done(kind: OperationRow['kind'], work: CaseWork, client: PoolClient, told: Omit<Told, 'action'>): Promise<void> {
  switch (kind) {
    case 'TERMINATE':
      return work.append({ type: 'terminated' }, { action: 'TERMINATED', ...told });
    case 'VOID':
      return work.append({ type: 'voided' }, { action: 'VOIDED', ...told });
    case 'REBUILD':
      await client.query('UPDATE engine_states SET rebuild = true WHERE case_id = $1', [work.case.id]);
      return work.audit({ action: 'REBUILD_CONFIRMED', ...told });
    default:
      return assertNever(kind);
  }
}

/** Whoever asked for it, or another administrator, lets it be. */
export const drop = (record: CaseRecord, asked: SettleRequest): Promise<Answer<OperatedAnswer>> =>
  operate(record, asked, { action: 'DROP_OPERATION', lock: { by: LOCK_BY_OPERATION, id: asked.operationId }, evenStopped: true }, async ({ work, client, by }) => {
    const operation = await requested(client, asked.operationId);
    const reason = reasonOf(asked);
    work.changes.put('operations', Object.assign(operation, { status: 'DROPPED', settled_by: asked.personId, settled_at: textOf(work.now) }));
    work.audit({ action: 'OPERATION_DROPPED', by, details: { operationId: operation.id, kind: operation.kind, reason } });
    return operation;
  });

const BY_NAME = { zh: '该席位指定本人，随任职变动，不能转办', en: 'The seat names this person; it follows the roster and is not handed over' };
const NOT_IN_HAND = { zh: '该待办已不在此人手中', en: 'This person does not have the task in hand any more' };
const NOT_TO_ONESELF = { id: 'administrator-takes-no-task', title: '流程管理员不得将待办改派给本人或本人所代理的人员' };
const TWO_ADMINISTRATORS = { id: 'two-administrators', title: '重建、终止和作废须由另一名流程管理员确认' };

/** @throws DomainError NOT_OFFERED once it was settled */
async function requested(client: PoolClient, id: string): Promise<OperationRow> {
  const { rows } = await client.query<{ item: OperationRow }>('SELECT to_json(o) AS item FROM operations o WHERE o.id = $1', [id]);
  const operation = rows[0]?.item;
  if (!operation) throw new DomainError('NOT_FOUND');
  if (operation.status !== 'REQUESTED') throw new DomainError('NOT_OFFERED', { detail: { zh: '该操作已确认或取消', en: 'It was confirmed or dropped already' } });
  return operation;
}
