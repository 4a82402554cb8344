import { Registry } from 'prom-client';
import type { CaseMessage } from '@libs/contracts/engine';
import { underWay } from '@libs/record/engine';
import { createRecordPool } from '@libs/record/pool';
import { until } from '@test/support/engine-watch';
import { RecordWorld } from '@test/support/record-world';
import { SILENT } from '@test/support/silent';
import { Relay } from '../../apps/worker/src/relay/relay';
import { RelayMetrics } from '../../apps/worker/src/relay/relay-metrics';
import { ToldWindow } from '../../apps/worker/src/relay/window';

jest.setTimeout(60_000);

let world: RecordWorld;
let stop: AbortController;
let running: Promise<void>;
beforeEach(async () => {
  world = await RecordWorld.create();
  stop = new AbortController();
  running = Promise.resolve();
});
afterEach(async () => {
  stop.abort();
  await running;
  await world?.destroy();
});

interface Given {
  readonly tell: (message: CaseMessage) => Promise<void>;
  readonly window?: ToldWindow;
  readonly inFlight?: number;
}
function relay({ tell, window = new ToldWindow(100), inFlight = 8 }: Given): void {
  running = new Relay({ pool: world.pool, tell, logger: SILENT, metrics: new RelayMetrics(new Registry()), window, inFlight }).run(stop.signal);
}

const cases = async (count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push((await world.start()).id);
  return ids;
};
const waiting = (): Promise<number> => world.count('outbox');
const untilQuiet = (): Promise<number> => until(waiting, (rows) => rows === 0, 20_000, 'rows in the outbox');
const makeUrgent = (caseId: string): Promise<unknown> => world.owner.query('INSERT INTO outbox (case_id, seq, urgent) SELECT id, seq, true FROM cases WHERE id = $1', [caseId]);
/** Some rounds of the relay: what it would tell of its own accord, it has told by then. */
const rounds = async (): Promise<void> => void (await world.owner.query('SELECT pg_sleep(0.5)'));

test('all events of a case that were not told yet are told in one call', async () => {
  const [id = ''] = await cases(1);
  await world.advanceTo(id, 'secondaryAuthorization');
  const heard: CaseMessage[] = [];
  relay({ tell: async (message) => void heard.push(message) });
  await untilQuiet();
  expect(heard.map(({ caseId, events }) => [caseId, events.map(({ seq }) => seq)])).toEqual([[id, [1, 2, 3]]]);
  expect(await world.count('engine_states', `case_id = '${id}' AND told_seq = 3`)).toBe(1);
});

test('no more calls are under way than allowed, and never two of one case', async () => {
  await cases(7);
  const busy: string[] = [];
  let most = 0;
  let twice = 0;
  relay({
    inFlight: 2,
    tell: async ({ caseId }) => {
      if (busy.includes(caseId)) twice += 1;
      busy.push(caseId);
      most = Math.max(most, busy.length);
      await new Promise((resolve) => setTimeout(resolve, 30));
      busy.splice(busy.indexOf(caseId), 1);
    },
  });
  await untilQuiet();
  expect({ most, twice }).toEqual({ most: 2, twice: 0 });
});

test('under pressure only what is urgent is told; the rest follows as runs catch up, the oldest first', async () => {
  const ids = await cases(4);
  const urgent = ids[3] ?? '';
  await makeUrgent(urgent);
  const window = new ToldWindow(1, () => 0);
  window.add('another case that has not run', 1);
  const heard: string[] = [];
  relay({ window, tell: async ({ caseId }) => void heard.push(caseId) });
  await until(async () => heard.length, (count) => count > 0, 10_000, 'the urgent case');
  await rounds();
  expect(heard).toEqual([urgent]);
  window.ran('another case that has not run', 1);
  window.ran(urgent, 1);
  for (const next of ids.slice(0, 3)) {
    await until(async () => heard.at(-1), (last) => last === next, 10_000, 'the next oldest');
    window.ran(next, 1);
  }
  expect(heard).toEqual([urgent, ...ids.slice(0, 3)]);
});

test('while the engine is away nothing is lost and it is not hammered; only the kind of the failure is kept', async () => {
  const ids = await cases(3);
  const heard = new Set<string>();
  let calls = 0;
  let away = true;
  relay({
    tell: async ({ caseId }) => {
      calls += 1;
      if (away) throw new TypeError('患者演示甲 14 UNAVAILABLE');
      heard.add(caseId);
    },
  });
  await until(async () => calls, (count) => count >= 3, 10_000, 'the first attempts');
  await rounds();
  await rounds();
  expect(calls).toBeLessThan(20);
  expect(await world.count('engine_states', `last_failure = 'TypeError'`)).toBe(3);
  expect(await world.count('engine_states', `last_failure LIKE '%演示%'`)).toBe(0);
  away = false;
  await untilQuiet();
  expect([...heard].sort()).toEqual([...ids].sort());
  expect(await world.count('engine_states', 'last_failure IS NOT NULL')).toBe(0);
});

test('a telling that failed keeps no room in the window', async () => {
  const [id = ''] = await cases(1);
  const window = new ToldWindow(1, () => 0);
  let failed = false;
  relay({
    window,
    tell: async () => {
      if (failed) return;
      failed = true;
      throw new TypeError('away');
    },
  });
  await untilQuiet();
  expect(await world.count('engine_states', `case_id = '${id}' AND told_seq = 1`)).toBe(1);
});

test('people at the record are those who have a statement or a transaction under way on its connections', async () => {
  expect(await underWay(world.pool)).toBe(0);
  const people = createRecordPool({ url: world.database.appUrl, size: 2 });
  const [reading, deciding] = [await people.connect(), await people.connect()];
  expect(await underWay(world.pool)).toBe(0);
  await deciding.query('BEGIN');
  const read = reading.query('SELECT pg_sleep(1)');
  await until(() => underWay(world.pool), (count) => count === 2, 900, 'both');
  await read;
  await deciding.query('COMMIT');
  expect(await underWay(world.pool)).toBe(0);
  for (const client of [reading, deciding]) client.release();
  await people.end();
});
