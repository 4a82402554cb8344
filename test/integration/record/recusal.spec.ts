import { hold } from '@libs/record/acts/case-acts';
import { delegate } from '@libs/record/acts/delegation-acts';
import { dissent } from '@libs/record/acts/dissent';
import { recuse, recuseFromSession } from '@libs/record/acts/recusal-acts';
import { addSeats } from '@libs/record/acts/seat-acts';
import { claim, transfer } from '@libs/record/acts/task-acts';
import { keepTime } from '@libs/record/engine';
import { actorIn, involved } from '@libs/record/record';
import { recused } from '@libs/record/recused';
import { maySee, visibleAmong, visibleTo } from '@libs/record/scope';
import { LOCK_CASE } from '@libs/record/statements';
import { KINDS, person, SeatsWorld, SITTINGS, type Kind } from '@test/support/seats-world';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';

jest.setTimeout(180_000);

let seats: SeatsWorld;
let world: RecordWorld;
beforeAll(async () => {
  seats = await SeatsWorld.create();
  ({ world } = seats);
});
afterAll(() => seats.destroy());

const code = (refused: Promise<unknown>): Promise<unknown> => refused.then(() => 'accepted', (error: { code: string }) => error.code);

async function open(kind: Kind) {
  const id = await seats.start(kind);
  const [owner = '', other = ''] = SITTINGS[kind].people;
  const task = await seats.seat(id, owner);
  return { id, owner, other, task, recuse: async (account = owner, change: object = {}) => recuse(seats.record, { ...seats.on(await seats.seat(id, account), account), ...change }) };
}
const notices = (caseId: string): Promise<number> => world.count('notices', `case_id = '${caseId}' AND kind = 'UNSTAFFED'`);

/** Whether somebody may know of the case: by each of the three rules, which must agree. */
async function sees(caseId: string, account: string): Promise<boolean> {
  const id = person(account);
  const { rows } = await world.pool.query(LOCK_CASE.load, [caseId, id, null, null, []]);
  const { loaded } = rows[0];
  const actor = actorIn(loaded, await seats.record.rosters.at(loaded.revisions, world.pool));
  const answers = [
    actor !== null && maySee(actor, loaded.case, involved(loaded), recused(loaded)),
    (await world.pool.query(`SELECT FROM cases c WHERE c.id = $2 AND ${visibleTo('$1')}`, [id, caseId])).rowCount === 1,
    (await world.pool.query(`SELECT FROM cases c WHERE c.id = $2 AND ${visibleAmong('$1')}`, [id, caseId])).rowCount === 1,
  ];
  expect(new Set(answers).size).toBe(1);
  return answers[0] === true;
}

describe.each(KINDS)('who stands back from a %s step', (kind) => {
  test('is out of the whole case: knows nothing of it, is named by no open task, and what the others decide counts', async () => {
    const { id, owner, task, recuse } = await open(kind);
    expect(await sees(id, owner)).toBe(true);
    await recuse();
    expect(await sees(id, owner)).toBe(false);
    expect(await code(seats.decide(task, owner))).toBe('NOT_FOUND');
    expect(await seats.tasks(id, `t.status = 'OPEN' AND (t.person_id = '${person(owner)}' OR t.assignee_id = '${person(owner)}')`)).toEqual([]);
    expect((await seats.task(task.id)).status).toBe(kind === 'sequential' ? 'OPEN' : 'CANCELLED');
    for (const account of SITTINGS[kind].people.slice(1)) if ((await seats.step(id)).status === 'OPEN') await seats.decide(await seats.seat(id, account), account);
    expect(await seats.outcome(id)).toBe('DONE');
    const { rows } = await world.owner.query(`SELECT person_id, recorded_by, task_id, reason FROM recusals WHERE case_id = $1`, [id]);
    expect(rows).toEqual([{ person_id: person(owner), recorded_by: person(owner), task_id: task.id, reason: '测试理由' }]);
    expect(await world.count('audit_events', `case_id = '${id}' AND action = 'RECUSED'`)).toBe(1);
  });

  test('says why, sits there, and finds the case open', async () => {
    const { id, owner, other, task, recuse: standBack } = await open(kind);
    expect(await code(standBack(owner, { reason: ' ' }))).toBe('REASON_REQUIRED');
    expect(await code(recuse(seats.record, seats.on(task, 'owner-records')))).toBe('NOT_ELIGIBLE');
    expect(await code(recuse(seats.record, seats.on(task, 'staff-3')))).toBe('NOT_FOUND');
    if (kind !== 'sequential') expect(await code(recuse(seats.record, seats.on(task, other)))).toBe('NOT_ELIGIBLE');
    await hold(seats.record, { personId: person('data-admin-2'), caseId: id, reason: '核查', idempotency: freshKey('/hold') });
    expect(await code(standBack())).toBe('CASE_HELD');
    await world.owner.query(`UPDATE cases SET status = 'OPEN' WHERE id = $1`, [id]);
    expect(await world.count('recusals', `case_id = '${id}'`)).toBe(0);
    await seats.decide(task, owner);
    expect(await code(recuse(seats.record, seats.on(task, owner)))).toMatch(/ALREADY_DECIDED|CASE_CLOSED/);
  });

  test('does so once: a retry has the same answer, another attempt finds no case', async () => {
    const { id, owner, task } = await open(kind);
    const request = seats.on(task, owner);
    const same = await Promise.all([1, 2, 3].map(() => recuse(seats.record, request)));
    expect(new Set(same.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await code(recuse(seats.record, { ...request, idempotency: freshKey('/again') }))).toBe('NOT_FOUND');
    expect(await world.count('recusals', `case_id = '${id}'`)).toBe(1);
  });

  test('or decides: at once only one of the two', async () => {
    const { id, owner, task, recuse } = await open(kind);
    const race = await Promise.all([code(recuse()), code(seats.decide(task, owner))]);
    expect(race.filter((one) => one === 'accepted')).toHaveLength(1);
    const decided = await world.count('decisions', `case_id = '${id}'`);
    expect(decided + (await world.count('recusals', `case_id = '${id}'`))).toBe(1);
  });

  test('where everybody does, the step stays open, is flagged, the administrators are told, and nothing passes', async () => {
    const { id, recuse } = await open(kind);
    for (const account of SITTINGS[kind].people) await recuse(account);
    expect(await seats.step(id)).toMatchObject({ status: 'OPEN', unstaffed: true });
    expect(await notices(id)).toBe(2);
    await keepTime(seats.record, id, 0);
    expect(await seats.step(id)).toMatchObject({ status: 'OPEN', unstaffed: true });
    expect(await world.count('case_events', `case_id = '${id}'`)).toBe(1);
  });
});

test('a claim and a transfer to who stands back are gone; the position’s other holder takes it', async () => {
  for (const transferred of [false, true]) {
    const { id, owner, other, task, recuse } = await open('sequential');
    await claim(seats.record, seats.on(task, transferred ? other : owner));
    if (transferred) await transfer(seats.record, { ...seats.on(task, other), to: person(owner) });
    await recuse();
    expect((await seats.task(task.id)).assignee_id).toBeNull();
    await expect(transfer(seats.record, { ...seats.on(task, other), to: person(owner) })).rejects.toMatchObject({ code: 'FORM_INVALID' });
    await expect(delegate(seats.record, { ...seats.on(task, other), to: person(owner) })).rejects.toMatchObject({ code: 'FORM_INVALID' });
    await expect(addSeats(seats.record, { ...seats.on(task, other), people: [person(owner)], when: 'AFTER' })).rejects.toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'people[0]' }] });
    await seats.decide(task, other);
    expect(await seats.outcome(id)).toBe('DONE');
  }
});

test('a delegate who stands back gives the task to who asked; an owner who does gives it to the position', async () => {
  const asked = await open('sequential');
  await delegate(seats.record, { ...seats.on(asked.task, asked.owner), to: person('staff-2') });
  await recuse(seats.record, seats.on(asked.task, 'staff-2'));
  expect(await seats.task(asked.task.id)).toMatchObject({ assignee_id: person(asked.owner), delegated_from: null });
  expect(await sees(asked.id, 'staff-2')).toBe(false);
  const asking = await open('sequential');
  await delegate(seats.record, { ...seats.on(asking.task, asking.owner), to: person('staff-2') });
  await asking.recuse();
  expect(await seats.task(asking.task.id)).toMatchObject({ assignee_id: null, delegated_from: null });
  await seats.decide(asking.task, asking.other);
  expect(await seats.outcome(asking.id)).toBe('DONE');
});

test('the tally does without them: the last whose vote is missing stands back, and the step settles in the same act, by the system', async () => {
  const { id, other, recuse } = await open('parallel');
  await seats.decide(await seats.seat(id, other), other);
  expect((await seats.step(id)).status).toBe('OPEN');
  await recuse();
  expect(await seats.step(id)).toMatchObject({ status: 'SETTLED', outcome: 'APPROVE' });
  const { rows } = await world.owner.query(`SELECT actor_kind, details FROM audit_events WHERE case_id = $1 AND action = 'STEP_SETTLED'`, [id]);
  expect(rows).toEqual([{ actor_kind: 'SYSTEM', details: expect.objectContaining({ outcome: 'APPROVE', cause: 'RECUSED' }) }]);
  const refused = await open('group');
  await seats.decide(await seats.seat(refused.id, 'tech-reviewer-1'), 'tech-reviewer-1', 'REJECT');
  await refused.recuse('tech-reviewer-2');
  expect(await seats.outcome(refused.id)).toBe('REJECTED');
});

test('what they decided before stands', async () => {
  const { id, recuse } = await open('group');
  await seats.decide(await seats.seat(id, 'tech-reviewer-1'), 'tech-reviewer-1');
  await recuse('tech-reviewer-2');
  await seats.decide(await seats.seat(id, 'custodian-reviewer'), 'custodian-reviewer');
  expect(await seats.outcome(id)).toBe('DONE');
});

test('a group that is too small to decide is flagged, and decides once somebody has joined it', async () => {
  const { id, recuse } = await open('group');
  await recuse('tech-reviewer-1');
  expect((await seats.step(id)).unstaffed).toBe(false);
  await recuse('tech-reviewer-2');
  expect(await seats.step(id)).toMatchObject({ status: 'OPEN', unstaffed: true });
  await seats.decide(await seats.seat(id, 'custodian-reviewer'), 'custodian-reviewer');
  expect(await seats.step(id)).toMatchObject({ status: 'OPEN', unstaffed: true });
  await joins('UNIT_TECH_REVIEW_GROUP', 'witness-1');
  await keepTime(seats.record, id, 0);
  expect((await seats.step(id)).unstaffed).toBe(false);
  await seats.decide(await seats.seat(id, 'witness-1'), 'witness-1');
  expect(await seats.outcome(id)).toBe('DONE');
  await leaves('witness-1');
});

const joins = (body: string, account: string): Promise<unknown> =>
  world.owner.query(`INSERT INTO body_members (body_id, person_id, valid_from) SELECT b.id, $1, clock_timestamp() FROM bodies b JOIN organisations o ON o.id = b.org_id WHERE o.code = 'HOSPITAL-A' AND b.code = $2`, [person(account), body]);
const leaves = (account: string): Promise<unknown> => world.owner.query('DELETE FROM body_members WHERE person_id = $1', [person(account)]);

describe('a session', () => {
  test('goes on with a quorum left, and is flagged and never passed with fewer, whatever the rest vote', async () => {
    const { id, recuse } = await open('session');
    await recuse('ethics-1');
    await recuse('ethics-2');
    expect((await seats.step(id)).unstaffed).toBe(false);
    await recuse('ethics-3');
    expect(await seats.step(id)).toMatchObject({ status: 'OPEN', unstaffed: true });
    expect(await notices(id)).toBe(2);
    for (const account of ['ethics-4', 'ethics-5', 'ethics-6', 'ethics-chair']) await seats.decide(await seats.seat(id, account), account);
    expect(await seats.step(id)).toMatchObject({ status: 'OPEN', outcome: null, unstaffed: true });
    await joins('UNIT_ETHICS_COMMITTEE', 'witness-2');
    await keepTime(seats.record, id, 0);
    expect((await seats.step(id)).unstaffed).toBe(false);
    await seats.decide(await seats.seat(id, 'witness-2'), 'witness-2');
    expect(await seats.outcome(id)).toBe('DONE');
    await leaves('witness-2');
  });

  test('draws the members who have no seat in it yet when one stands back', async () => {
    const { id, recuse } = await open('session');
    await joins('UNIT_ETHICS_COMMITTEE', 'witness-2');
    await recuse('ethics-1');
    expect((await seats.tasks(id, `t.status = 'OPEN'`)).map(({ person_id }) => person_id)).toContain(person('witness-2'));
    await leaves('witness-2');
  });

  test('counts those who stood back neither in the quorum nor in the majority', async () => {
    const { id, recuse } = await open('session');
    await recuse('ethics-1');
    await recuse('ethics-2');
    // Three of five are more than half of those who are left, where three of seven are not.
    const votes = { 'ethics-3': 'APPROVE', 'ethics-4': 'APPROVE', 'ethics-5': 'REJECT', 'ethics-6': 'REJECT', 'ethics-chair': 'APPROVE' };
    for (const [account, outcome] of Object.entries(votes)) await seats.decide(await seats.seat(id, account), account, outcome);
    expect(await seats.outcome(id)).toBe('DONE');
  });

  test('is left by its step too, by members alone', async () => {
    const { id } = await open('session');
    const { id: stepId } = await seats.step(id);
    const from = (account: string, step = stepId) => recuseFromSession(seats.record, { personId: person(account), stepId: step, reason: '利益冲突', idempotency: freshKey('/recusals') });
    expect(await code(from('owner-records'))).toBe('NOT_ELIGIBLE');
    const sequential = await open('sequential');
    expect(await code(from('data-admin', (await seats.step(sequential.id)).id))).toBe('NOT_FOUND');
    await from('ethics-4');
    expect(await code(from('ethics-4'))).toBe('NOT_FOUND');
    const chair = await seats.seat(id, 'ethics-chair');
    await seats.decide(chair, 'ethics-chair');
    expect(await code(from('ethics-chair'))).toBe('ALREADY_DECIDED');
  });

  test('keeps the dissent of a member who was outvoted, once, after it has settled, and audits no word of it', async () => {
    const { id } = await open('session');
    const { id: stepId } = await seats.step(id);
    const say = (account: string, opinion = '风险没有讨论充分', idempotency = freshKey('/dissent')) => dissent(seats.record, { personId: person(account), stepId, opinion, idempotency });
    await seats.decide(await seats.seat(id, 'ethics-6'), 'ethics-6', 'REJECT');
    expect(await code(say('ethics-6'))).toBe('NOT_OFFERED');
    await seats.agree(id, 'session');
    expect(await seats.outcome(id)).toBe('DONE');
    expect(await code(say('ethics-1'))).toBe('NOT_OFFERED');
    expect(await code(say('ethics-chair'))).toBe('NOT_ELIGIBLE');
    expect(await code(say('data-admin'))).toBe('NOT_ELIGIBLE');
    expect(await code(say('ethics-6', ' '))).toBe('REASON_REQUIRED');
    const once = await Promise.all([1, 2, 3].map(() => code(say('ethics-6'))));
    expect(once.toSorted()).toEqual(['NOT_OFFERED', 'NOT_OFFERED', 'accepted']);
    const { rows } = await world.owner.query('SELECT person_id, opinion FROM dissents WHERE step_id = $1', [stepId]);
    expect(rows).toEqual([{ person_id: person('ethics-6'), opinion: '风险没有讨论充分' }]);
    const { rows: audited } = await world.owner.query(`SELECT details FROM audit_events WHERE case_id = $1 AND action = 'DISSENTED'`, [id]);
    expect(audited).toHaveLength(1);
    expect(JSON.stringify(audited)).not.toContain('风险');
  });
});

describe('in a use', () => {
  const on = (taskId: string, account: string) => ({ personId: personId(`hospital-a.${account}`), taskId, reason: '利益冲突', idempotency: freshKey('/act') });

  test('the applicant cannot stand back from their own case', async () => {
    const { id } = await world.start();
    await world.decide(id, 'initialAssessment', { outcome: 'RETURN', opinion: '请补充' });
    const task = await world.taskOf(id, 'application');
    await expect(recuse(world.record, on(task.id, 'staff-1'))).rejects.toMatchObject({ code: 'NOT_OFFERED' });
  });

  test('where the department has no other owner, any of the unit’s takes the assessment over', async () => {
    const { id } = await world.start();
    const task = await world.taskOf(id, 'initialAssessment');
    await recuse(world.record, on(task.id, 'owner-cardiology'));
    const open = await world.openTasks(id);
    expect(open).toEqual([expect.objectContaining({ step_key: 'initialAssessment' })]);
    await world.decide(id, 'initialAssessment', { account: 'hospital-a.owner-laboratory' });
    // And so it is in every later step of the case.
    await world.advanceTo(id, 'desensitization');
    const custodian = await world.taskOf(id, 'desensitization');
    await recuse(world.record, on(custodian.id, 'custodian-reviewer'));
    await world.decide(id, 'desensitization');
    const verification = await world.taskOf(id, 'desensitizationVerification');
    await expect(transfer(world.record, { ...on(verification.id, 'tech-reviewer-1'), to: personId('hospital-a.custodian-reviewer') })).rejects.toMatchObject({ code: 'FORM_INVALID' });
    await world.grant(id);
    const { rows } = await world.owner.query('SELECT body FROM case_events WHERE case_id = $1', [id]);
    expect(JSON.stringify(rows)).not.toContain('利益冲突');
  });
});
