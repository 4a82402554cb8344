import { Registry } from 'prom-client';
import { RelayMetrics } from './relay-metrics';

const CASE = 'a';
const pending = (since: number, urgent = false) => ({ caseId: CASE, toldSeq: 0, since, urgent });
/** How many tellings have run, and the sum of their lags in seconds. */
const ran = async (registry: Registry, urgent: boolean): Promise<[number, number]> => {
  const metric = await registry.getSingleMetric('qingdun_engine_ran_seconds')?.get();
  const value = (name: string): number => metric?.values.find((one) => 'metricName' in one && one.metricName === `qingdun_engine_ran_seconds_${name}` && one.labels['urgent'] === String(urgent))?.value ?? 0;
  return [value('count'), value('sum')];
};

beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(10_000));
afterEach(() => jest.restoreAllMocks());

test('a telling has run when the workflow has run as far as it reaches', async () => {
  const registry = new Registry();
  const metrics = new RelayMetrics(registry);
  metrics.telling(pending(4_000), 3);
  metrics.ran(CASE, 2);
  expect(await ran(registry, false)).toEqual([0, 0]);
  metrics.ran(CASE, 3);
  metrics.ran(CASE, 3);
  expect(await ran(registry, false)).toEqual([1, 6]);
});

test('what has not run when the case is told again counts from its oldest act, and as urgent if any of it was', async () => {
  const registry = new Registry();
  const metrics = new RelayMetrics(registry);
  metrics.telling(pending(2_000, true), 1);
  metrics.telling(pending(9_000), 2);
  metrics.ran(CASE, 1);
  metrics.ran(CASE, 2);
  expect([await ran(registry, true), await ran(registry, false)]).toEqual([[1, 8], [0, 0]]);
});
