/** 回避: a person stands back from the whole case. What they decided stands; what they would have decided falls to others. */
import { DomainError } from '@libs/platform/errors/domain-error';
import type { CaseWork } from '../case-work';
import { recheck } from '../feasibility';
import type { Answer } from '../idempotency';
import type { Actor } from '../loaded';
import type { Acting, CaseRecord } from '../record';
import { recused, without } from '../recused';
import { textOf, type StepRow, type TaskRow } from '../rows';
import { isSeat } from '../seats';
import { LOCK_BY_STEP } from '../statements';
import { seatOf, sits } from './capacity';
import { reasonOf, type CaseActRequest } from './case-acts';
import { delegateOf, giveBack } from './delegation-acts';
import { settleIfDecided } from './settling';
import { mustStand, onTask, taskAnswer, type TaskActAnswer, type TaskActRequest } from './task-acts';

export const recuse = (record: CaseRecord, request: TaskActRequest): Promise<Answer<TaskActAnswer>> => onTask(record, 'RECUSE', request, (acting, task) => standBack(acting, task, request));

/** A step of a body, and who acts on it. */
export interface SessionActRequest extends Omit<CaseActRequest, 'caseId'> {
  readonly stepId: string;
}

/** The same on one's own task in a session. @throws DomainError NOT_ELIGIBLE for who does not sit there */
export const recuseFromSession = (record: CaseRecord, request: SessionActRequest): Promise<Answer<TaskActAnswer>> =>
  record.act(
    { action: 'RECUSE', lock: { by: LOCK_BY_STEP, id: request.stepId }, personId: request.personId, idempotency: request.idempotency, about: { stepId: request.stepId } },
    async (acting) => {
      const { work, actor } = acting;
      const step = sessionOf(work, request.stepId);
      const mine = work.loaded.tasks.filter((task) => task.step_id === step.id && sits(work, actor, task));
      const task = mine.find(({ status }) => status === 'OPEN') ?? mine[0];
      if (!task) throw new DomainError('NOT_ELIGIBLE');
      await standBack(acting, task, request);
      return { status: 200, body: taskAnswer(task) };
    },
  );

/** The step of a body. @throws DomainError NOT_FOUND for any other step */
export function sessionOf(work: CaseWork, stepId: string): StepRow {
  const step = work.loaded.steps.find(({ id }) => id === stepId);
  const seats = (step && work.definition.steps[step.key]?.seats) ?? [];
  if (!step || !seats.some((seat) => 'body' in seat)) throw new DomainError('NOT_FOUND');
  return step;
}

async function standBack(acting: Acting, task: TaskRow, request: Pick<TaskActRequest, 'version' | 'reason' | 'actingAs'>): Promise<void> {
  const { work, actor } = acting;
  const asDelegate = task.delegated_from !== null && task.assignee_id === actor.personId;
  const by = asDelegate ? delegateOf(work, actor, task, request.actingAs) : seatOf(work, actor, task, request.actingAs);
  mustStand(work, task, request.version);
  if (actor.personId === work.case.applicant_id) throw new DomainError('NOT_OFFERED', { detail: { zh: '申请人不能回避本人的办件。', en: 'The applicant cannot stand back from their own case.' } });
  const reason = reasonOf(request);
  const recusal = { case_id: work.case.id, person_id: actor.personId, step_id: task.step_id, task_id: task.id, reason, recorded_by: actor.personId, at: textOf(work.now) };
  work.loaded.recusals.push(work.changes.put('recusals', recusal));
  Object.assign(work.loaded, without(recused(work.loaded), work.loaded));
  work.audit({ action: 'RECUSED', by, details: { taskId: task.id, stepKey: work.stepOf(task).key, reason } });
  const concerned = work.loaded.tasks.filter((one) => one.status === 'OPEN' && concerns(one, actor));
  for (const one of concerned) leave(work, one, actor.personId);
  const steps = new Set(concerned.map((one) => work.stepOf(one)));
  for (const step of steps) work.reseat(step);
  for (const step of steps) await settleIfDecided(acting, step, 'RECUSED');
  await recheck(work, acting.client);
}

/** Tasks that name a person, or are of a position that they hold: it may lose its last holder. */
const concerns = (task: TaskRow, { personId, assignments }: Actor): boolean => names(task, personId) || assignments.some((held) => isSeat(held, task));
const names = ({ person_id, assignee_id, delegated_from }: TaskRow, person: string): boolean => [person_id, assignee_id, delegated_from].includes(person);

/** Takes a person off a task: what names them is nobody's any more, what they had in hand goes back. */
function leave(work: CaseWork, task: TaskRow, person: string): void {
  if (task.person_id === person) work.cancelTask(task);
  else if (names(task, person) && task.delegated_from !== null) giveBack(work, task, person, null);
  else if (task.assignee_id === person) {
    work.changes.put('tasks', Object.assign(task, { assignee_id: null, version: task.version + 1 }));
    work.cameToHand(task);
  }
}
