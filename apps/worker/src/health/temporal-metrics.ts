/** The metrics of Temporal's SDK: it serves them on an address of its own, the worker among the others of its `/metrics`. */
import { createServer } from 'node:net';
import type { RuntimeOptions } from '@temporalio/worker';

const ANSWERS_WITHIN_MS = 2_000;
const LOOPBACK = '127.0.0.1';

export interface TemporalMetrics {
  readonly options: NonNullable<NonNullable<RuntimeOptions['telemetryOptions']>['metrics']>;
  /** As Prometheus text; empty where the SDK does not answer. */
  readonly read: () => Promise<string>;
}

export async function temporalMetrics(): Promise<TemporalMetrics> {
  const address = `${LOOPBACK}:${await freePort()}`;
  return {
    options: { metricPrefix: 'temporal_', prometheus: { bindAddress: address, useSecondsForDurations: true } },
    read: () =>
      fetch(`http://${address}/metrics`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }).then(
        (response) => (response.ok ? response.text() : ''),
        () => '',
      ),
  };
}

/** A port that nobody listens on at this moment: the SDK does not tell which one it took. */
function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, LOOPBACK, () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
