/** 加签、减签: further people are heard on a step. They can make an approval harder, never easier. */
import type { AddedWhen } from '@libs/domain/added-seats';
import { POSITIONS, type PositionCode } from '@libs/domain/positions';
import { DomainError, type FieldProblem } from '@libs/platform/errors/domain-error';
import { answerable, type By } from '../by';
import type { CaseWork } from '../case-work';
import type { Answer } from '../idempotency';
import type { Acting, CaseRecord } from '../record';
import { recused } from '../recused';
import type { StepRow, TaskRow } from '../rows';
import { holdersOf, newTask, positionTask } from '../seats';
import { seatsOn } from '../standing';
import { byPerson, seatOf } from './capacity';
import { reasonOf } from './case-acts';
import { colleaguesAmong } from './colleagues';
import { chainWith, mustBeInHand } from './handing';
import { brokenRule, mustBeSeparate, type BrokenRule } from './separating';
import { settleIfDecided } from './settling';
import { actOnTask, mustStand, onTask, taskAnswer, type TaskActAnswer, type TaskActRequest } from './task-acts';

export interface AddSeatsRequest extends TaskActRequest {
  readonly people?: readonly string[];
  readonly seats?: readonly { readonly position: string }[];
  readonly when: AddedWhen;
}
export interface AddSeatsAnswer extends TaskActAnswer {
  /** Ids of the tasks of the added seats, people before positions, in the order of the request. */
  readonly added: readonly string[];
}

export const addSeats = (record: CaseRecord, request: AddSeatsRequest): Promise<Answer<AddSeatsAnswer>> =>
  actOnTask(record, 'ADD_SEATS', request, async (acting, task) => {
    const { work, actor } = acting;
    const by = seatOf(work, actor, task, request.actingAs);
    mustStand(work, task, request.version);
    mustBeInHand(task);
    const step = work.stepOf(task);
    if (step.kind === 'CORRECTION') throw new DomainError('NOT_OFFERED', { detail: { zh: '补正环节不能加签。', en: 'No seats are added to a correction.' } });
    const reason = reasonOf(request);
    mustBeSeparate(work, step, [...answerable(by), ...task.chain]);
    const seats = [...(await peoplesSeats(acting, by, { step, host: task }, request.people ?? [])), ...positionSeats(acting, step, request.seats ?? [])];
    const errors = seats.flatMap((seat) => ('problem' in seat ? [seat] : []));
    if (errors.length) throw refusalOf(errors);
    const tasks = seats.flatMap((seat) => ('problem' in seat ? [] : [seat]));
    if (tasks.length === 0) throw new DomainError('FORM_INVALID', { errors: [{ path: 'people', code: 'REQUIRED', message: { zh: '请指明加签的人员或岗位', en: 'Say whom, or which position, to add' } }] });
    for (const seat of tasks) work.addTask(Object.assign(seat, { added: request.when, added_to: task.id, added_by: actor.personId }), step);
    // Who added the seats answers for the step: so does the principal of an agent, through the task.
    if (by.on_behalf_of !== undefined) work.changes.put('tasks', Object.assign(task, { chain: chainWith(task, ...answerable(by)) }));
    const added = tasks.map(({ id }) => id);
    work.audit({ action: 'SEATS_ADDED', by, details: { taskId: task.id, stepKey: step.key, when: request.when, added, reason } });
    return { ...taskAnswer(task), added };
  });

/** Why a seat cannot be added, and the rule where separation of duties forbids it. */
interface Unfit {
  readonly problem: FieldProblem;
  readonly rule?: BrokenRule;
}

/** What is wrong with the request comes before what the rules forbid. */
function refusalOf(found: readonly Unfit[]): DomainError {
  const wrong = found.filter(({ rule }) => rule === undefined);
  const [first] = found;
  if (wrong.length || !first?.rule) return new DomainError('FORM_INVALID', { errors: wrong.map(({ problem }) => problem) });
  return new DomainError('SEPARATION_OF_DUTIES', {
    members: { rule: first.rule },
    errors: found.map(({ problem }) => problem),
    detail: { zh: '按职责分离要求，所加的人员不能参与本环节。', en: 'Somebody who is to be added may not take part in this step.' },
  });
}

async function peoplesSeats({ work, client }: Acting, by: By, { step, host }: { readonly step: StepRow; readonly host: TaskRow }, people: readonly string[]): Promise<(TaskRow | Unfit)[]> {
  const org_id = host.org_id ?? work.case.org_id;
  const colleagues = await colleaguesAmong(client, people, org_id);
  return people.map((person_id, index) => {
    const path = `people[${index}]`;
    if (!colleagues.has(person_id) || person_id === work.case.applicant_id || recused(work.loaded).has(person_id))
      return unfit(path, 'NOT_ELIGIBLE', '只能加签本单位在职且未回避的人员，申请人除外', 'Not an active person of this organisation who may be asked');
    if (answerable(by).includes(person_id) || isOnStep(work, step, person_id)) return unfit(path, 'DUPLICATE', '该人员已在本环节', 'This person sits on the step already');
    const rule = brokenRule(work, step, [person_id]);
    if (rule) return { ...unfit(path, 'SEPARATION_OF_DUTIES', rule.title, rule.title), rule };
    return newTask(step, { person_id, org_id }, work.now);
  });
}

function positionSeats({ work }: Acting, step: StepRow, seats: readonly { readonly position: string }[]): (TaskRow | Unfit)[] {
  return seats.map(({ position }, index) => {
    const path = `seats[${index}].position`;
    if (!isUnits(position)) return unfit(path, 'NOT_IN_LIST', '不是本单位的岗位', 'Not a position of the unit');
    const there = seatsOn(work.loaded, step).some((task) => task.position === position) || seats.findIndex((seat) => seat.position === position) < index;
    if (there) return unfit(path, 'DUPLICATE', '该岗位已在本环节', 'This position sits on the step already');
    const free = holdersOf(position, work.loaded).filter(({ personId }) => personId !== work.case.applicant_id && !isOnStep(work, step, personId));
    if (free.length === 0) return unfit(path, 'NOT_ELIGIBLE', '该岗位没有可以加签的人员', 'Nobody of this position could be asked');
    const rules = free.map(({ personId }) => brokenRule(work, step, [personId]));
    const [rule] = rules;
    if (rule && rules.every((broken) => broken !== undefined)) return { ...unfit(path, 'SEPARATION_OF_DUTIES', rule.title, rule.title), rule };
    return positionTask(step, position, work.loaded, work.now).task;
  });
}

const unfit = (path: string, code: string, zh: string, en: string): Unfit => ({ problem: { path, code, message: { zh, en } } });

const UNIT_POSITIONS: ReadonlySet<string> = new Set(Object.entries(POSITIONS).flatMap(([code, { scope }]) => (scope === 'UNIT' ? [code] : [])));
const isUnits = (position: string): position is PositionCode => UNIT_POSITIONS.has(position);

/** Whether somebody sits on a step by name, has decided it, or has a task of it in hand. */
const isOnStep = (work: CaseWork, step: StepRow, person: string): boolean =>
  seatsOn(work.loaded, step).some(({ person_id, assignee_id, delegated_from }) => [person_id, assignee_id, delegated_from].includes(person)) ||
  work.loaded.decisions.some(({ step_id, voided_at, actor_id }) => step_id === step.id && voided_at === null && actor_id === person);

export interface RemoveSeatRequest extends TaskActRequest {
  /** The added seat that is no longer needed. */
  readonly seatId: string;
}

/** By who added it, or who may decide the task that it was added to. The step may be decided without it. */
export const removeSeat = (record: CaseRecord, request: RemoveSeatRequest): Promise<Answer<TaskActAnswer>> =>
  onTask(record, 'REMOVE_SEAT', request, async (acting, task) => {
    const { work, actor } = acting;
    const seat = work.loaded.tasks.find(({ id, added_to }) => id === request.seatId && added_to === task.id);
    const by = seat?.added_by === actor.personId ? adderOf(acting) : seatOf(work, actor, task, request.actingAs);
    // Whoever has decided lets the seats stand that others added.
    if (task.status !== 'OPEN' && seat?.added_by !== actor.personId) throw new DomainError('NOT_ELIGIBLE');
    if (!seat) throw new DomainError('FORM_INVALID', { errors: [{ path: 'taskId', code: 'NOT_FOUND', message: { zh: '不是此待办的加签', en: 'Not a seat that was added to this task' } }] });
    mustStand(work, seat, undefined);
    const reason = reasonOf(request);
    const step = work.stepOf(seat);
    work.cancelTask(seat);
    work.audit({ action: 'SEAT_REMOVED', by, details: { taskId: task.id, stepKey: step.key, removed: seat.id, reason } });
    await settleIfDecided(acting, step, 'SEAT_REMOVED');
  });

/** Who added a seat may have lost the position since. */
function adderOf({ work, actor }: Acting): ReturnType<typeof byPerson> {
  const held = actor.assignments.find(({ orgId }) => orgId === work.case.org_id) ?? actor.assignments[0];
  return held ? byPerson(actor, held) : { actor_kind: 'PERSON', actor_id: actor.personId, position: null, org_id: work.case.org_id };
}
