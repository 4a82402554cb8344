import { demoAccounts } from '@libs/persistence/seed/demo-accounts';
import { personsOf } from '@libs/record/seats';
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

const ACCOUNTS = new Map(demoAccounts().map(({ account }) => [personId(account), account.replace('hospital-a.', '')]));
const OWNER = { position: 'UNIT_BUSINESS_OWNER' } as const;
const COMMITTEE = { body: 'UNIT_ETHICS_COMMITTEE' } as const;

/** Who sits there in this case, were it one of another department. */
const sitting = async (seat: Parameters<typeof personsOf>[0], dept?: string): Promise<string[]> => {
  const around = await world.record.actAsSystem({ by: LOCK_CASE, id }, async ({ loaded }) => loaded);
  const persons = personsOf(seat, dept === undefined ? around : { ...around, case: { ...around.case, dept } });
  return persons.map((person) => ACCOUNTS.get(person) ?? person).toSorted();
};
const change = (sql: string, account: string): Promise<unknown> => world.owner.query(sql, [personId(`hospital-a.${account}`)]);

test("the business owner is the department's; where it has none, any of the unit's and none of another unit's", async () => {
  expect(await sitting(OWNER)).toEqual(['owner-cardiology']);
  expect(await sitting(OWNER, '检验科')).toEqual(['owner-laboratory']);
  expect(await sitting(OWNER, '没有的科')).toEqual(['owner-cardiology', 'owner-laboratory', 'owner-records', 'staff-owner']);
});

test('nobody sits in a seat before the assignment begins, after it has ended, or while inactive', async () => {
  await change(`UPDATE assignments SET valid_from = clock_timestamp() + interval '1 hour' WHERE person_id = $1`, 'owner-laboratory');
  await change('UPDATE assignments SET valid_to = clock_timestamp() WHERE person_id = $1', 'owner-records');
  await change('UPDATE persons SET active = false WHERE id = $1', 'staff-owner');
  await change(`UPDATE assignments SET valid_to = clock_timestamp() + interval '1 hour' WHERE person_id = $1`, 'owner-cardiology');
  expect(await sitting(OWNER, '没有的科')).toEqual(['owner-cardiology']);
});

test('a body sits without who has left it, has not joined yet or is inactive', async () => {
  const all = [1, 2, 3, 4, 5, 6].map((n) => `ethics-${n}`);
  expect(await sitting(COMMITTEE)).toEqual([...all, 'ethics-chair']);
  await change('UPDATE body_members SET valid_to = clock_timestamp() WHERE person_id = $1', 'ethics-chair');
  await change(`UPDATE body_members SET valid_from = clock_timestamp() + interval '1 hour' WHERE person_id = $1`, 'ethics-1');
  await change('UPDATE persons SET active = false WHERE id = $1', 'ethics-2');
  expect(await sitting(COMMITTEE)).toEqual(all.slice(2));
});
