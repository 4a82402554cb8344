import { LOCK_CASE } from '@libs/record/statements';
import { personId, RecordWorld } from '@test/support/record-world';

jest.setTimeout(60_000);

let world: RecordWorld;
let id: string;
beforeAll(async () => {
  world = await RecordWorld.create();
  ({ id } = await world.start());
});
afterAll(() => world.destroy());

const revisions = async (): Promise<Record<string, string>> => Object.fromEntries((await world.pool.query('SELECT subject, revision FROM revisions')).rows.map(({ subject, revision }) => [subject, revision]));

const LEADER = personId('hospital-a.designated-leader');
const CHANGES: readonly [string, string][] = [
  ['ROSTER', `UPDATE persons SET active = active WHERE id = '${LEADER}'`],
  ['ROSTER', `UPDATE assignments SET dept = dept WHERE person_id = '${LEADER}'`],
  ['ROSTER', 'UPDATE organisations SET name = name'],
  ['ROSTER', 'UPDATE bodies SET title = title'],
  ['ROSTER', 'UPDATE body_members SET chair = chair'],
  ['POLICIES', 'UPDATE policies SET title = title'],
  ['CALENDAR', 'UPDATE calendar_years SET year = year'],
  ['CALENDAR', 'DELETE FROM calendar_days WHERE false'],
];

test.each(CHANGES)('%s has another revision after: %s', async (subject, sql) => {
  const { [subject]: before, ...others } = await revisions();
  // By the application itself, which may not touch the revisions.
  await world.pool.query(sql);
  const { [subject]: after, ...othersAfter } = await revisions();
  expect(after).not.toBe(before);
  expect(othersAfter).toEqual(others);
});

test('the application cannot set a revision by hand', async () => {
  await expect(world.pool.query('UPDATE revisions SET revision = gen_random_uuid()')).rejects.toMatchObject({ code: '42501' });
});

/** Who could act in this position of the case now. */
const holding = (position: string): Promise<string[]> =>
  world.record.actAsSystem({ by: LOCK_CASE, id }, async ({ loaded }) => loaded.roster.filter((one) => one.position === position).map((one) => one.personId));

test('a change of the roster counts in the next act, and one that was rolled back in none', async () => {
  const leaders = (): Promise<string[]> => holding('UNIT_DESIGNATED_LEADER');
  const change = `UPDATE assignments SET valid_to = clock_timestamp() WHERE person_id = '${LEADER}' AND position = 'UNIT_DESIGNATED_LEADER'`;
  const before = await leaders();
  expect(before).toContain(LEADER);
  const owner = await world.owner.connect();
  await owner.query('BEGIN');
  await owner.query(change);
  expect(await leaders()).toEqual(before);
  await owner.query('ROLLBACK');
  owner.release();
  expect(await leaders()).toEqual(before);
  await world.owner.query(change);
  expect(await leaders()).not.toContain(LEADER);
});

test('an assignment that ends or begins by itself needs no change: the roster is kept with its terms', async () => {
  const officer = personId('hospital-a.security-officer');
  await world.owner.query(`UPDATE assignments SET valid_to = clock_timestamp() + interval '700 milliseconds' WHERE person_id = $1 AND position = 'UNIT_SECURITY_OFFICER'`, [officer]);
  expect(await holding('UNIT_SECURITY_OFFICER')).toContain(officer);
  const { ROSTER: revision } = await revisions();
  await world.owner.query('SELECT pg_sleep(0.8)');
  expect(await holding('UNIT_SECURITY_OFFICER')).not.toContain(officer);
  expect((await revisions())['ROSTER']).toBe(revision);
});
