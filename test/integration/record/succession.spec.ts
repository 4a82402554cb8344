import { hold, release } from '@libs/record/acts/case-acts';
import { delegate, returnToOwner } from '@libs/record/acts/delegation-acts';
import { handOver, retry } from '@libs/record/acts/operations';
import { recuse } from '@libs/record/acts/recusal-acts';
import { casesBehindRoster, casesOfSeat, followRoster, RosterWatch } from '@libs/record/acts/succession';
import { claim } from '@libs/record/acts/task-acts';
import type { TaskRow } from '@libs/record/rows';
import { deskOf, person, SeatsWorld } from '@test/support/seats-world';
import { freshKey, personId, type RecordWorld } from '@test/support/record-world';
import { SILENT } from '@test/support/silent';
import { keepHouse } from '../../../apps/worker/src/housekeeping/housekeeping';

jest.setTimeout(60_000);

const ADMINISTRATORS = deskOf('administrators', { seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }], rule: { kind: 'ALL' } });

let seats: SeatsWorld;
let world: RecordWorld;
beforeAll(async () => {
  seats = await SeatsWorld.create([ADMINISTRATORS]);
  ({ world } = seats);
});
afterAll(() => seats?.destroy());

const code = (asked: Promise<unknown>): Promise<unknown> => asked.then(() => 'accepted', (error: { code: string }) => error.code);
const leaves = (account: string, position = 'UNIT_DATA_ADMINISTRATOR'): Promise<unknown> => world.pool.query('UPDATE assignments SET valid_to = clock_timestamp() WHERE person_id = $1 AND position = $2 AND valid_to IS NULL', [person(account), position]);
const comes = (account: string, position = 'UNIT_DATA_ADMINISTRATOR'): Promise<unknown> =>
  world.pool.query(`INSERT INTO assignments (id, person_id, position, org_id, valid_from) SELECT gen_random_uuid(), $1, $2, id, clock_timestamp() FROM organisations WHERE code = 'HOSPITAL-A'`, [person(account), position]);
/** The roster as it was seeded. */
afterEach(async () => {
  await world.owner.query(`DELETE FROM assignments WHERE valid_from > (SELECT min(valid_from) FROM assignments)`);
  await world.owner.query('UPDATE assignments SET valid_to = NULL');
  await world.owner.query('UPDATE body_members SET valid_to = NULL');
  await world.owner.query(`UPDATE cases SET status = 'CLOSED', outcome = 'WITHDRAWN', closed_at = now() WHERE status <> 'CLOSED'`);
});

const start = async (kind = 'sequential', account = 'data-admin'): Promise<{ id: string; task: TaskRow }> => {
  const id = await seats.start(kind);
  return { id, task: await seats.seat(id, account) };
};
const follow = async (): Promise<string[]> => {
  const found = await casesBehindRoster(world.pool);
  for (const id of found) await followRoster(seats.record, id);
  expect(await casesBehindRoster(world.pool)).toEqual([]);
  return found;
};
const handings = async (caseId: string): Promise<unknown[]> => (await world.owner.query('SELECT kind, by_id, from_id, to_id FROM handings WHERE case_id = $1 ORDER BY at, id', [caseId])).rows;
const notices = async (caseId: string, kind: string): Promise<unknown[]> => (await world.owner.query('SELECT position, person_id FROM notices WHERE case_id = $1 AND kind = $2 ORDER BY position', [caseId, kind])).rows;
const audits = async (caseId: string, action: string): Promise<unknown[]> => (await world.owner.query('SELECT actor_kind, details FROM audit_events WHERE case_id = $1 AND action = $2', [caseId, action])).rows;

test('a claimed task goes to the position from the instant on at which its holder leaves it; rows, chain and notices follow', async () => {
  const { id, task } = await start();
  await claim(seats.record, seats.on(task, 'data-admin'));
  await leaves('data-admin');
  // Before anything was moved.
  expect(await code(seats.decide(task, 'data-admin'))).toBe('NOT_ELIGIBLE');
  expect(await follow()).toEqual([id]);
  expect(await seats.task(task.id)).toMatchObject({ assignee_id: null, chain: [person('data-admin')], status: 'OPEN' });
  expect(await handings(id)).toEqual([{ kind: 'SUCCESSION', by_id: null, from_id: person('data-admin'), to_id: null }]);
  expect(await notices(id, 'SUCCESSION')).toEqual([{ position: 'UNIT_DATA_ADMINISTRATOR', person_id: null }]);
  expect(await audits(id, 'SUCCEEDED')).toEqual([{ actor_kind: 'SYSTEM', details: { taskId: task.id, stepKey: 'judgement', from: person('data-admin') } }]);
  await seats.decide(task, 'data-admin-2');
  expect((await world.owner.query('SELECT actor_id, chain FROM decisions WHERE task_id = $1', [task.id])).rows).toEqual([{ actor_id: person('data-admin-2'), chain: [person('data-admin-2'), person('data-admin')] }]);
});

test('what was decided stays decided by who decided it', async () => {
  const { id, task } = await start('administrators');
  await seats.decide(task, 'data-admin');
  await leaves('data-admin');
  expect(await follow()).toEqual([]);
  await seats.decide(await seats.seat(id, 'data-admin-2'), 'data-admin-2');
  expect(await seats.outcome(id)).toBe('DONE');
});

test('a seat that nobody holds any more is unstaffed at once, its administrators are told once, and whoever comes next frees it', async () => {
  const { id, task } = await start();
  for (const account of ['data-admin', 'data-admin-2']) await leaves(account);
  expect(await follow()).toEqual([id]);
  expect((await seats.step(id)).unstaffed).toBe(true);
  expect(await notices(id, 'UNSTAFFED')).toEqual([{ position: 'DISTRICT_INFO_DEPT', person_id: null }, { position: 'PROCESS_ADMINISTRATOR', person_id: null }]);
  await comes('security-officer');
  await seats.decide(task, 'security-officer');
  expect(await seats.outcome(id)).toBe('DONE');
});

test('the successor is told of each open task of the seat that nobody has in hand', async () => {
  const [free, claimed] = [await start(), await start()];
  await claim(seats.record, seats.on(claimed.task, 'data-admin-2'));
  await leaves('data-admin');
  await comes('security-officer');
  const { rows } = await world.owner.query(`SELECT id FROM organisations WHERE code = 'HOSPITAL-A'`);
  const seat = { position: 'UNIT_DATA_ADMINISTRATOR', orgId: rows[0].id, dept: null } as const;
  const cases = await casesOfSeat(world.pool, seat);
  expect(cases).toEqual(expect.arrayContaining([free.id, claimed.id]));
  for (const id of cases) await followRoster(seats.record, id, { personId: person('security-officer'), ...seat });
  expect(await notices(free.id, 'SUCCESSION')).toEqual([{ position: null, person_id: person('security-officer') }]);
  expect(await notices(claimed.id, 'SUCCESSION')).toEqual([]);
});

test('a seat by name falls to who sits there now, and the tally is counted anew', async () => {
  const { id, task } = await start('administrators');
  await leaves('data-admin');
  await comes('security-officer');
  expect(await follow()).toEqual([id]);
  expect(await seats.task(task.id)).toMatchObject({ status: 'CANCELLED' });
  expect(await audits(id, 'SEAT_LEFT')).toEqual([{ actor_kind: 'SYSTEM', details: { taskId: task.id, stepKey: 'judgement', from: person('data-admin') } }]);
  await seats.decide(await seats.seat(id, 'data-admin-2'), 'data-admin-2');
  expect((await seats.step(id)).status).toBe('OPEN');
  await seats.decide(await seats.seat(id, 'security-officer'), 'security-officer');
  expect(await seats.outcome(id)).toBe('DONE');
});

test('the last who was waited for leaves: nobody decides by that, the successor does', async () => {
  const { id, task } = await start('administrators');
  await seats.decide(await seats.seat(id, 'data-admin-2'), 'data-admin-2');
  await leaves('data-admin');
  await follow();
  expect(await seats.task(task.id)).toMatchObject({ status: 'CANCELLED' });
  expect(await seats.step(id)).toMatchObject({ status: 'OPEN', unstaffed: true });
  await comes('security-officer');
  await followRoster(seats.record, id);
  expect(await seats.step(id)).toMatchObject({ status: 'OPEN', unstaffed: false });
  await seats.decide(await seats.seat(id, 'security-officer'), 'security-officer');
  expect(await seats.outcome(id)).toBe('DONE');
});

test('a member who leaves a body loses the seat, and below the quorum the session says so', async () => {
  const { id } = await start('session', 'ethics-1');
  const go = (account: string): Promise<unknown> => world.pool.query('UPDATE body_members SET valid_to = clock_timestamp() WHERE person_id = $1', [person(account)]);
  for (const account of ['ethics-1', 'ethics-2']) await go(account);
  expect(await follow()).toEqual([id]);
  expect((await seats.tasks(id, `t.status = 'OPEN'`)).length).toBe(5);
  expect((await seats.step(id)).unstaffed).toBe(false);
  await go('ethics-3');
  await follow();
  expect((await seats.step(id)).unstaffed).toBe(true);
});

test('a task with a delegate waits for the opinion, and goes back to the position', async () => {
  const { id, task } = await start();
  await delegate(seats.record, { ...seats.on(task, 'data-admin'), to: person('security-auditor') });
  await leaves('data-admin');
  expect(await follow()).toEqual([]);
  await returnToOwner(seats.record, { ...seats.on(task, 'security-auditor'), opinion: '可以' });
  expect(await seats.task(task.id)).toMatchObject({ assignee_id: null });
  await seats.decide(task, 'data-admin-2');
  expect(await seats.outcome(id)).toBe('DONE');
});

test('a held case follows when it is released', async () => {
  const { id, task } = await start('administrators');
  const on = (account: string) => ({ personId: person(account), caseId: id, reason: '核查', idempotency: freshKey('/hold') });
  await hold(seats.record, on('data-admin'));
  await leaves('data-admin');
  expect(await follow()).toEqual([]);
  await release(seats.record, on('data-admin-2'));
  expect(await seats.task(task.id)).toMatchObject({ status: 'CANCELLED' });
});

test('a stopped case follows when it goes on', async () => {
  const { id, task } = await start('administrators');
  await world.owner.query(`UPDATE cases SET stopped = '{"reason":"STORY","at":"2026-01-01T00:00:00Z"}' WHERE id = $1`, [id]);
  await leaves('data-admin');
  expect(await follow()).toEqual([]);
  await retry(seats.record, { personId: personId('commission.process-admin-1'), caseId: id, reason: '恢复办理', idempotency: freshKey('/operations') });
  expect(await seats.task(task.id)).toMatchObject({ status: 'CANCELLED' });
});

test('nobody claims what they could not decide: a seat is not lost to all who come after them', async () => {
  const { task } = await start();
  await comes('staff-1');
  expect(await code(claim(seats.record, seats.on(task, 'staff-1')))).toBe('SEPARATION_OF_DUTIES');
  await leaves('staff-1');
  await follow();
  await seats.decide(task, 'data-admin');
  expect(await seats.outcome(task.case_id)).toBe('DONE');
});

test('following again changes nothing, and the watch asks again only after a change or the end of a term', async () => {
  const { id, task } = await start();
  await claim(seats.record, seats.on(task, 'data-admin'));
  const watch = new RosterWatch();
  let asked = 0;
  const look = (): Promise<void> => watch.follow(world.pool, async () => ((asked += 1), true));
  await look();
  await look();
  expect(asked).toBe(1);
  await leaves('data-admin');
  await look();
  expect(asked).toBe(2);
  await watch.follow(world.pool, async () => ((asked += 10), false));
  expect(asked).toBe(2);
  await world.owner.query(`UPDATE assignments SET valid_to = clock_timestamp() + interval '300 milliseconds' WHERE person_id = $1`, [person('data-admin-2')]);
  await watch.follow(world.pool, async () => ((asked += 10), false));
  await look();
  expect(asked).toBe(13);
  await world.owner.query('SELECT pg_sleep(0.4)');
  await look();
  expect(asked).toBe(14);
  await follow();
  await followRoster(seats.record, id);
  expect(await handings(id)).toHaveLength(1);
  expect(await notices(id, 'UNSTAFFED')).toHaveLength(2);
});

test('housekeeping follows what nobody else has followed: a row that was changed by hand, a person who was made inactive', async () => {
  const [first, second] = [await start(), await start()];
  await claim(seats.record, seats.on(first.task, 'data-admin'));
  await claim(seats.record, seats.on(second.task, 'data-admin-2'));
  await leaves('data-admin');
  await keepHouse(seats.record, SILENT);
  expect(await handings(first.id)).toEqual([{ kind: 'SUCCESSION', by_id: null, from_id: person('data-admin'), to_id: null }]);
  expect(await handings(second.id)).toEqual([]);
  const active = (is: boolean): Promise<unknown> => world.owner.query('UPDATE persons SET active = $2 WHERE id = $1', [person('data-admin-2'), is]);
  await active(false);
  await keepHouse(seats.record, SILENT);
  expect(await handings(second.id)).toHaveLength(1);
  expect((await seats.step(second.id)).unstaffed).toBe(true);
  await active(true);
});

describe('who leaves has all that they have in hand handed over', () => {
  const ADMIN = 'commission.process-admin-1';
  const over = (task: TaskRow, to?: string, from = 'data-admin', admin = ADMIN): Promise<unknown> =>
    handOver(seats.record, { personId: personId(admin), taskId: task.id, from: person(from), ...(to !== undefined && { to: person(to) }), reason: '离职', idempotency: freshKey('/hand-over') });

  test('to a successor or to the position, with a handing and an audit event each', async () => {
    const [first, second] = [await start(), await start()];
    for (const { task } of [first, second]) await claim(seats.record, seats.on(task, 'data-admin'));
    await over(first.task, 'data-admin-2');
    await over(second.task);
    expect(await handings(first.id)).toEqual([{ kind: 'HAND_OVER', by_id: personId(ADMIN), from_id: person('data-admin'), to_id: person('data-admin-2') }]);
    expect(await seats.task(first.task.id)).toMatchObject({ assignee_id: person('data-admin-2'), chain: [person('data-admin')] });
    expect(await seats.task(second.task.id)).toMatchObject({ assignee_id: null, chain: [person('data-admin')] });
    expect(await audits(first.id, 'HANDED_OVER')).toEqual([{ actor_kind: 'PERSON', details: { taskId: first.task.id, from: person('data-admin'), to: person('data-admin-2'), reason: '离职' } }]);
  });

  test('what was delegated comes back from the delegate, what they were asked about goes back to who asked', async () => {
    const [owned, asked] = [await start(), await start()];
    await delegate(seats.record, { ...seats.on(owned.task, 'data-admin'), to: person('security-auditor') });
    await over(owned.task, 'data-admin-2');
    expect(await seats.task(owned.task.id)).toMatchObject({ assignee_id: person('data-admin-2'), delegated_from: null, chain: [person('data-admin'), person('security-auditor')] });
    await delegate(seats.record, { ...seats.on(asked.task, 'data-admin-2'), to: person('data-admin') });
    await over(asked.task, 'security-officer');
    expect(await seats.task(asked.task.id)).toMatchObject({ assignee_id: person('data-admin-2'), delegated_from: null });
  });

  test('not to who does not hold the seat, has stood back, or may not answer for the step; not by the administrator to themselves, nor by anybody else', async () => {
    const { task } = await start();
    await claim(seats.record, seats.on(task, 'data-admin'));
    expect(await code(over(task, 'security-officer'))).toBe('FORM_INVALID');
    await comes('staff-1');
    expect(await code(over(task, 'staff-1'))).toBe('SEPARATION_OF_DUTIES');
    expect(await code(over(task, 'data-admin-2', 'data-admin', 'hospital-a.data-admin-2'))).toBe('NOT_ELIGIBLE');
    expect(await code(over(task, 'data-admin-2', 'security-auditor'))).toBe('NOT_OFFERED');
    await recuse(seats.record, seats.on(task, 'data-admin'));
    expect(await code(over(task, 'data-admin-2'))).toBe('NOT_OFFERED');
    const named = await start('administrators');
    expect(await code(over(named.task, 'data-admin-2'))).toBe('NOT_OFFERED');
  });
});
