import { randomUUID } from 'node:crypto';
import { TASK_QUEUE, workflowTypeOf } from '@libs/contracts/engine';
import { until } from '@test/support/engine-watch';
import { SILENT } from '@test/support/silent';
import { WorkerWorld } from '@test/support/worker-world';
import { reconcile } from '../../apps/worker/src/reconciler/reconciler';

jest.setTimeout(120_000);

const PROCESS = 'sensitive-data-use';
let own: WorkerWorld;
beforeAll(async () => {
  own = await WorkerWorld.create();
});
// Without a worker, a run stands as it was started: what ends here was ended by the reconciler.
beforeEach(() => own.stop());
afterAll(() => own?.destroy());
afterEach(() => jest.restoreAllMocks());

const startRun = (caseId: string): Promise<unknown> =>
  own.engine.client.workflow.start(workflowTypeOf(PROCESS), { taskQueue: TASK_QUEUE, workflowId: caseId, args: [{ caseId, processType: PROCESS, storyVersion: 1, number: 'DEMO', unit: 'DEMO' }] });
const statusOf = async (caseId: string): Promise<string | undefined> => (await own.engine.run(caseId))?.status;

/** One round, when everything that was started is old enough to be seen, and seen. */
async function reconciledLater(caseIds: readonly string[]): Promise<void> {
  const { client } = own.engine;
  const seen = async (): Promise<boolean> => {
    const running = new Set<string>();
    for await (const { workflowId } of client.workflow.list({ query: `ExecutionStatus = 'Running'` })) running.add(workflowId);
    return caseIds.every((id) => running.has(id));
  };
  await until(seen, (all) => all, 30_000, 'the visibility records');
  const later = Date.now() + 60_000;
  jest.spyOn(Date, 'now').mockImplementation(() => later);
  await reconcile({ client, pool: own.world.record.pool, logger: SILENT, thorough: false });
}

async function closedCase(): Promise<string> {
  const { id } = await own.world.start();
  await own.world.decide(id, 'initialAssessment', { outcome: 'REJECT', opinion: '测试' });
  return id;
}
const forgetTelling = (caseId: string): Promise<unknown> => own.engine.owner.query('DELETE FROM outbox WHERE case_id = $1', [caseId]);

test('a run of a case that the record does not know, or that has ended there, is ended; one that has yet to hear the end is left to hear it', async () => {
  const unknown = randomUUID();
  const ended = await closedCase();
  await forgetTelling(ended);
  const waiting = await closedCase();
  const open = (await own.world.start()).id;
  const all = [unknown, ended, waiting, open];
  for (const id of all) await startRun(id);

  await reconciledLater(all);
  expect(await Promise.all(all.map(statusOf))).toEqual(['TERMINATED', 'TERMINATED', 'RUNNING', 'RUNNING']);
  // Administrators see what was found, until a later round finds it repaired.
  const noted = async (): Promise<unknown[]> => (await own.engine.owner.query('SELECT case_id, side, process_type FROM orphans WHERE case_id = ANY($1::uuid[]) ORDER BY case_id', [all])).rows;
  expect(await noted()).toEqual([unknown, ended].sort().map((id) => ({ case_id: id, side: 'RUN', process_type: workflowTypeOf(PROCESS) })));
  await until(async () => {
    await reconcile({ client: own.engine.client, pool: own.world.record.pool, logger: SILENT, thorough: false });
    return noted();
  }, (rows) => rows.length === 0, 30_000, 'nothing noted');

  jest.restoreAllMocks();
  await own.start();
  await own.engine.untilEnded(waiting, 30_000);
  await own.engine.untilAgrees([open], 30_000);
});

test('a run that was started by hand for a case that the record does not know ends by itself', async () => {
  const unknown = randomUUID();
  await startRun(unknown);
  await own.start();
  await own.engine.untilEnded(unknown, 30_000);
});

test('a case that is told late by choice is not taken for one without a run; one that could not be told is', async () => {
  const late = (await own.world.start()).id;
  const failed = (await own.world.start()).id;
  await own.engine.owner.query(`UPDATE cases SET last_at = last_at - interval '1 minute' WHERE id = ANY($1::uuid[])`, [[late, failed]]);
  await own.engine.owner.query(`UPDATE engine_states SET last_failure = 'RunEnded' WHERE case_id = $1`, [failed]);
  await reconcile({ client: own.engine.client, pool: own.world.record.pool, logger: SILENT, thorough: false });
  const urgent = async (id: string): Promise<number> => own.world.count('outbox', `urgent AND case_id = '${id}'`);
  expect([await urgent(late), await urgent(failed)]).toEqual([0, 1]);
  expect((await own.engine.owner.query(`SELECT case_id FROM orphans WHERE side = 'CASE' AND case_id = ANY($1::uuid[])`, [[late, failed]])).rows).toEqual([{ case_id: failed }]);
});
