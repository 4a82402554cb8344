import { reassign } from '@libs/record/acts/operations';
import { delegate, returnToOwner } from '@libs/record/acts/delegation-acts';
import { recuse } from '@libs/record/acts/recusal-acts';
import { addSeats } from '@libs/record/acts/seat-acts';
import { takeBack } from '@libs/record/acts/take-back';
import { claim, transfer, unclaim, urge } from '@libs/record/acts/task-acts';
import { KINDS, person, SeatsWorld, SITTINGS } from '@test/support/seats-world';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';

jest.setTimeout(120_000);

let seats: SeatsWorld;
let world: RecordWorld;
beforeAll(async () => {
  seats = await SeatsWorld.create();
  ({ world } = seats);
});
afterAll(() => seats.destroy());

interface Notice {
  readonly kind: string;
  readonly task_id: string | null;
  readonly position: string | null;
  readonly person_id: string | null;
}
/** What was recorded of a case since this was last asked, in the order in which it was. */
const seen = new Map<string, Set<string>>();
async function told(caseId: string): Promise<Notice[]> {
  const known = seen.get(caseId) ?? new Set();
  seen.set(caseId, known);
  const { rows } = await world.owner.query<Notice & { id: string }>('SELECT id, kind, task_id, position, person_id FROM notices WHERE case_id = $1 ORDER BY id', [caseId]);
  return rows.filter(({ id }) => !known.has(id) && known.add(id)).map(({ id: _id, ...notice }) => notice);
}
const opened = (taskId: string, to: { person?: string; position?: string }): Notice => ({ kind: 'TASK_OPENED', task_id: taskId, position: to.position ?? null, person_id: to.person === undefined ? null : person(to.person) });

test.each(KINDS)('whoever sits on a %s step that opens is told of their task, once each', async (kind) => {
  const id = await seats.start(kind);
  const tasks = await seats.tasks(id);
  const notices = await told(id);
  expect(notices).toHaveLength(tasks.length);
  expect(new Set(notices)).toEqual(new Set(tasks.map((task) => ({ kind: 'TASK_OPENED', task_id: task.id, position: task.person_id === null ? task.position : null, person_id: task.person_id }))));
  await seats.agree(id, kind);
  // Votes tell nobody; the end tells the applicant, and those who could have decided too.
  const [end, ...others] = await told(id);
  expect(end).toEqual({ kind: 'CASE_CLOSED', task_id: null, position: null, person_id: person('staff-1') });
  const left = tasks.filter((task) => kind === 'sequential' || (task.person_id !== null && SITTINGS[kind].people.slice(SITTINGS[kind].needed).map(person).includes(task.person_id)));
  expect(new Set(others)).toEqual(new Set(left.map(({ id: task_id, position, person_id }) => ({ kind: 'TASK_DECIDED_BY_OTHER', task_id, position: person_id === null ? position : null, person_id }))));
  expect(others).toHaveLength({ sequential: 1, parallel: 0, group: 1, session: 2 }[kind]);
});

test('who decides a task that nobody else could have decided tells nobody of it', async () => {
  const { id } = await world.start();
  await told(id);
  await world.decide(id, 'initialAssessment');
  expect((await told(id)).map(({ kind }) => kind)).toEqual(['TASK_OPENED']);
});

test('a task that changes hands is told of to whoever has it then: transferred, delegated, returned, reassigned', async () => {
  const id = await seats.start('sequential');
  const task = await seats.seat(id, 'data-admin');
  await told(id);
  await claim(seats.record, seats.on(task, 'data-admin'));
  await unclaim(seats.record, seats.on(task, 'data-admin'));
  expect(await told(id)).toEqual([]);
  await transfer(seats.record, { ...seats.on(task, 'data-admin'), to: person('data-admin-2') });
  expect(await told(id)).toEqual([opened(task.id, { person: 'data-admin-2' })]);
  await delegate(seats.record, { ...seats.on(task, 'data-admin-2'), to: person('security-auditor') });
  expect(await told(id)).toEqual([opened(task.id, { person: 'security-auditor' })]);
  await returnToOwner(seats.record, { ...seats.on(task, 'security-auditor'), opinion: '没有意见' });
  expect(await told(id)).toEqual([opened(task.id, { person: 'data-admin-2' })]);
  const administrator = { personId: personId('commission.process-admin-1'), caseId: id, taskId: task.id, reason: '测试理由' };
  await reassign(seats.record, { ...administrator, to: person('data-admin'), idempotency: freshKey('/r') });
  expect(await told(id)).toEqual([opened(task.id, { person: 'data-admin' })]);
  await reassign(seats.record, { ...administrator, idempotency: freshKey('/r') });
  expect(await told(id)).toEqual([opened(task.id, { position: 'UNIT_DATA_ADMINISTRATOR' })]);
});

test('a seat that waits for others is told of when its turn comes, and not before', async () => {
  const id = await seats.start('sequential');
  const task = await seats.seat(id, 'data-admin');
  await told(id);
  const add = async (account: string, when: 'BEFORE' | 'AFTER'): Promise<string> => {
    const { body } = await addSeats(seats.record, { ...seats.on(task, 'data-admin'), people: [person(account)], when });
    return body.added[0] ?? '';
  };
  const before = await add('security-auditor', 'BEFORE');
  expect(await told(id)).toEqual([opened(before, { person: 'security-auditor' })]);
  const after = await add('security-officer', 'AFTER');
  expect(await told(id)).toEqual([]);
  await seats.decide({ id: before }, 'security-auditor');
  expect(await told(id)).toEqual([opened(task.id, { position: 'UNIT_DATA_ADMINISTRATOR' })]);
  await seats.decide(task, 'data-admin');
  expect(await told(id)).toEqual([{ kind: 'TASK_DECIDED_BY_OTHER', task_id: task.id, position: 'UNIT_DATA_ADMINISTRATOR', person_id: null }, opened(after, { person: 'security-officer' })]);
});

test('what a take-back opens again is told of, and what it closes is not', async () => {
  const { id } = await world.start();
  const { id: taskId } = await world.taskOf(id, 'initialAssessment');
  await world.decide(id, 'initialAssessment');
  await told(id);
  await takeBack(world.record, { personId: personId('hospital-a.owner-cardiology'), taskId, reason: '测试理由', idempotency: freshKey('/t') });
  expect(await told(id)).toEqual([{ kind: 'TASK_OPENED', task_id: taskId, position: 'UNIT_BUSINESS_OWNER', person_id: null }]);
});

test('who stands back hands the task to the others of the position', async () => {
  const id = await seats.start('sequential');
  const task = await seats.seat(id, 'data-admin');
  await claim(seats.record, seats.on(task, 'data-admin'));
  await told(id);
  await recuse(seats.record, seats.on(task, 'data-admin'));
  expect(await told(id)).toEqual([opened(task.id, { position: 'UNIT_DATA_ADMINISTRATOR' })]);
});

test('a refused act tells nobody', async () => {
  const id = await seats.start('sequential');
  const task = await seats.seat(id, 'data-admin');
  await told(id);
  await expect(transfer(seats.record, { ...seats.on(task, 'data-admin'), to: person('staff-2') })).rejects.toMatchObject({ code: 'FORM_INVALID' });
  expect(await told(id)).toEqual([]);
});

test('urging goes to whoever has the task in hand', async () => {
  const id = await seats.start('session');
  const [first] = SITTINGS.session.people;
  const task = await seats.seat(id, first ?? '');
  await told(id);
  await urge(seats.record, seats.on(task, 'staff-1'));
  expect(await told(id)).toEqual([{ kind: 'URGING', task_id: task.id, position: null, person_id: person(first ?? '') }]);
});

test('reminders and breaches go to those who still have something to do, members of a body among them', async () => {
  await world.setPolicy('use.initialAssessment.days', { type: 'DURATION', amount: 1, unit: 'SECOND' });
  await world.setPolicy('step.reminders', { type: 'DURATIONS', values: [] });
  const { id } = await world.start();
  const { id: taskId } = await world.taskOf(id, 'initialAssessment');
  await told(id);
  await world.owner.query('SELECT pg_sleep(greatest(0, extract(epoch FROM (SELECT next_due_at FROM cases WHERE id = $1) - clock_timestamp())) + 0.02)', [id]);
  await world.decide(id, 'initialAssessment');
  const [breach] = await told(id);
  expect(breach).toEqual({ kind: 'BREACH', task_id: taskId, position: 'UNIT_BUSINESS_OWNER', person_id: null });
});
