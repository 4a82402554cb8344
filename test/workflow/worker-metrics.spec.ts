import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../apps/standalone/src/ports';
import { until } from '@test/support/engine-watch';
import { WorkerWorld } from '@test/support/worker-world';

jest.setTimeout(120_000);

let own: WorkerWorld;
beforeAll(async () => {
  own = await WorkerWorld.create();
});
afterAll(() => own?.destroy());

const watched = ['dashboard.json', 'alerts.yaml'].map((file) => readFileSync(join(__dirname, '../../docs/monitoring', file), 'utf8')).join('\n');
/** Each that is watched; what counts failures is there once something has failed. */
const expected = [...new Set([...watched.matchAll(/temporal_[a-z_]+/g)].map(([name]) => name))].filter((name) => !/fail/.test(name));

test('a worker shows the metrics of its relay and those of Temporal’s SDK in one place', async () => {
  await own.stop();
  const port = await freePort();
  await own.start({ WORKER_PORT: String(port) });
  const { id } = await own.world.start();
  await own.world.grant(id);
  await own.engine.untilAgrees([id], 30_000);
  const scrape = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(expected.length).toBeGreaterThan(3);
  const text = await until(scrape, (found) => expected.every((name) => found.includes(name)), 30_000, 'the metrics of the SDK');
  expect(text).toContain('qingdun_engine_told_events_total{service="worker"}');
  // Seconds, as every other metric.
  expect(text).toMatch(/temporal_workflow_task_schedule_to_start_latency_bucket\{[^}]*le="0\.\d+"/);
  expect(text).not.toContain(id);
});
