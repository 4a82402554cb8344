import { confirm, requestRebuild } from '@libs/record/acts/operations';
import { until } from '@test/support/engine-watch';
import { freshKey, personId } from '@test/support/record-world';
import { SILENT } from '@test/support/silent';
import { WorkerWorld } from '@test/support/worker-world';
import { reconcile } from '../../apps/worker/src/reconciler/reconciler';

jest.setTimeout(120_000);

let own: WorkerWorld;
beforeAll(async () => {
  own = await WorkerWorld.create();
});
afterAll(() => own?.destroy());

test('a run that two administrators want rebuilt is ended and started again from the record, and the case goes on', async () => {
  const { world, engine } = own;
  const { id } = await world.start();
  await world.decide(id, 'initialAssessment');
  await engine.untilAgrees([id], 30_000);
  const before = await engine.run(id);
  // As after a report of a difference: its effects are stopped.
  await engine.owner.query('UPDATE engine_states SET told_differently_seq = 1 WHERE case_id = $1', [id]);

  const asked = (account: string) => ({ personId: personId(account), reason: '测试', idempotency: freshKey('/operations') });
  const { body } = await requestRebuild(world.record, { ...asked('commission.process-admin-1'), caseId: id });
  await confirm(world.record, { ...asked('commission.process-admin-2'), operationId: body.operation?.id ?? '' });
  // The worker's own reconciler may come first.
  await reconcile({ client: engine.client, pool: world.record.pool, logger: SILENT, thorough: false });
  await until(() => engine.run(id), (run) => run?.status === 'RUNNING' && run.runId !== before?.runId, 30_000, 'another run');
  await engine.untilAgrees([id], 30_000);
  expect(await engine.row('SELECT told_differently_seq, rebuild FROM engine_states WHERE case_id = $1', [id])).toEqual({ told_differently_seq: null, rebuild: false });
  await world.advanceTo(id, 'closure');
  await engine.untilAgrees([id], 30_000);
});
