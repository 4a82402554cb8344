import { keepTime } from '@libs/record/engine';
import { personId, RecordWorld } from '@test/support/record-world';

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world.destroy());

test('a step whose seat nobody holds stays open, says so, tells the administrators, and is decided once somebody holds it', async () => {
  const { id } = await world.start();
  await world.advanceTo(id, 'desensitizationVerification');
  await world.decide(id, 'desensitizationVerification');
  // The only security officer leaves before the step is reached again by a new case.
  const second = await world.start();
  await world.advanceTo(second.id, 'desensitizationVerification');
  await world.owner.query(`UPDATE assignments SET valid_to = clock_timestamp() WHERE position = 'UNIT_SECURITY_OFFICER'`);
  await world.decide(second.id, 'desensitizationVerification');
  const step = async () => (await world.owner.query(`SELECT status, unstaffed FROM steps WHERE case_id = $1 AND key = 'leakControlAttestation'`, [second.id])).rows;
  expect(await step()).toEqual([{ status: 'OPEN', unstaffed: true }]);
  expect(await world.count('notices', `case_id = '${second.id}' AND kind = 'UNSTAFFED'`)).toBe(2);
  // Who has left may not even know of the case any more.
  await expect(world.decide(second.id, 'leakControlAttestation')).rejects.toMatchObject({ code: 'NOT_FOUND' });

  // 由接任者自然替换: the successor finds the task.
  await world.owner.query(
    `INSERT INTO assignments (id, person_id, position, org_id, valid_from) SELECT gen_random_uuid(), $1, 'UNIT_SECURITY_OFFICER', org_id, clock_timestamp() FROM cases WHERE id = $2`,
    [personId('hospital-a.security-auditor'), second.id],
  );
  await keepTime(world.record, second.id, 0);
  expect(await step()).toEqual([{ status: 'OPEN', unstaffed: false }]);
  await world.decide(second.id, 'leakControlAttestation', { account: 'hospital-a.security-auditor' });
  expect(await world.count('grants', `case_id = '${second.id}'`)).toBe(1);
});
