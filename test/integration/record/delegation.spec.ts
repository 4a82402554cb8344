import { decide } from '@libs/record/acts/decide';
import { hold } from '@libs/record/acts/case-acts';
import { delegate, returnToOwner } from '@libs/record/acts/delegation-acts';
import { claim, transfer, unclaim } from '@libs/record/acts/task-acts';
import { visibleTo } from '@libs/record/scope';
import { KINDS, person, SeatsWorld, SITTINGS, type Kind } from '@test/support/seats-world';
import { freshKey, personId, RecordWorld, USE_EVIDENCE } from '@test/support/record-world';

jest.setTimeout(120_000);

let seats: SeatsWorld;
let world: RecordWorld;
beforeAll(async () => {
  seats = await SeatsWorld.create();
  ({ world } = seats);
});
afterAll(() => seats.destroy());

const ADVISER = 'security-auditor';
const code = (refused: Promise<unknown>): Promise<unknown> => refused.then(() => 'accepted', (error: { code: string }) => error.code);
const paths = (refused: Promise<unknown>): Promise<unknown> => refused.then(() => [], ({ errors }: { errors: { path: string }[] }) => errors.map(({ path }) => path));

/** A case, the open seat of its owner, and the verbs on it. */
async function open(kind: Kind) {
  const id = await seats.start(kind);
  const [owner = '', other = ''] = SITTINGS[kind].people;
  const task = await seats.seat(id, owner);
  return {
    id, owner, other, task,
    delegate: (to = ADVISER, account = owner, change: object = {}) => delegate(seats.record, { ...seats.on(task, account), to: person(to), ...change }),
    giveBack: (account = ADVISER, opinion: string | null = '没有意见', change: object = {}) => returnToOwner(seats.record, { ...seats.on(task, account), opinion: opinion ?? undefined, ...change }),
  };
}
const handings = async (caseId: string): Promise<unknown[]> =>
  (await world.owner.query('SELECT kind, by_id, from_id, to_id, reason, opinion FROM handings WHERE case_id = $1 ORDER BY at, id', [caseId])).rows;
const sees = async (caseId: string, account: string): Promise<boolean> => (await world.pool.query(`SELECT FROM cases c WHERE c.id = $1 AND ${visibleTo('$2')}`, [caseId, person(account)])).rowCount === 1;

describe.each(KINDS)('a seat of a %s step that is delegated', (kind) => {
  test('is decided by nobody until it is back with an opinion, and then by its owner with the whole chain', async () => {
    const { id, owner, other, task, delegate, giveBack } = await open(kind);
    const { body } = await delegate();
    expect(body.task).toMatchObject({ version: 2, assignee: person(ADVISER) });
    expect(await seats.task(task.id)).toMatchObject({ assignee_id: person(ADVISER), delegated_from: person(owner), chain: [person(owner)] });
    expect(await code(seats.decide(task, ADVISER))).toBe('NOT_ELIGIBLE');
    expect(await code(seats.decide(task, other))).toBe('NOT_ELIGIBLE');
    await expect(seats.decide(task, owner)).rejects.toMatchObject({ code: 'NOT_OFFERED', detail: { zh: expect.stringContaining('先收回') } });
    expect(await code(giveBack(ADVISER, '  '))).toBe('REASON_REQUIRED');
    expect(await code(giveBack(other))).toBe('NOT_ELIGIBLE');
    await giveBack();
    expect(await code(giveBack())).toBe('NOT_ELIGIBLE');
    expect(await code(seats.decide(task, ADVISER))).toBe('NOT_ELIGIBLE');
    await seats.decide(task, owner);
    expect((await world.owner.query('SELECT actor_id, on_behalf_of, chain FROM decisions WHERE task_id = $1', [task.id])).rows).toEqual([{ actor_id: person(owner), on_behalf_of: null, chain: [person(owner), person(ADVISER)] }]);
    expect(await handings(id)).toEqual([
      { kind: 'DELEGATE', by_id: person(owner), from_id: person(owner), to_id: person(ADVISER), reason: '测试理由', opinion: null },
      { kind: 'RETURN', by_id: person(ADVISER), from_id: person(ADVISER), to_id: person(owner), reason: null, opinion: '没有意见' },
    ]);
    const audited = await world.owner.query(`SELECT action, details FROM audit_events WHERE case_id = $1 AND action IN ('DELEGATED', 'RETURNED_TO_OWNER') ORDER BY id`, [id]);
    expect(audited.rows.map(({ action }) => action)).toEqual(['DELEGATED', 'RETURNED_TO_OWNER']);
    expect(JSON.stringify(audited.rows)).not.toContain('没有意见');
    expect(await world.count('handings', `case_id = '${id}'`)).toBe(2);
  });

  test('is taken back by its owner without an opinion, and may be delegated again', async () => {
    const { id, owner, task, delegate, giveBack } = await open(kind);
    await delegate();
    expect(await code(delegate('staff-2'))).toBe('NOT_OFFERED');
    await giveBack(owner, null);
    expect(await code(giveBack(owner))).toBe('NOT_OFFERED');
    await delegate('staff-2');
    await giveBack('staff-2');
    expect(await handings(id)).toHaveLength(4);
    await seats.decide(task, owner);
  });

  test('is seen by the delegate while it is theirs and afterwards, and not before', async () => {
    const { id, delegate, giveBack } = await open(kind);
    expect(await sees(id, 'staff-2')).toBe(false);
    expect(await code(giveBack('staff-2'))).toBe('NOT_FOUND');
    await delegate('staff-2');
    expect(await sees(id, 'staff-2')).toBe(true);
    await giveBack('staff-2');
    expect(await sees(id, 'staff-2')).toBe(true);
  });

  test('goes to another active person of the same organisation, from its owner, with a reason, as it was seen, and open', async () => {
    const { id, owner, other, task, delegate } = await open(kind);
    await world.owner.query('UPDATE persons SET active = false WHERE id = $1', [person('guardian')]);
    for (const to of [owner, 'centre-b.data-admin', 'commission.info-1', 'guardian']) {
      expect([to, await code(delegate(to))]).toEqual([to, 'FORM_INVALID']);
      expect(await paths(delegate(to))).toEqual(['to']);
    }
    expect(await code(delegate('staff-1'))).toBe('SEPARATION_OF_DUTIES');
    expect(await code(delegate(ADVISER, 'owner-records'))).toBe('NOT_ELIGIBLE');
    if (kind !== 'sequential') expect(await code(delegate(ADVISER, other))).toBe('NOT_ELIGIBLE');
    expect(await code(delegate(ADVISER, 'staff-3'))).toBe('NOT_FOUND');
    expect(await code(delegate(ADVISER, owner, { reason: ' ' }))).toBe('REASON_REQUIRED');
    expect(await code(delegate(ADVISER, owner, { version: 7 }))).toBe('STALE_VERSION');
    await hold(seats.record, { personId: person('data-admin'), caseId: id, reason: '核查', idempotency: freshKey('/hold') });
    expect(await code(delegate())).toBe('CASE_HELD');
    await world.owner.query(`UPDATE cases SET status = 'OPEN' WHERE id = $1`, [id]);
    expect(await world.count('handings', `task_id = '${task.id}'`)).toBe(0);
    await seats.decide(task, owner);
    expect(await code(delegate())).toMatch(/ALREADY_DECIDED|CASE_CLOSED/);
  });

  test('is delegated once, however often and at once it is asked for', async () => {
    const { owner, task, delegate } = await open(kind);
    const idempotency = freshKey('/delegate');
    const same = await Promise.all([1, 2, 3].map(() => delegate(ADVISER, owner, { idempotency })));
    expect(new Set(same.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await world.count('handings', `task_id = '${task.id}'`)).toBe(1);
    const second = await open(kind);
    const codes = await Promise.all(['staff-2', 'staff-3', 'security-officer'].map((to) => code(second.delegate(to))));
    expect(codes.toSorted()).toEqual(['NOT_OFFERED', 'NOT_OFFERED', 'accepted']);
    const third = await open(kind);
    const race = await Promise.all([code(third.delegate()), code(seats.decide(third.task, third.owner))]);
    expect(race.filter((one) => one === 'accepted')).toHaveLength(1);
    expect(race.filter((one) => /NOT_OFFERED|ALREADY_DECIDED|CASE_CLOSED|STALE_VERSION/.test(String(one)))).toHaveLength(1);
  });

  test('comes back among other decisions of the step', async () => {
    const { id, task, owner, delegate, giveBack } = await open(kind);
    await delegate();
    const others = SITTINGS[kind].people.filter((one) => one !== owner).slice(0, SITTINGS[kind].needed - 1);
    if (kind !== 'sequential') for (const other of others) await seats.decide(await seats.seat(id, other), other);
    await giveBack();
    expect((await seats.step(id)).status).toBe('OPEN');
    await seats.decide(task, owner);
    expect(await seats.outcome(id)).toBe('DONE');
  });
});

test('where the owner sits there no more, the task goes to the position', async () => {
  const { id, owner, other, task, delegate, giveBack } = await open('sequential');
  const leaves = (to: Date | null): Promise<unknown> => world.owner.query(`UPDATE assignments SET valid_to = $2 WHERE person_id = $1`, [person(owner), to]);
  await delegate();
  await leaves(new Date());
  await giveBack();
  expect(await seats.task(task.id)).toMatchObject({ assignee_id: null, delegated_from: null });
  await seats.decide(task, other);
  expect(await seats.outcome(id)).toBe('DONE');
  // Whoever took over may take it back themselves.
  await leaves(null);
  const again = await open('sequential');
  await again.delegate();
  await leaves(new Date());
  await expect(seats.decide(again.task, other)).rejects.toMatchObject({ code: 'NOT_OFFERED' });
  await again.giveBack(other, null);
  await seats.decide(again.task, other);
  await leaves(null);
});

test('while it is with a delegate nobody claims, gives back or transfers it; a transfer is in the chain of hands too', async () => {
  const { id, owner, other, task, delegate, giveBack } = await open('sequential');
  await delegate();
  expect(await code(claim(seats.record, seats.on(task, owner)))).toBe('NOT_OFFERED');
  expect(await code(unclaim(seats.record, seats.on(task, owner)))).toBe('NOT_OFFERED');
  expect(await code(transfer(seats.record, { ...seats.on(task, owner), to: person(other) }))).toBe('NOT_OFFERED');
  await giveBack();
  await transfer(seats.record, { ...seats.on(task, owner), to: person(other) });
  expect(await handings(id)).toEqual([
    expect.objectContaining({ kind: 'DELEGATE' }),
    expect.objectContaining({ kind: 'RETURN' }),
    { kind: 'TRANSFER', by_id: person(owner), from_id: person(owner), to_id: person(other), reason: '测试理由', opinion: null },
  ]);
});

describe('separation of duties', () => {
  const on = (taskId: string, account: string) => ({ personId: personId(account), taskId, reason: '理由', idempotency: freshKey('/act') });

  test('nobody is asked who has decided what they may not decide too', async () => {
    const { id } = await world.start();
    await world.advanceTo(id, 'secondaryAuthorization');
    const task = await world.taskOf(id, 'secondaryAuthorization');
    const asked = delegate(world.record, { ...on(task.id, 'hospital-a.designated-leader'), to: personId('hospital-a.data-admin') });
    await expect(asked).rejects.toMatchObject({ code: 'SEPARATION_OF_DUTIES', members: { rule: { id: 'assessor-is-no-authorizer' } } });
    expect(await world.count('handings', `case_id = '${id}'`)).toBe(0);
  });

  test('who gave an opinion is counted with who decided: they may not decide what is to be apart from it', async () => {
    const { id } = await world.start();
    const task = await world.taskOf(id, 'initialAssessment');
    const leader = 'hospital-a.designated-leader';
    await delegate(world.record, { ...on(task.id, 'hospital-a.owner-cardiology'), to: personId(leader) });
    await returnToOwner(world.record, { ...on(task.id, leader), opinion: '可以' });
    await world.decide(id, 'initialAssessment');
    await world.decide(id, 'secondaryAssessment');
    await expect(world.decide(id, 'secondaryAuthorization')).rejects.toMatchObject({ code: 'SEPARATION_OF_DUTIES', members: { rule: { id: 'initial-assessor-decides-once' } } });
    // The delegate of a decision that is refused stays out of the journal.
    const { rows } = await world.owner.query('SELECT body FROM case_events WHERE case_id = $1', [id]);
    expect(JSON.stringify(rows)).not.toContain(personId(leader));
  });

  test('a delegate with the position of the seat decides no more than any other delegate', async () => {
    const { id } = await world.start();
    await world.advanceTo(id, 'secondaryAssessment');
    const task = await world.taskOf(id, 'secondaryAssessment');
    await delegate(world.record, { ...on(task.id, 'hospital-a.data-admin'), to: personId('hospital-a.data-admin-2') });
    await expect(world.decide(id, 'secondaryAssessment', { account: 'hospital-a.data-admin-2' })).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' });
    const answer = decide(world.record, { ...on(task.id, 'hospital-a.data-admin'), version: 2, outcome: 'APPROVE', seenDigest: await world.shownDigest(id, task.step_id), evidence: USE_EVIDENCE['secondaryAssessment']?.() });
    await expect(answer).rejects.toMatchObject({ code: 'NOT_OFFERED' });
  });
});
