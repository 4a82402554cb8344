import { civilDateOf, plusDays } from '@libs/domain/calendar';
import { demoId } from '@libs/persistence/seed/demo-id';
import { keepHouse } from '../../../apps/worker/src/housekeeping/housekeeping';
import { RecordWorld } from '@test/support/record-world';
import { SILENT } from '@test/support/silent';

jest.setTimeout(60_000);

const RESOURCE = demoId('resource', 'HOSPITAL-A/FOLLOW-UP');
const BACKUP = demoId('copy', 'HOSPITAL-A/FOLLOW-UP/BACKUP');

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world.destroy());

const shanghaiDay = (offset: number): string => plusDays(civilDateOf(Date.now()), offset);
const retainUntil = (days: number): Promise<unknown> => world.owner.query('UPDATE resources SET retain_until = $2 WHERE id = $1', [RESOURCE, shanghaiDay(days)]);
const destructions = async (): Promise<{ id: string; status: string; facts: Record<string, unknown> }[]> =>
  (await world.owner.query(`SELECT c.id, c.status, c.facts, c.applicant_id, c.dept FROM cases c JOIN case_resources x ON x.case_id = c.id WHERE x.resource_id = $1 AND c.process_type = 'data-destruction' ORDER BY c.id`, [RESOURCE])).rows;

test('the last day of a retention is still part of it', async () => {
  await retainUntil(0);
  await keepHouse(world.record, SILENT);
  expect(await destructions()).toEqual([]);
});

test('第二十条: what is retained no longer is put to destruction by itself, once, with every copy that the register knows', async () => {
  await retainUntil(-1);
  await Promise.all([keepHouse(world.record, SILENT), keepHouse(world.record, SILENT)]);
  await keepHouse(world.record, SILENT);
  const [begun, ...others] = await destructions();
  expect(others).toEqual([]);
  expect(begun).toMatchObject({ status: 'OPEN', applicant_id: null, dept: '心内科', facts: { trigger: 'RETENTION_EXPIRED', scope: 'RESOURCE', datasetIds: [RESOURCE], copyIds: expect.arrayContaining([BACKUP]) } });
  const { rows } = await world.owner.query(`SELECT actor_kind, details FROM audit_events WHERE case_id = $1 AND action = 'RETENTION_EXPIRED'`, [begun?.id]);
  expect(rows).toEqual([{ actor_kind: 'SYSTEM', details: { resourceId: RESOURCE, retainedUntil: shanghaiDay(-1) } }]);
});

test('what was not approved is asked for again after a month, and not before', async () => {
  await world.owner.query(`UPDATE cases SET status = 'CLOSED', outcome = 'REJECTED', closed_at = now() - interval '27 days' WHERE id = $1`, [(await destructions())[0]?.id]);
  await keepHouse(world.record, SILENT);
  expect(await destructions()).toHaveLength(1);
  await world.owner.query(`UPDATE cases SET closed_at = now() - interval '32 days' WHERE process_type = 'data-destruction'`);
  await keepHouse(world.record, SILENT);
  expect(await destructions()).toHaveLength(2);
});

test('nothing that is destroyed is destroyed again', async () => {
  await world.owner.query(`UPDATE cases SET status = 'CLOSED', outcome = 'DESTROYED', closed_at = now() - interval '2 years' WHERE process_type = 'data-destruction'`);
  await world.owner.query('UPDATE resources SET destroyed_at = now() WHERE id = $1', [RESOURCE]);
  await keepHouse(world.record, SILENT);
  expect(await destructions()).toHaveLength(2);
});
