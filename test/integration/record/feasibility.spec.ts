import { withdraw } from '@libs/record/acts/case-acts';
import { recuse } from '@libs/record/acts/recusal-acts';
import { dayFromNow, freshKey, personId, RecordWorld } from '@test/support/record-world';
import { person, SeatsWorld, SITTINGS, type Kind } from '@test/support/seats-world';
import { SILENT } from '@test/support/silent';
import { watchFeasibility } from '../../../apps/worker/src/housekeeping/feasibility-watch';

jest.setTimeout(120_000);

let seats: SeatsWorld;
let world: RecordWorld;
beforeEach(async () => {
  seats = await SeatsWorld.create();
  ({ world } = seats);
  // Takes its place: what stands is looked at at night, what changes from now on at once.
  expect(await watch()).toBe(0);
});
afterEach(() => seats.destroy());

const watch = (): Promise<number> => watchFeasibility({ record: seats.record, logger: SILENT });
const sql = (text: string, values: readonly unknown[] = []): Promise<unknown> => world.owner.query(text, [...values]);
const night = (): Promise<unknown> => sql(`UPDATE feasibility_rounds SET next_at = clock_timestamp()`);
const findings = async (caseId: string): Promise<any[]> => (await world.owner.query('SELECT * FROM feasibility_findings WHERE case_id = $1 ORDER BY first_seen, id', [caseId])).rows;
const open = async (caseId: string): Promise<any[]> => (await findings(caseId)).filter(({ resolved_at }) => resolved_at === null);
const told = (caseId: string): Promise<number> => world.count('notices', `case_id = '${caseId}' AND kind = 'UNDECIDABLE'`);
const audited = async (caseId: string): Promise<string[]> => (await world.owner.query<{ action: string }>(`SELECT action FROM audit_events WHERE case_id = $1 AND action LIKE 'UNDECIDABLE%' ORDER BY id`, [caseId])).rows.map(({ action }) => action);
const endsIn = (accounts: readonly string[], days: number | null): Promise<unknown> =>
  sql(`UPDATE assignments SET valid_to = CASE WHEN $2::int IS NULL THEN NULL ELSE date_trunc('day', clock_timestamp()) + $2 * interval '1 day' END WHERE person_id = ANY($1)`, [accounts.map(person), days]);
const away = (account: string, from: number, to: number): Promise<unknown> => sql('INSERT INTO absences (id, person_id, from_at, to_at, entered_by) VALUES (gen_random_uuid(), $1, $2::date, $3::date, $1)', [person(account), dayFromNow(from), dayFromNow(to)]);
const standBack = async (caseId: string, account: string): Promise<unknown> => recuse(seats.record, seats.on(await seats.seat(caseId, account), account));

describe('a session from which too many stand back', () => {
  test('is found in the act itself, is told once, and is decided again once somebody has joined', async () => {
    const id = await seats.start('session');
    for (const account of ['ethics-1', 'ethics-2']) await standBack(id, account);
    expect(await findings(id)).toEqual([]);
    await standBack(id, 'ethics-3');
    expect(await open(id)).toMatchObject([{ step_key: 'deliberation', cause: 'TOO_FEW', needed: 5, eligible: 4, step_id: (await seats.step(id)).id }]);
    await watch();
    await night();
    await watch();
    expect(await open(id)).toHaveLength(1);
    // The flag of the step has told the administrators already.
    expect([await told(id), await world.count('notices', `case_id = '${id}' AND kind = 'UNSTAFFED'`)]).toEqual([0, 2]);
    await sql(`INSERT INTO body_members (body_id, person_id, valid_from) SELECT b.id, $1, clock_timestamp() FROM bodies b JOIN organisations o ON o.id = b.org_id WHERE o.code = 'HOSPITAL-A' AND b.code = 'UNIT_ETHICS_COMMITTEE'`, [person('witness-2')]);
    await watch();
    expect(await open(id)).toEqual([]);
    expect((await seats.step(id)).unstaffed).toBe(false);
    expect(await audited(id)).toEqual(['UNDECIDABLE_FOUND', 'UNDECIDABLE_RESOLVED']);
    for (const account of ['ethics-4', 'ethics-5', 'ethics-6', 'ethics-chair', 'witness-2']) if ((await seats.step(id)).status === 'OPEN') await seats.decide(await seats.seat(id, account), account);
    expect(await seats.outcome(id)).toBe('DONE');
  });

  test('counts the votes that stand', async () => {
    const id = await seats.start('session');
    for (const account of ['ethics-1', 'ethics-2']) await seats.decide(await seats.seat(id, account), account);
    await sql(`UPDATE body_members SET valid_to = clock_timestamp() WHERE person_id = ANY($1)`, [[person('ethics-1'), person('ethics-2')]]);
    await watch();
    expect(await findings(id)).toEqual([]);
    for (const account of ['ethics-3', 'ethics-4', 'ethics-5']) await standBack(id, account);
    expect(await open(id)).toMatchObject([{ cause: 'TOO_FEW', needed: 5, eligible: 4 }]);
  });
});

describe.each<[Kind, string, number, number]>([
  ['sequential', 'UNSTAFFED', 1, 0],
  ['group', 'TOO_FEW', 2, 1],
])('a %s step', (kind, cause, needed, eligible) => {
  const leaving = kind === 'group' ? ['tech-reviewer-1', 'tech-reviewer-2'] : SITTINGS[kind].people;

  test('whose terms end is warned of beforehand, once; the warning goes when they are prolonged', async () => {
    const id = await seats.start(kind);
    if (kind === 'group') await sql(`UPDATE body_members SET valid_to = date_trunc('day', clock_timestamp()) + interval '5 days' WHERE person_id = ANY($1)`, [leaving.map(person)]);
    else await endsIn(leaving, 5);
    await watch();
    const [found] = await open(id);
    expect(found).toMatchObject({ step_key: 'judgement', cause, needed, eligible, step_id: (await seats.step(id)).id });
    expect(found.undecidable_from.getTime()).toBeGreaterThan(Date.now() + 3 * 86_400_000);
    expect(await told(id)).toBe(2);
    expect((await seats.step(id)).unstaffed).toBe(false);
    await night();
    await watch();
    const [again] = await open(id);
    expect(again).toMatchObject({ id: found.id, first_seen: found.first_seen, undecidable_from: found.undecidable_from });
    expect(again.last_seen.getTime()).toBeGreaterThan(found.last_seen.getTime());
    expect(await told(id)).toBe(2);
    if (kind === 'group') await sql('UPDATE body_members SET valid_to = NULL');
    else await endsIn(leaving, null);
    await watch();
    expect(await open(id)).toEqual([]);
    expect(await audited(id)).toEqual(['UNDECIDABLE_FOUND', 'UNDECIDABLE_RESOLVED']);
  });

  test('is not warned of where the terms end beyond what is looked at', async () => {
    const id = await seats.start(kind);
    await endsIn(leaving, 40);
    await sql(`UPDATE body_members SET valid_to = clock_timestamp() + interval '40 days'`);
    await watch();
    expect(await findings(id)).toEqual([]);
  });
});

test('a seat whose last holder has left while it was open is found, flagged and told of as soon as the term is over', async () => {
  const id = await seats.start('sequential');
  await sql(`UPDATE assignments SET valid_to = clock_timestamp() + interval '3 seconds' WHERE person_id = ANY($1)`, [SITTINGS.sequential.people.map(person)]);
  await watch();
  expect(await open(id)).toMatchObject([{ cause: 'UNSTAFFED' }]);
  expect((await seats.step(id)).unstaffed).toBe(false);
  // Nobody changes the roster any more: the end of the term is what wakes the watch.
  await sql('SELECT pg_sleep(3.1)');
  expect(await watch()).toBeGreaterThan(0);
  expect((await seats.step(id)).unstaffed).toBe(true);
  expect(await watch()).toBe(0);
});

test('where everybody has to agree, who has left sits there no more before it is counted who is there', async () => {
  const id = await seats.start('parallel');
  await sql(`UPDATE assignments SET valid_to = clock_timestamp() WHERE person_id = $1`, [person('witness-1')]);
  await watch();
  expect([await findings(id), (await seats.step(id)).unstaffed]).toEqual([[], false]);
  await sql(`UPDATE assignments SET valid_to = clock_timestamp() WHERE person_id = $1`, [person('witness-2')]);
  await watch();
  expect(await open(id)).toMatchObject([{ cause: 'UNSTAFFED', needed: 1, eligible: 0 }]);
  await sql(`INSERT INTO assignments (id, person_id, position, org_id, valid_from) SELECT gen_random_uuid(), $1, 'UNIT_WITNESS', org_id, clock_timestamp() FROM cases WHERE id = $2`, [person('security-auditor'), id]);
  await watch();
  expect(await open(id)).toEqual([]);
  await seats.decide(await seats.seat(id, 'security-auditor'), 'security-auditor');
  expect(await seats.outcome(id)).toBe('DONE');
});

describe('leave', () => {
  test('of everybody who could decide is warned of where it lasts until the step has to be decided, and not where they are back before', async () => {
    const [long, short] = [await seats.start('sequential'), await seats.start('parallel')];
    for (const account of SITTINGS.sequential.people) await away(account, 1, 30);
    for (const account of SITTINGS.parallel.people) await away(account, 1, 5);
    await watch();
    expect(await open(long)).toMatchObject([{ cause: 'UNSTAFFED' }]);
    expect(await findings(short)).toEqual([]);
    await sql('UPDATE absences SET cancelled_at = clock_timestamp(), cancelled_by = entered_by WHERE person_id = $1', [person('data-admin-2')]);
    await watch();
    expect(await open(long)).toEqual([]);
  });

  test('up to the due instant is warned of, although they are back soon after it', async () => {
    const id = await seats.start('sequential');
    for (const account of SITTINGS.sequential.people) await away(account, 1, 8);
    await sql(`UPDATE steps SET due_at = clock_timestamp() + interval '5 days' WHERE case_id = $1`, [id]);
    await watch();
    expect(await open(id)).toMatchObject([{ step_key: 'judgement', cause: 'UNSTAFFED' }]);
    await sql(`UPDATE steps SET due_at = clock_timestamp() + interval '12 days' WHERE case_id = $1`, [id]);
    await night();
    await watch();
    expect(await open(id)).toEqual([]);
  });

  test('takes nobody’s rights', async () => {
    const id = await seats.start('sequential');
    for (const account of SITTINGS.sequential.people) await away(account, 0, 30);
    await watch();
    expect(await open(id)).toHaveLength(1);
    await seats.decide(await seats.seat(id, 'data-admin'), 'data-admin');
    expect(await seats.outcome(id)).toBe('DONE');
    await night();
    await watch();
    expect(await open(id)).toEqual([]);
  });
});

describe('in a use', () => {
  test('a step ahead is looked at as the preview knows it: its warning stays one when the step opens', async () => {
    const { id } = await world.start();
    await endsIn(['security-officer'], 3);
    await watch();
    expect(await open(id)).toMatchObject([{ step_key: 'leakControlAttestation', step_id: null, cause: 'UNSTAFFED' }]);
    await world.advanceTo(id, 'leakControlAttestation');
    await night();
    await watch();
    const [found] = await findings(id);
    expect(await findings(id)).toHaveLength(1);
    expect(found).toMatchObject({ resolved_at: null, step_id: (await world.taskOf(id, 'leakControlAttestation')).step_id });
    expect(await told(id)).toBe(2);
    await world.decide(id, 'leakControlAttestation');
    await night();
    await watch();
    expect(await open(id)).toEqual([]);
  });

  test('a group leader is missed where important data is used, and nowhere else', async () => {
    await endsIn(['group-leader'], 3);
    await watch();
    const { id } = await world.start();
    await night();
    await watch();
    expect(await findings(id)).toEqual([]);
  });

  test('whoever may not decide for what they did elsewhere is no candidate: enough people are not enough', async () => {
    const { id } = await world.start();
    await world.advanceTo(id, 'desensitization');
    await world.decide(id, 'desensitization', { account: 'hospital-a.custodian-reviewer' });
    const back = async (account: string): Promise<unknown> => recuse(world.record, { personId: personId(`hospital-a.${account}`), taskId: (await world.taskOf(id, 'desensitizationVerification')).id, reason: '利益冲突', idempotency: freshKey('/recuse') });
    await back('tech-reviewer-1');
    expect(await findings(id)).toEqual([]);
    await back('tech-reviewer-2');
    expect(await open(id)).toMatchObject([{ step_key: 'desensitizationVerification', cause: 'NOT_DISTINCT', needed: 1, eligible: 0 }]);
    expect(await told(id)).toBe(2);
    await expect(world.decide(id, 'desensitizationVerification', { account: 'hospital-a.custodian-reviewer' })).rejects.toMatchObject({ code: 'SEPARATION_OF_DUTIES' });
    await sql(`INSERT INTO assignments (id, person_id, position, org_id, valid_from) SELECT gen_random_uuid(), $1, 'UNIT_TECH_REVIEWER', org_id, clock_timestamp() FROM cases WHERE id = $2`, [person('witness-1'), id]);
    await watch();
    expect(await open(id)).toEqual([]);
    await world.decide(id, 'desensitizationVerification', { account: 'hospital-a.witness-1' });
  });

  test('two steps ahead that only one person could take, and may not take both, are found', async () => {
    const { id } = await world.start();
    // The designated leader is left as the only data administrator: who assesses must not authorise.
    await sql(`UPDATE assignments SET valid_to = clock_timestamp() WHERE person_id = ANY($1)`, [[person('data-admin'), person('data-admin-2')]]);
    await sql(`INSERT INTO assignments (id, person_id, position, org_id, valid_from) SELECT gen_random_uuid(), $1, 'UNIT_DATA_ADMINISTRATOR', org_id, clock_timestamp() FROM cases WHERE id = $2`, [person('designated-leader'), id]);
    await watch();
    expect(await open(id)).toMatchObject([{ step_key: 'secondaryAuthorization', step_id: null, cause: 'NOT_DISTINCT' }]);
  });
});

test('what was found in a case that has ended is no matter any more; a case that fails keeps no other waiting', async () => {
  const [ended, broken, other] = [await seats.start('sequential'), await seats.start('sequential'), await seats.start('sequential')];
  await endsIn(SITTINGS.sequential.people, 5);
  await watch();
  expect(await open(ended)).toHaveLength(1);
  await withdraw(seats.record, { personId: person('staff-1'), caseId: ended, reason: '不再需要', idempotency: freshKey('/withdraw') });
  await sql(`UPDATE cases SET process_type = 'sensitive-data-use', facts = '{}' WHERE id = $1`, [broken]);
  const warned = jest.spyOn(SILENT, 'warn');
  await endsIn(SITTINGS.sequential.people, null);
  await watch();
  expect(warned.mock.calls.map(([about]) => about)).toEqual([expect.objectContaining({ task: 'feasibility', caseId: broken })]);
  warned.mockRestore();
  expect([await open(ended), await open(other)]).toEqual([[], []]);
});
