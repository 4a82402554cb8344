import { involved } from '@libs/record/record';
import { maySee, visibleAmong, visibleTo } from '@libs/record/scope';
import { demoAccounts } from '@libs/persistence/seed/demo-accounts';
import { copy } from '@libs/record/acts/copies';
import { takeBack } from '@libs/record/acts/take-back';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';
import { LOCK_CASE } from '@libs/record/statements';

jest.setTimeout(60_000);

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world.destroy());

test('who may know of a case is one rule: the loaded case and the list agree for every person of the district', async () => {
  const { id } = await world.start();
  const task = await world.taskOf(id, 'initialAssessment');
  await world.decide(id, 'initialAssessment');
  // Somebody whose decision was voided and who holds nothing any more, and one to whom the case was copied.
  await takeBack(world.record, { personId: personId('hospital-a.owner-cardiology'), taskId: task.id, reason: '填错了', idempotency: freshKey('/take-back') });
  await world.owner.query('UPDATE assignments SET valid_to = clock_timestamp() WHERE person_id = $1', [personId('hospital-a.owner-cardiology')]);
  await copy(world.record, { personId: personId('hospital-a.staff-1'), taskId: task.id, to: [personId('hospital-a.staff-3')], idempotency: freshKey('/copy') });
  const { rows: persons } = await world.owner.query<{ id: string; account: string }>('SELECT id, account FROM persons ORDER BY account');
  const seen = new Set<string>();
  for (const person of persons) {
    const { rows } = await world.pool.query(LOCK_CASE.load, [id, person.id, null, null, []]);
    const loaded = rows[0].loaded;
    const byRule = maySee(loaded.actor, loaded.case, involved(loaded));
    const { rowCount } = await world.pool.query(`SELECT FROM cases c WHERE c.id = $2 AND ${visibleTo('$1')}`, [person.id, id]);
    expect([person.account, rowCount === 1]).toEqual([person.account, byRule]);
    const { rowCount: listed } = await world.pool.query(`SELECT FROM cases c WHERE c.id = $2 AND ${visibleAmong('$1')}`, [person.id, id]);
    expect([person.account, listed === 1]).toEqual([person.account, byRule]);
    if (byRule) seen.add(person.account);
  }
  expect(persons.length).toBe(demoAccounts().length);
  for (const account of ['hospital-a.staff-1', 'hospital-a.data-admin', 'hospital-a.owner-cardiology', 'hospital-a.staff-3']) expect(seen).toContain(account);
  // Other staff, other units and vendors know nothing of it.
  for (const account of seen) expect(account).not.toMatch(/^(centre-b|clinic-c|vendor|data-user)/);
  expect(seen).not.toContain('hospital-a.staff-2');
  expect(personId('hospital-a.staff-2')).toBeDefined();
});
