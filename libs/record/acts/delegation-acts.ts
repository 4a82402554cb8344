/** 委派: whoever may decide a task asks somebody else for an opinion. It is decided by nobody until it is back. */
import { DomainError } from '@libs/platform/errors/domain-error';
import { ownerOf } from '../assignee';
import { answerable, inWhosePlace, type By } from '../by';
import type { CaseWork } from '../case-work';
import type { Answer } from '../idempotency';
import type { Actor } from '../loaded';
import type { CaseRecord } from '../record';
import { recused } from '../recused';
import type { TaskRow } from '../rows';
import { seatOf, type ActingAs } from './capacity';
import { reasonOf } from './case-acts';
import { colleaguesAmong } from './colleagues';
import { chainWith, handTo, mustBeInHand } from './handing';
import { mustBeSeparate } from './separating';
import { mustStand, onTask, type TaskActAnswer, type TaskActRequest, type TransferRequest } from './task-acts';
import { mustNotTakeWords } from './words';

export const delegate = (record: CaseRecord, request: TransferRequest): Promise<Answer<TaskActAnswer>> =>
  onTask(record, 'DELEGATE', request, async ({ work, actor, client }, task) => {
    const by = seatOf(work, actor, task, request.actingAs);
    mustStand(work, task, request.version);
    mustBeInHand(task);
    const reason = reasonOf(request);
    const { to } = request;
    const colleagues = await colleaguesAmong(client, [to], task.org_id ?? work.case.org_id);
    if (!colleagues.has(to) || answerable(by).includes(to) || recused(work.loaded).has(to))
      throw new DomainError('FORM_INVALID', { errors: [{ path: 'to', code: 'NOT_ELIGIBLE', message: { zh: '只能委派给本单位其他在职且未回避的人员', en: 'Not another active person of this organisation who may be asked' } }] });
    const owner = inWhosePlace(by);
    const chain = chainWith(task, ...answerable(by));
    mustBeSeparate(work, work.stepOf(task), [...chain, to]);
    Object.assign(task, { chain, assignee_id: to, delegated_from: owner });
    handTo(work, task, { kind: 'DELEGATE', by_id: actor.personId, from_id: owner, to_id: to, reason });
    work.audit({ action: 'DELEGATED', by, details: { taskId: task.id, to, reason } });
  });

export interface ReturnRequest extends TaskActRequest {
  readonly opinion?: string;
}

/** The delegate gives their opinion; the owner may take the task back before that. The delegate stays in the chain. */
export const returnToOwner = (record: CaseRecord, request: ReturnRequest): Promise<Answer<TaskActAnswer>> =>
  onTask(record, 'RETURN_TO_OWNER', request, ({ work, actor }, task) => {
    const asDelegate = task.delegated_from !== null && task.assignee_id === actor.personId;
    const by = asDelegate ? delegateOf(work, actor, task, request.actingAs) : seatOf(work, actor, task, request.actingAs);
    mustStand(work, task, request.version);
    if (task.delegated_from === null) throw new DomainError('NOT_OFFERED', { detail: { zh: '此待办没有委派给他人。', en: 'The task is not with a delegate.' } });
    mustNotTakeWords(work.definition, request);
    const opinion = request.opinion?.trim() || null;
    if (asDelegate && opinion === null) throw new DomainError('REASON_REQUIRED');
    giveBack(work, task, actor.personId, opinion);
    work.audit({ action: 'RETURNED_TO_OWNER', by, details: { taskId: task.id, from: asDelegate ? 'DELEGATE' : 'OWNER' } });
  });

/** Back to who asked; to the position where they do not sit there any more. */
export function giveBack(work: CaseWork, task: TaskRow, byId: string, opinion: string | null): void {
  const owner = ownerOf(work.loaded, task);
  const delegateId = task.assignee_id;
  const chain = delegateId === null ? task.chain : chainWith(task, delegateId);
  // A seat that names its person needs no assignee beside.
  Object.assign(task, { chain, delegated_from: null, assignee_id: owner === task.person_id ? null : owner });
  handTo(work, task, { kind: 'RETURN', by_id: byId, from_id: delegateId, to_id: owner, opinion });
}

/** A delegate acts in whatever they hold in the organisation, and in nothing where they have left it. */
export function delegateOf(work: CaseWork, actor: Actor, task: TaskRow, actingAs?: ActingAs): By {
  const orgId = task.org_id ?? work.case.org_id;
  const held = actor.assignments.find((one) => one.orgId === orgId && (!actingAs || one.position === actingAs.position));
  return { actor_kind: 'PERSON', actor_id: actor.personId, position: held?.position ?? null, org_id: orgId };
}
