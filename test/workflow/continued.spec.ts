import { CASE_EVENT_SIGNAL } from '@libs/contracts/engine';
import { tellingFor } from '@libs/record/engine';
import { until } from '@test/support/engine-watch';
import { WorkerWorld } from '@test/support/worker-world';

jest.setTimeout(120_000);

let own: WorkerWorld;
beforeAll(async () => {
  own = await WorkerWorld.create();
});
afterAll(() => own?.destroy());

/** The engine suggests to continue as new when a history exceeds 4 MiB. */
const PADDED = { times: 60, bytes: 80_000 };

test('a run whose history grows long is continued as new with the same picture, and the case goes on', async () => {
  const { world, engine } = own;
  const { id } = await world.start();
  await world.decide(id, 'initialAssessment');
  await engine.untilAgrees([id], 30_000);
  const before = await engine.run(id);
  const picture = await engine.where(id);

  await own.stop();
  const telling = await tellingFor(world.record.pool, id, 0);
  for (let n = 0; n < PADDED.times; n++) await engine.client.workflow.getHandle(id).signal(CASE_EVENT_SIGNAL, { ...telling?.message, padding: 'x'.repeat(PADDED.bytes) });
  await own.start();

  await until(() => engine.run(id), (run) => run !== undefined && run.runId !== before?.runId, 60_000, 'the next run');
  await engine.untilAgrees([id], 30_000);
  expect(await engine.where(id)).toEqual(picture);
  const { searchAttributes } = await engine.client.workflow.getHandle(id).describe();
  expect(searchAttributes).toMatchObject({ QingdunProcess: ['sensitive-data-use'], QingdunUnit: ['HOSPITAL-A'], QingdunOpenSteps: ['secondaryAssessment#1'] });

  await world.decide(id, 'secondaryAssessment', { outcome: 'REJECT', opinion: '测试' });
  await engine.untilEnded(id, 30_000);
});
