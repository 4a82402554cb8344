import type { AddedWhen } from '@libs/domain/added-seats';
import { addSeats, removeSeat } from '@libs/record/acts/seat-acts';
import { delegate } from '@libs/record/acts/delegation-acts';
import { UNMET_REQUIREMENTS } from '@libs/record/statements';
import { KINDS, person, SeatsWorld, SITTINGS, type Kind } from '@test/support/seats-world';
import { dayFromNow, freshKey, personId, RecordWorld } from '@test/support/record-world';

jest.setTimeout(180_000);

let seats: SeatsWorld;
let world: RecordWorld;
beforeAll(async () => {
  seats = await SeatsWorld.create();
  ({ world } = seats);
});
afterAll(() => seats.destroy());

const ADDED = 'security-auditor';
const WHENS = ['BEFORE', 'PARALLEL', 'AFTER'] as const;
const code = (refused: Promise<unknown>): Promise<unknown> => refused.then(() => 'accepted', (error: { code: string }) => error.code);

async function open(kind: Kind) {
  const id = await seats.start(kind);
  const [owner = '', other = ''] = SITTINGS[kind].people;
  const task = await seats.seat(id, owner);
  return {
    id, owner, other, task,
    add: async (when: AddedWhen, people: readonly string[] = [ADDED], { account = owner, to = task, ...change }: { account?: string; to?: { id: string } } & object = {}): Promise<{ id: string }[]> => {
      const { body } = await addSeats(seats.record, { ...seats.on(to, account), people: people.map(person), when, ...change });
      return body.added.map((added) => ({ id: added }));
    },
    remove: (seat: { id: string } | undefined, account = owner, change: object = {}) => removeSeat(seats.record, { ...seats.on(task, account), seatId: seat?.id ?? '', ...change }),
  };
}
const cases = KINDS.flatMap((kind) => WHENS.map((when) => [kind, when] as const));
const open1 = async (kind: Kind, when: AddedWhen) => {
  const opened = await open(kind);
  const [seat = { id: '' }] = await opened.add(when);
  return { ...opened, seat };
};
const waiting = async (id: string): Promise<string[]> => (await seats.tasks(id, `t.waiting AND t.status = 'OPEN'`)).map((task) => task.id);

describe.each(cases)('a %s step with a seat added %s', (kind, when) => {
  test('settles with its own outcome once the own seats have agreed and the added one too, and not before', async () => {
    const { id, owner, task, seat } = await open1(kind, when);
    if (when === 'BEFORE') {
      expect(await waiting(id)).toEqual([task.id]);
      await expect(seats.decide(task, owner)).rejects.toMatchObject({ code: 'NOT_OFFERED', detail: { zh: expect.stringContaining('前加签') } });
      await seats.decide(seat, ADDED);
      expect(await waiting(id)).toEqual([]);
      expect((await seats.step(id)).status).toBe('OPEN');
      await seats.agree(id, kind);
    } else {
      if (when === 'AFTER') {
        expect(await waiting(id)).toEqual([seat.id]);
        await expect(seats.decide(seat, ADDED)).rejects.toMatchObject({ code: 'NOT_OFFERED', detail: { zh: expect.stringContaining('后加签') } });
      }
      const last = await seats.agree(id, kind);
      expect(last.step).toEqual({ key: expect.any(String), status: 'OPEN' });
      expect(await waiting(id)).toEqual([]);
      await seats.decide(seat, ADDED);
    }
    expect(await seats.step(id)).toMatchObject({ status: 'SETTLED', outcome: 'APPROVE' });
    expect(await seats.outcome(id)).toBe('DONE');
    const { rows } = await world.owner.query(`SELECT count(*)::int AS n FROM audit_events WHERE case_id = $1 AND action = 'SEATS_ADDED'`, [id]);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('ends as refused where the added seat refuses, and never as approved', async () => {
    const { id, owner, seat } = await open1(kind, when);
    const early = when !== 'AFTER';
    if (early) await seats.decide(seat, ADDED, 'REJECT');
    const atOnce = early && (kind === 'sequential' || kind === 'parallel');
    expect((await seats.step(id)).status).toBe(atOnce ? 'SETTLED' : 'OPEN');
    if (!atOnce) await seats.agree(id, kind);
    if (!early) await seats.decide(seat, ADDED, 'REJECT');
    expect(await seats.step(id)).toMatchObject({ status: 'SETTLED', outcome: 'REJECT' });
    expect(await seats.outcome(id)).toBe('REJECTED');
    expect(await code(seats.decide(seat, owner))).toMatch(/NOT_ELIGIBLE/);
  });

  test('is sent back where it sends it back, and everybody of the own seats is asked again', async () => {
    const { id, seat } = await open1(kind, when);
    if (when === 'AFTER') await seats.agree(id, kind);
    await seats.decide(seat, ADDED, kind === 'session' ? 'REVIEW_AGAIN' : 'RETURN');
    if (kind === 'session' && when !== 'AFTER') await seats.agree(id, kind);
    expect((await seats.step(id)).outcome).toBe(kind === 'session' ? 'REVIEW_AGAIN' : 'RETURN');
    const { rows } = await world.owner.query(`SELECT kind FROM steps WHERE case_id = $1 AND status = 'OPEN'`, [id]);
    expect(rows).toEqual([{ kind: 'CORRECTION' }]);
  });

  test('is decided without the added seat once that is removed, in the same act where the rest has agreed', async () => {
    const { id, task, seat, owner, remove } = await open1(kind, when);
    if (when !== 'BEFORE') await seats.agree(id, kind);
    await remove(seat, owner, { idempotency: freshKey('/remove') });
    if (when === 'BEFORE') {
      expect(await waiting(id)).toEqual([]);
      await seats.agree(id, kind);
    }
    expect(await seats.outcome(id)).toBe('DONE');
    expect((await seats.task(seat.id)).status).toBe('CANCELLED');
    expect((await seats.task(task.id)).status).toBe('DONE');
    const { rows } = await world.owner.query(`SELECT seq FROM audit_events WHERE case_id = $1 AND seq IS NOT NULL ORDER BY seq`, [id]);
    const { rows: events } = await world.owner.query('SELECT seq FROM case_events WHERE case_id = $1 ORDER BY seq', [id]);
    expect(rows).toEqual(events);
  });
});

describe.each(KINDS)('adding to a %s step', (kind) => {
  test('is for who may decide the task, with a reason, of people who may sit there; each wrong one is named', async () => {
    const { id, owner, other, task, add } = await open(kind);
    await world.owner.query('UPDATE persons SET active = false WHERE id = $1', [person('guardian')]);
    const bad = addSeats(seats.record, { ...seats.on(task, owner), when: 'PARALLEL', people: [ADDED, 'centre-b.data-admin', 'guardian', 'staff-1', owner].map(person) });
    await expect(bad).rejects.toMatchObject({
      code: 'FORM_INVALID',
      errors: [{ path: 'people[1]', code: 'NOT_ELIGIBLE' }, { path: 'people[2]', code: 'NOT_ELIGIBLE' }, { path: 'people[3]', code: 'NOT_ELIGIBLE' }, { path: 'people[4]', code: 'DUPLICATE' }],
    });
    expect(await seats.tasks(id, 't.added IS NOT NULL')).toEqual([]);
    if (kind !== 'sequential') expect(await code(add('PARALLEL', [other]))).toBe('FORM_INVALID');
    expect(await code(add('PARALLEL', []))).toBe('FORM_INVALID');
    expect(await code(add('PARALLEL', [ADDED], { account: 'owner-records' }))).toBe('NOT_ELIGIBLE');
    expect(await code(addSeats(seats.record, { ...seats.on(task, owner), when: 'AFTER', people: [person(ADDED)], reason: ' ' }))).toBe('REASON_REQUIRED');
    expect(await code(addSeats(seats.record, { ...seats.on(task, owner), when: 'AFTER', people: [person(ADDED)], version: 9 }))).toBe('STALE_VERSION');
    await add('PARALLEL');
    expect(await code(add('AFTER'))).toBe('FORM_INVALID');
    await delegate(seats.record, { ...seats.on(task, owner), to: person('staff-3') });
    expect(await code(add('AFTER', ['staff-4']))).toBe('NOT_OFFERED');
  });

  test('happens once, however often and at once it is asked for', async () => {
    const { id, owner, task } = await open(kind);
    const request = { ...seats.on(task, owner), when: 'PARALLEL' as const, people: [person(ADDED)] };
    await Promise.all([1, 2, 3].map(() => addSeats(seats.record, request)));
    const again = await Promise.all([1, 2, 3].map(() => code(addSeats(seats.record, { ...request, idempotency: freshKey('/other') }))));
    expect(again).toEqual(['FORM_INVALID', 'FORM_INVALID', 'FORM_INVALID']);
    expect(await seats.tasks(id, 't.added IS NOT NULL')).toHaveLength(1);
  });

  test('an added seat is its person’s alone, and nobody fills two of the step', async () => {
    const { id, owner, other, task, add } = await open(kind);
    const [seat = { id: '' }] = await add('PARALLEL', kind === 'sequential' ? [other] : [ADDED]);
    const added = kind === 'sequential' ? other : ADDED;
    expect(await code(seats.decide(seat, owner))).toBe('NOT_ELIGIBLE');
    if (kind === 'sequential') await expect(seats.decide(task, added)).rejects.toMatchObject({ code: 'SEPARATION_OF_DUTIES', members: { rule: { id: 'one-seat-each' } } });
    await seats.decide(seat, added);
    expect(await code(seats.decide(seat, added))).toBe('ALREADY_DECIDED');
    await seats.agree(id, kind);
    expect(await seats.outcome(id)).toBe('DONE');
  });

  test('an added seat is removed by who added it or may decide the task, while it is open; an own seat by nobody', async () => {
    const { id, owner, other, task, add, remove } = await open(kind);
    const [first, second] = await add('PARALLEL', [ADDED, 'staff-2']);
    expect(await code(remove(first, 'owner-records'))).toBe('NOT_ELIGIBLE');
    expect(await code(remove(first, ADDED))).toBe('NOT_ELIGIBLE');
    const own = await seats.tasks(id, 't.added IS NULL');
    for (const seat of own) expect(await code(remove(seat))).toBe('FORM_INVALID');
    expect(await code(remove(first, owner, { reason: '' }))).toBe('REASON_REQUIRED');
    await remove(first, kind === 'sequential' ? other : owner);
    expect(await code(remove(first))).toBe('ALREADY_DECIDED');
    await seats.decide(second ?? { id: '' }, 'staff-2');
    expect(await code(remove(second))).toBe('ALREADY_DECIDED');
    expect(await code(seats.decide(first ?? { id: '' }, ADDED))).toBe('ALREADY_DECIDED');
    await seats.decide(task, owner);
    if ((await seats.step(id)).status === 'OPEN') await seats.agree(id, kind);
    expect(await seats.outcome(id)).toBe('DONE');
  });

  test('deciding and removing at once: one of them wins', async () => {
    const { id, remove, seat } = await open1(kind, 'AFTER');
    await seats.agree(id, kind);
    const race = await Promise.all([code(remove(seat)), code(seats.decide(seat, ADDED))]);
    expect(race.filter((one) => one === 'accepted')).toHaveLength(1);
    expect(await seats.outcome(id)).toBe('DONE');
    expect(await world.count('case_events', `case_id = '${id}' AND type = 'settled'`)).toBe(1);
  });
});

test('a position of the unit is added as one seat: of any of its holders but those who sit on the step', async () => {
  const { id, owner, task } = await open('sequential');
  const add = (position: string) => addSeats(seats.record, { ...seats.on(task, owner), when: 'PARALLEL', seats: [{ position }] });
  for (const position of ['DISTRICT_INFO_DEPT', 'NONSENSE', 'UNIT_STAFF', 'UNIT_DATA_ADMINISTRATOR']) await expect(add(position)).rejects.toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'seats[0].position' }] });
  const { body } = await add('UNIT_WITNESS');
  const [seat = ''] = body.added;
  expect(await seats.task(seat)).toMatchObject({ position: 'UNIT_WITNESS', person_id: null, added: 'PARALLEL', added_to: task.id, added_by: person(owner) });
  // Who holds both positions is one person.
  await world.owner.query(
    `INSERT INTO assignments (id, person_id, position, org_id, valid_from) SELECT gen_random_uuid(), $1, 'UNIT_WITNESS', org_id, clock_timestamp() FROM cases WHERE id = $2`,
    [person('data-admin-2'), id],
  );
  await expect(seats.decide({ id: seat }, 'data-admin-2')).rejects.toMatchObject({ code: 'SEPARATION_OF_DUTIES' });
  await seats.decide({ id: seat }, 'witness-2');
  await seats.decide(task, owner);
  expect(await seats.outcome(id)).toBe('DONE');
  await world.owner.query(`DELETE FROM assignments WHERE person_id = $1 AND position = 'UNIT_WITNESS'`, [person('data-admin-2')]);
});

test('a seat may be added to an added one, and who has left the organisation decides no more', async () => {
  const { id, task, seat, add } = await open1('sequential', 'PARALLEL');
  const [inner = { id: '' }] = await add('BEFORE', ['staff-2'], { account: ADDED, to: seat });
  expect(await waiting(id)).toEqual([seat.id]);
  await world.owner.query('UPDATE assignments SET valid_to = clock_timestamp() WHERE person_id = $1', [person('staff-2')]);
  expect(await code(seats.decide(inner, 'staff-2'))).toBe('NOT_ELIGIBLE');
  await world.owner.query('UPDATE assignments SET valid_to = NULL WHERE person_id = $1', [person('staff-2')]);
  await seats.decide(inner, 'staff-2');
  await seats.decide(seat, ADDED);
  await seats.decide(task, 'data-admin');
  expect(await seats.outcome(id)).toBe('DONE');
});

test('asked again after a correction, a step has its own seats alone; a correction itself takes no added ones', async () => {
  const { id, seat } = await open1('parallel', 'PARALLEL');
  await seats.decide(seat, ADDED);
  await seats.decide(await seats.seat(id, 'witness-1'), 'witness-1', 'RETURN');
  const { rows } = await world.owner.query(`SELECT t.id FROM tasks t JOIN steps s ON s.id = t.step_id WHERE t.case_id = $1 AND s.kind = 'CORRECTION' AND t.status = 'OPEN'`, [id]);
  await expect(addSeats(seats.record, { ...seats.on(rows[0], 'staff-1'), when: 'AFTER', people: [person(ADDED)] })).rejects.toMatchObject({ code: 'NOT_OFFERED' });
  await seats.decide(rows[0], 'staff-1', 'RESUBMIT');
  expect((await seats.tasks(id, `t.status = 'OPEN'`)).map(({ added }) => added)).toEqual([null, null]);
});

describe('a grant', () => {
  const on = (taskId: string, account: string) => ({ personId: personId(account), taskId, reason: '理由', idempotency: freshKey('/act') });
  const leader = 'hospital-a.designated-leader';

  test('rests on what the own seat said, although an added one decided last', async () => {
    const { id } = await world.start();
    await world.advanceTo(id, 'secondaryAuthorization');
    const task = await world.taskOf(id, 'secondaryAuthorization');
    const { body } = await addSeats(world.record, { ...on(task.id, leader), when: 'AFTER', people: [personId(`hospital-a.${ADDED}`)] });
    const answer = await world.decide(id, 'secondaryAuthorization', { evidence: { validUntil: dayFromNow(11) } });
    expect(answer.step).toEqual({ key: 'secondaryAuthorization', status: 'OPEN' });
    expect(await world.openTasks(id)).toEqual([expect.objectContaining({ id: body.added[0] })]);
    await world.decide(id, 'secondaryAuthorization', { account: `hospital-a.${ADDED}`, evidence: undefined });
    const { rows } = await world.owner.query(`SELECT outcome, facts FROM decisions WHERE case_id = $1 AND role = 'secondaryAuthorization' ORDER BY at`, [id]);
    expect(rows).toEqual([{ outcome: 'APPROVE', facts: expect.objectContaining({ validUntil: expect.any(Number) }) }, { outcome: 'APPROVE', facts: null }]);
    expect((await world.caseRow(id))['facts']).toMatchObject({ validUntil: rows[0].facts.validUntil });
    await world.grant(id);
    const { rows: grants } = await world.owner.query('SELECT valid_until FROM grants WHERE case_id = $1', [id]);
    expect(grants[0].valid_until.getTime()).toBe(rows[0].facts.validUntil);
  });

  test('needs an own seat’s decision: an added one is none, and SQL says so too', async () => {
    const { id } = await world.start();
    await world.advanceTo(id, 'secondaryAuthorization');
    const task = await world.taskOf(id, 'secondaryAuthorization');
    await addSeats(world.record, { ...on(task.id, leader), when: 'PARALLEL', people: [personId(`hospital-a.${ADDED}`)] });
    const added = (await world.openTasks(id)).find((one) => one.id !== task.id);
    const { rows } = await world.owner.query('SELECT id FROM tasks WHERE id = $1 AND added IS NOT NULL', [added?.id]);
    expect(rows).toHaveLength(1);
    const unmet = async (): Promise<unknown[]> => {
      const { rows: [step] } = await world.owner.query(`SELECT s.id, d.digest FROM steps s JOIN decisions d ON d.step_id = s.id WHERE s.case_id = $1 AND s.key = 'secondaryAssessment'`, [id]);
      const asked = JSON.stringify([{ step: 'secondaryAssessment', positive: ['APPROVE'], digest: step.digest, after: 0 }]);
      return (await world.owner.query(UNMET_REQUIREMENTS, [id, asked])).rows;
    };
    expect(await unmet()).toEqual([]);
    // As if the only decision of an earlier step had been an added seat's.
    await world.owner.query(
      `UPDATE tasks SET added = 'PARALLEL', added_to = $2, added_by = $3 WHERE id = (SELECT d.task_id FROM decisions d WHERE d.case_id = $1 AND d.role = 'secondaryAssessment')`,
      [id, task.id, personId(leader)],
    );
    expect(await unmet()).toEqual([{ step: 'secondaryAssessment' }]);
  });

  test('whoever adds a seat answers for the step: they decide nothing that is to be apart from it', async () => {
    const { id } = await world.start();
    const task = await world.taskOf(id, 'initialAssessment');
    // The business owner is the leader too, and leaves the assessment itself to another owner.
    const owner = 'hospital-a.owner-cardiology';
    await world.owner.query(
      `INSERT INTO assignments (id, person_id, position, org_id, dept, valid_from) SELECT gen_random_uuid(), $1, 'UNIT_BUSINESS_OWNER', org_id, '心内科', clock_timestamp() FROM cases WHERE id = $2`,
      [personId(leader), id],
    );
    const { body } = await addSeats(world.record, { ...on(task.id, leader), when: 'PARALLEL', people: [personId(`hospital-a.${ADDED}`)] });
    await decideTask(id, task.id, owner);
    await decideTask(id, body.added[0] ?? '', `hospital-a.${ADDED}`);
    await world.decide(id, 'secondaryAssessment');
    await expect(world.decide(id, 'secondaryAuthorization')).rejects.toMatchObject({ code: 'SEPARATION_OF_DUTIES', members: { rule: { id: 'initial-assessor-decides-once' } } });
    await world.owner.query(`DELETE FROM assignments WHERE person_id = $1 AND position = 'UNIT_BUSINESS_OWNER'`, [personId(leader)]);
  });

  const decideTask = async (caseId: string, taskId: string, account: string): Promise<void> => {
    const task = (await world.openTasks(caseId)).find(({ id }) => id === taskId);
    if (!task) throw new Error(`${taskId} is not open`);
    await world.decide(caseId, task.step_key, { taskId, version: task.version, account });
  };
});
