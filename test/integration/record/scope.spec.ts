import { delegate, returnToOwner } from '@libs/record/acts/delegation-acts';
import { recuse } from '@libs/record/acts/recusal-acts';
import { actorIn, involved } from '@libs/record/record';
import { recused } from '@libs/record/recused';
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

/** Who may know of a case, by the rule on the loaded case, with which both conditions of lists must agree for every person. */
async function seenBy(id: string): Promise<Set<string>> {
  const { rows: persons } = await world.owner.query<{ id: string; account: string }>('SELECT id, account FROM persons ORDER BY account');
  expect(persons.length).toBe(demoAccounts().length);
  const seen = new Set<string>();
  for (const person of persons) {
    const { rows } = await world.pool.query(LOCK_CASE.load, [id, person.id, null, null, []]);
    const loaded = rows[0].loaded;
    const actor = actorIn(loaded, await world.record.rosters.at(loaded.revisions, world.pool));
    const byRule = actor !== null && maySee(actor, loaded.case, involved(loaded), recused(loaded));
    const { rowCount } = await world.pool.query(`SELECT FROM cases c WHERE c.id = $2 AND ${visibleTo('$1')}`, [person.id, id]);
    expect([person.account, rowCount === 1]).toEqual([person.account, byRule]);
    const { rowCount: listed } = await world.pool.query(`SELECT FROM cases c WHERE c.id = $2 AND ${visibleAmong('$1')}`, [person.id, id]);
    expect([person.account, listed === 1]).toEqual([person.account, byRule]);
    if (byRule) seen.add(person.account);
  }
  return seen;
}

test('who may know of a case is one rule: the loaded case and the list agree for every person of the district', async () => {
  const { id } = await world.start();
  const task = await world.taskOf(id, 'initialAssessment');
  await world.decide(id, 'initialAssessment');
  // Somebody whose decision was voided and who holds nothing any more, and one to whom the case was copied.
  await takeBack(world.record, { personId: personId('hospital-a.owner-cardiology'), taskId: task.id, reason: '填错了', idempotency: freshKey('/take-back') });
  const held = (until: string) => world.owner.query(`UPDATE assignments SET valid_to = ${until} WHERE person_id = $1`, [personId('hospital-a.owner-cardiology')]);
  await held('clock_timestamp()');
  await copy(world.record, { personId: personId('hospital-a.staff-1'), taskId: task.id, to: [personId('hospital-a.staff-3')], idempotency: freshKey('/copy') });
  const seen = await seenBy(id);
  await held('NULL');
  for (const account of ['hospital-a.staff-1', 'hospital-a.data-admin', 'hospital-a.owner-cardiology', 'hospital-a.staff-3']) expect(seen).toContain(account);
  // Other staff, other units and vendors know nothing of it.
  for (const account of seen) expect(account).not.toMatch(/^(centre-b|clinic-c|vendor|data-user)/);
  expect(seen).not.toContain('hospital-a.staff-2');
  expect(personId('hospital-a.staff-2')).toBeDefined();
});

test('who had a task in hand may know of its case from then on; who stands back may not, whatever they did in it', async () => {
  const { id } = await world.start();
  const on = (taskId: string, account: string) => ({ personId: personId(account), taskId, reason: '理由', idempotency: freshKey('/act') });
  const { id: taskId } = await world.taskOf(id, 'initialAssessment');
  await delegate(world.record, { ...on(taskId, 'hospital-a.owner-cardiology'), to: personId('hospital-a.staff-2') });
  expect(await seenBy(id)).toContain('hospital-a.staff-2');
  await returnToOwner(world.record, { ...on(taskId, 'hospital-a.staff-2'), opinion: '可以' });
  expect(await seenBy(id)).toContain('hospital-a.staff-2');
  await world.decide(id, 'initialAssessment');
  const { id: second } = await world.taskOf(id, 'secondaryAssessment');
  await recuse(world.record, on(second, 'hospital-a.data-admin-2'));
  const seen = await seenBy(id);
  expect(seen).toContain('hospital-a.data-admin');
  expect(seen).not.toContain('hospital-a.data-admin-2');
});
