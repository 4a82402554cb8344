import { until } from '@test/support/engine-watch';
import { scanHistory, stringsIn } from '@test/support/history-scan';
import { WorkerWorld } from '@test/support/worker-world';

jest.setTimeout(120_000);

/** What a failing statement may say: the values of the row that it could not write. */
const SAID = '患者演示甲 的使用授权书';

let own: WorkerWorld;
beforeAll(async () => {
  own = await WorkerWorld.create();
  await own.engine.owner.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '${SAID} %', NEW.name; END $$`);
});
afterAll(() => own?.destroy());

interface Pending {
  readonly attempt: number;
  readonly failure: readonly string[];
}
/** The effect that is being tried, as an operator sees it in Temporal's own screens. */
async function trying(caseId: string): Promise<Pending> {
  const { raw } = await own.engine.client.workflow.getHandle(caseId).describe();
  const pending = raw.pendingActivities?.find(({ activityType }) => activityType?.name === 'perform');
  return { attempt: pending?.attempt ?? 0, failure: stringsIn(pending?.lastFailure ?? {}) };
}

test('an effect that fails is tried again until it is done, once; the failure keeps to itself what it was about', async () => {
  const { world, engine } = own;
  await engine.owner.query('CREATE TRIGGER refuse BEFORE INSERT ON attachments FOR EACH ROW EXECUTE FUNCTION refuse()');
  const { id } = await world.start();
  await world.grant(id);
  const seen = await until(() => trying(id), ({ attempt }) => attempt >= 3, 30_000, 'the third attempt');
  expect(seen.failure).toContain('RECORD_UNAVAILABLE');
  expect(seen.failure.filter((text) => /演示|授权书|refuse/.test(text))).toEqual([]);
  expect(await world.count('effects', `case_id = '${id}' AND done_at IS NULL`)).toBe(1);

  await engine.owner.query('DROP TRIGGER refuse ON attachments');
  await until(() => world.count('effects', `case_id = '${id}' AND done_at IS NOT NULL`), (done) => done === 1, 60_000, 'the effect');
  await engine.untilAgrees([id], 30_000);
  expect(await world.count('attachments', `case_id = '${id}'`)).toBe(1);
  expect(await world.count('case_events', `case_id = '${id}' AND type = 'effectDone'`)).toBe(1);
  expect(await world.count('audit_events', `case_id = '${id}' AND action = 'EFFECT_DONE'`)).toBe(1);

  const history = await engine.history(id);
  expect(scanHistory(history, ['RECORD_UNAVAILABLE'])).toEqual(['RECORD_UNAVAILABLE']);
  expect(scanHistory(history, [SAID, '演示', '使用授权书', 'refuse'])).toEqual([]);
});
