import { randomUUID } from 'node:crypto';
import { hold } from '@libs/record/acts/case-acts';
import { seated } from '@libs/record/acts/capacity';
import { delegate } from '@libs/record/acts/delegation-acts';
import { reassign } from '@libs/record/acts/operations';
import { recuse } from '@libs/record/acts/recusal-acts';
import { addSeats } from '@libs/record/acts/seat-acts';
import { takeBack } from '@libs/record/acts/take-back';
import { claim, transfer } from '@libs/record/acts/task-acts';
import { tasksOf } from '@libs/record/assignee';
import { notRecused } from '@libs/record/recused';
import { visibleTo } from '@libs/record/scope';
import { LOCK_CASE } from '@libs/record/statements';
import { deskOf, person, SeatsWorld } from '@test/support/seats-world';
import { freshKey, personId, type RecordWorld } from '@test/support/record-world';

jest.setTimeout(60_000);

const ADMINISTRATORS = deskOf('administrators', { seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }], rule: { kind: 'ALL' } });

let seats: SeatsWorld;
let world: RecordWorld;
beforeAll(async () => {
  seats = await SeatsWorld.create([ADMINISTRATORS]);
  ({ world } = seats);
});
afterAll(() => seats?.destroy());
afterEach(() => world.owner.query('DELETE FROM standing_agents'));

interface Scope {
  readonly position?: string;
  readonly processes?: readonly string[];
  readonly units?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}
/** Agent and principal by account; the term as SQL. */
const appoint = (agent: string, principal: string, { position, processes, units, from = `now() - interval '1 minute'`, to = `now() + interval '1 day'` }: Scope = {}): Promise<unknown> =>
  world.owner.query(
    `INSERT INTO standing_agents (id, principal_id, agent_id, position, process_types, unit_ids, valid_from, valid_to, reason, appointed_by)
     VALUES ($1, $2, $3, $4, $5, (SELECT array_agg(id) FROM organisations WHERE code = ANY ($6)), ${from}, ${to}, '出差', $2)`,
    [randomUUID(), person(principal), person(agent), position ?? null, processes ?? null, units ?? null],
  );
const code = (asked: Promise<unknown>): Promise<unknown> => asked.then(() => 'accepted', (error: { code: string }) => error.code);
const todo = async (account: string): Promise<{ id: string; for_id: string }[]> => (await world.pool.query(`SELECT m.id, m.for_id FROM ${tasksOf('$1')} m JOIN tasks t ON t.id = m.id AND ${notRecused('$1', 't.case_id')}`, [person(account)])).rows;
const has = async (account: string, taskId: string): Promise<boolean> => (await todo(account)).some(({ id }) => id === taskId);
const sees = async (caseId: string, account: string): Promise<boolean> => (await world.pool.query(`SELECT FROM cases c WHERE c.id = $1 AND ${visibleTo('$2')}`, [caseId, person(account)])).rowCount === 1;
const decisionOn = async (taskId: string): Promise<unknown> => (await world.owner.query('SELECT actor_id, on_behalf_of, position, chain FROM decisions WHERE task_id = $1 AND voided_at IS NULL', [taskId])).rows[0];
const open = async (kind = 'sequential', account = 'data-admin') => {
  const id = await seats.start(kind);
  return { id, task: await seats.seat(id, account) };
};
const AGENT = 'security-officer';

test('an agent decides in the place of the principal, and the record names both', async () => {
  await appoint(AGENT, 'data-admin');
  const { id, task } = await open();
  expect(await todo(AGENT)).toContainEqual({ id: task.id, for_id: person('data-admin') });
  await seats.decide(task, AGENT);
  expect(await decisionOn(task.id)).toEqual({ actor_id: person(AGENT), on_behalf_of: person('data-admin'), position: 'UNIT_DATA_ADMINISTRATOR', chain: [person(AGENT), person('data-admin')] });
  const { rows } = await world.owner.query(`SELECT actor_id, position, details -> 'onBehalfOf' AS behalf FROM audit_events WHERE case_id = $1 AND action = 'DECIDED'`, [id]);
  expect(rows).toEqual([{ actor_id: person(AGENT), position: 'UNIT_DATA_ADMINISTRATOR', behalf: person('data-admin') }]);
  expect(await seats.outcome(id)).toBe('DONE');
});

describe('an agency reaches as far as it was made, and no further', () => {
  const OUT_OF_REACH: Readonly<Record<string, Scope>> = {
    'another position': { position: 'UNIT_GROUP_LEADER' },
    'another process': { processes: ['sensitive-data-use'] },
    'the cases of another unit': { units: ['CLINIC-C'] },
    'a term to come': { from: `now() + interval '1 hour'` },
    'a term that is over': { to: `now() - interval '1 second'` },
  };
  it.each(Object.entries(OUT_OF_REACH))('%s', async (_, scope) => {
    await appoint('staff-2', 'data-admin', scope);
    const { id, task } = await open();
    expect([await code(seats.decide(task, 'staff-2')), await has('staff-2', task.id), await sees(id, 'staff-2')]).toEqual(['NOT_FOUND', false, false]);
  });

  it.each([{}, { position: 'UNIT_DATA_ADMINISTRATOR' }, { processes: ['test-sequential'], units: ['HOSPITAL-A', 'CLINIC-C'] }])('and within it: %j', async (scope) => {
    await appoint('staff-2', 'data-admin', scope);
    const { id, task } = await open();
    expect([await has('staff-2', task.id), await sees(id, 'staff-2')]).toEqual([true, true]);
    await seats.decide(task, 'staff-2');
  });

  test('not when the principal no longer holds the seat, the agent has left the organisation, or either is inactive', async () => {
    await appoint(AGENT, 'data-admin');
    const { task } = await open();
    const change = async (sql: string, undo: string, account: string): Promise<void> => {
      await world.owner.query(sql, [person(account)]);
      expect([sql, await has(AGENT, task.id)]).toEqual([sql, false]);
      expect(await code(seats.decide(task, AGENT))).toMatch(/NOT_ELIGIBLE|NOT_FOUND/);
      await world.owner.query(undo, [person(account)]);
      expect(await has(AGENT, task.id)).toBe(true);
    };
    for (const account of ['data-admin', AGENT]) await change('UPDATE assignments SET valid_to = clock_timestamp() WHERE person_id = $1', 'UPDATE assignments SET valid_to = NULL WHERE person_id = $1', account);
    await change('UPDATE persons SET active = false WHERE id = $1', 'UPDATE persons SET active = true WHERE id = $1', 'data-admin');
  });

  test('nobody is an agent of an agent', async () => {
    await appoint(AGENT, 'data-admin');
    await appoint('staff-2', AGENT);
    const { task } = await open();
    expect([await has(AGENT, task.id), await has('staff-2', task.id), await code(seats.decide(task, 'staff-2'))]).toEqual([true, false, 'NOT_ELIGIBLE']);
  });

  test.each([['session', 'ethics-1'], ['group', 'tech-reviewer-1'], ['parallel', 'witness-1']])('nobody votes for a member of a body, or witnesses for a witness: %s', async (kind, principal) => {
    await appoint(AGENT, principal);
    const { task } = await open(kind, principal);
    expect([await has(AGENT, task.id), await code(seats.decide(task, AGENT))]).toEqual([false, 'NOT_ELIGIBLE']);
  });
});

describe('separation of duties looks at agent and principal', () => {
  const rule = (asked: Promise<unknown>): Promise<unknown> => asked.then(() => 'accepted', (error: { members?: { rule?: { id: string } } }) => error.members?.rule?.id);
  const use = async (until: string): Promise<string> => {
    const { id } = await world.start();
    await world.advanceTo(id, until);
    return id;
  };

  test('who assessed as an agent does not authorise for themselves', async () => {
    await appoint('designated-leader', 'data-admin');
    const id = await use('secondaryAssessment');
    await world.decide(id, 'secondaryAssessment', { account: 'hospital-a.designated-leader' });
    expect(await rule(world.decide(id, 'secondaryAuthorization'))).toBe('assessor-is-no-authorizer');
  });

  test('who assessed for themselves does not authorise as an agent', async () => {
    await appoint('data-admin', 'designated-leader');
    const id = await use('secondaryAuthorization');
    expect(await rule(world.decide(id, 'secondaryAuthorization', { account: 'hospital-a.data-admin' }))).toBe('assessor-is-no-authorizer');
  });

  test('for whom an agent assessed does not authorise', async () => {
    await appoint(AGENT, 'data-admin');
    await world.owner.query(`INSERT INTO assignments (id, person_id, position, org_id, valid_from) SELECT gen_random_uuid(), person_id, 'UNIT_DESIGNATED_LEADER', org_id, now() FROM assignments WHERE person_id = $1`, [person('data-admin')]);
    const id = await use('secondaryAssessment');
    await world.decide(id, 'secondaryAssessment', { account: `hospital-a.${AGENT}` });
    expect(await rule(world.decide(id, 'secondaryAuthorization', { account: 'hospital-a.data-admin' }))).toBe('assessor-is-no-authorizer');
    await world.owner.query(`DELETE FROM assignments WHERE person_id = $1 AND position = 'UNIT_DESIGNATED_LEADER'`, [person('data-admin')]);
    await world.decide(id, 'secondaryAuthorization');
  });

  test('an applicant decides in their own case for nobody', async () => {
    await appoint('staff-1', 'data-admin');
    const { task } = await open();
    expect(await rule(seats.decide(task, 'staff-1'))).toBe('applicant-is-no-decider');
  });

  test('an agent fills one seat of a step: for one principal, another, or themselves', async () => {
    await appoint(AGENT, 'data-admin');
    await appoint(AGENT, 'data-admin-2');
    const { id, task } = await open('administrators');
    await seats.decide(task, AGENT);
    const other = await seats.seat(id, 'data-admin-2');
    expect(await rule(seats.decide(other, AGENT))).toBe('one-seat-each');
    await seats.decide(other, 'data-admin-2');
    expect(await seats.outcome(id)).toBe('DONE');

    await appoint('data-admin', 'data-admin-2');
    const second = await open('administrators');
    await seats.decide(await seats.seat(second.id, 'data-admin-2'), 'data-admin');
    expect(await rule(seats.decide(second.task, 'data-admin'))).toBe('one-seat-each');
    const third = await open('administrators');
    await seats.decide(third.task, 'data-admin');
    expect(await rule(seats.decide(await seats.seat(third.id, 'data-admin-2'), 'data-admin'))).toBe('one-seat-each');
  });

  test('who adds a seat for somebody makes both answer for the step', async () => {
    await appoint(AGENT, 'data-admin');
    const { task } = await open();
    await addSeats(seats.record, { ...seats.on(task, AGENT), people: [person('security-auditor')], when: 'AFTER' });
    expect(await seats.task(task.id)).toMatchObject({ chain: [person(AGENT), person('data-admin')] });
  });
});

test('recusal strips an agency both ways, in that case alone', async () => {
  await appoint(AGENT, 'data-admin');
  const [first, second, third] = [await open(), await open(), await open()];
  await recuse(seats.record, seats.on(first.task, 'data-admin'));
  expect([await has(AGENT, first.task.id), await code(seats.decide(first.task, AGENT))]).toEqual([false, 'NOT_ELIGIBLE']);
  await recuse(seats.record, seats.on(second.task, AGENT));
  expect([await has(AGENT, second.task.id), await sees(second.id, AGENT), await code(seats.decide(second.task, AGENT))]).toEqual([false, false, 'NOT_FOUND']);
  await seats.decide(second.task, 'data-admin');
  await seats.decide(third.task, AGENT);
});

test('what an agent claims is the principal’s, what they hand on goes from the principal, with both in the chain', async () => {
  await appoint(AGENT, 'data-admin');
  const { id, task } = await open();
  await claim(seats.record, seats.on(task, AGENT));
  expect(await seats.task(task.id)).toMatchObject({ assignee_id: person('data-admin') });
  expect([await has('data-admin-2', task.id), await has('data-admin', task.id), await has(AGENT, task.id)]).toEqual([false, true, true]);
  expect(await code(delegate(seats.record, { ...seats.on(task, AGENT), to: person('data-admin') }))).toBe('FORM_INVALID');
  await transfer(seats.record, { ...seats.on(task, AGENT), to: person('data-admin-2') });
  expect(await seats.task(task.id)).toMatchObject({ assignee_id: person('data-admin-2'), chain: [person(AGENT), person('data-admin')] });
  expect((await world.owner.query('SELECT by_id, from_id, to_id FROM handings WHERE case_id = $1', [id])).rows).toEqual([{ by_id: person(AGENT), from_id: person('data-admin'), to_id: person('data-admin-2') }]);
  expect([await has(AGENT, task.id), await code(seats.decide(task, AGENT))]).toEqual([false, 'NOT_ELIGIBLE']);
});

test('the principal takes back what was decided for them, and so does the agent', async () => {
  await appoint(AGENT, 'data-admin');
  for (const account of ['data-admin', AGENT]) {
    const { id, task } = await open('administrators');
    await seats.decide(task, AGENT);
    expect(await code(takeBack(seats.record, seats.on(task, 'data-admin-2')))).toBe('NOT_ELIGIBLE');
    await takeBack(seats.record, seats.on(task, account));
    expect([account, (await seats.task(task.id)).status, (await seats.step(id)).status]).toEqual([account, 'OPEN', 'OPEN']);
  }
});

test('an agent holds a case in the place of the principal; what they decided stands when the agency has ended, and they go on seeing it', async () => {
  await appoint('staff-2', 'data-admin');
  const { id } = await open('administrators');
  await hold(seats.record, { personId: person('staff-2'), caseId: id, reason: '核查', idempotency: freshKey('/hold') });
  const { rows } = await world.owner.query(`SELECT details -> 'onBehalfOf' AS behalf FROM audit_events WHERE case_id = $1 AND action = 'CASE_HELD'`, [id]);
  expect(rows).toEqual([{ behalf: person('data-admin') }]);
  const second = await open('administrators');
  await seats.decide(second.task, 'staff-2');
  await world.pool.query('UPDATE standing_agents SET valid_to = clock_timestamp()');
  expect([await sees(id, 'staff-2'), await sees(second.id, 'staff-2')]).toEqual([false, true]);
  expect(await code(takeBack(seats.record, seats.on(second.task, 'staff-2')))).toBe('NOT_ELIGIBLE');
  expect(await decisionOn(second.task.id)).toMatchObject({ on_behalf_of: person('data-admin') });
});

test('who has left a body votes no more in its open session, though still employed', async () => {
  const { task } = await open('session', 'ethics-6');
  const member = (to: string): Promise<unknown> => world.owner.query(`UPDATE body_members SET valid_to = ${to} WHERE person_id = $1`, [person('ethics-6')]);
  expect(await has('ethics-6', task.id)).toBe(true);
  await member('clock_timestamp()');
  expect([await has('ethics-6', task.id), await code(seats.decide(task, 'ethics-6'))]).toEqual([false, 'NOT_ELIGIBLE']);
  await member('NULL');
  await seats.decide(task, 'ethics-6');
});

describe('an administrator who reassigns', () => {
  const ADMIN = 'commission.process-admin-1';
  const move = (caseId: string, taskId: string, to?: string): Promise<unknown> => reassign(seats.record, { personId: personId(ADMIN), caseId, taskId, ...(to !== undefined && { to: person(to) }), reason: '人员出差', idempotency: freshKey('/reassign') });

  test('leaves the chain of hands whole', async () => {
    const { id, task } = await open();
    await move(id, task.id, 'data-admin');
    await move(id, task.id, 'data-admin-2');
    await move(id, task.id);
    expect((await world.owner.query('SELECT kind, by_id, from_id, to_id, reason FROM handings WHERE case_id = $1 ORDER BY at, id', [id])).rows).toEqual(
      [[null, 'data-admin'], ['data-admin', 'data-admin-2'], ['data-admin-2', null]].map(([from, to]) => ({ kind: 'REASSIGN', by_id: personId(ADMIN), from_id: from ? person(from) : null, to_id: to ? person(to) : null, reason: '人员出差' })),
    );
  });

  test('takes no task for themselves, nor for somebody for whom they stand in', async () => {
    await world.owner.query(`INSERT INTO assignments (id, person_id, position, org_id, valid_from) SELECT gen_random_uuid(), $1, 'UNIT_DATA_ADMINISTRATOR', id, now() - interval '1 minute' FROM organisations WHERE code = 'HOSPITAL-A'`, [personId(ADMIN)]);
    await appoint(ADMIN, 'data-admin');
    const { id, task } = await open();
    for (const to of [ADMIN, 'data-admin']) await expect(move(id, task.id, to)).rejects.toMatchObject({ code: 'SEPARATION_OF_DUTIES', members: { rule: { id: 'administrator-takes-no-task' } } });
    await move(id, task.id, 'data-admin-2');
    await world.owner.query(`DELETE FROM assignments WHERE person_id = $1 AND position = 'UNIT_DATA_ADMINISTRATOR'`, [personId(ADMIN)]);
  });
});

test('what somebody has to do is where they sit: list and act agree for everybody on every open task', async () => {
  await appoint(AGENT, 'data-admin');
  await appoint(AGENT, 'data-admin-2', { processes: ['test-sequential'] });
  await appoint('data-admin', 'designated-leader');
  await appoint('staff-2', 'owner-cardiology', { position: 'UNIT_BUSINESS_OWNER' });
  await appoint('data-admin', 'data-admin-2');
  await appoint('witness-1', 'ethics-1');
  const { task } = await open();
  await claim(seats.record, seats.on(task, 'data-admin-2'));
  await recuse(seats.record, seats.on((await open()).task, 'data-admin'));
  await delegate(seats.record, { ...seats.on((await open('administrators')).task, AGENT), to: person('staff-3') });
  for (const kind of ['group', 'session', 'parallel']) await seats.start(kind);
  await world.start();
  const { rows: cases } = await world.owner.query<{ id: string }>(`SELECT id FROM cases WHERE status = 'OPEN'`);
  const { rows: people } = await world.owner.query<{ id: string; account: string }>(`SELECT id, account FROM persons WHERE account LIKE 'hospital-a.%' AND active`);
  let found = 0;
  for (const { id: who, account } of people) {
    const listed = new Map((await world.pool.query<{ id: string; for_id: string }>(`SELECT m.id, m.for_id FROM ${tasksOf('$1')} m`, [who])).rows.map((row) => [row.id, row.for_id]));
    for (const { id: caseId } of cases) {
      const sat = await seats.record
        .act({ action: 'LOOK', lock: { by: LOCK_CASE, id: caseId }, personId: who }, async ({ work, actor }) => {
          const body = work.loaded.tasks.flatMap((one): [string, string][] => {
            if (one.status !== 'OPEN') return [];
            if (one.delegated_from !== null) return one.assignee_id === who ? [[one.id, who]] : [];
            const by = seated(work, actor, one);
            return by ? [[one.id, by.on_behalf_of ?? who]] : [];
          });
          return { status: 200, body };
        })
        // Who may not know of a case sits nowhere in it.
        .then(({ body }) => body, () => []);
      const { rows } = await world.owner.query<{ id: string }>(`SELECT t.id FROM tasks t WHERE t.case_id = $1 AND NOT EXISTS (SELECT FROM recusals x WHERE x.case_id = t.case_id AND x.person_id = $2)`, [caseId, who]);
      const inList = rows.flatMap(({ id }): [string, string][] => (listed.has(id) ? [[id, listed.get(id) ?? '']] : []));
      expect([account, caseId, inList.toSorted()]).toEqual([account, caseId, sat.toSorted()]);
      found += sat.length;
    }
  }
  expect(found).toBeGreaterThan(40);
});
