import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface MetricsOptions {
  /** Which process: a label of every series. */
  readonly service: string;
  /** Memory, event loop and CPU of the process. On unless a test turns it off. */
  readonly processMetrics?: boolean;
}

/** A registry of its own for each process or test: prom-client's global one would be shared by both. */
export function createRegistry({ service, processMetrics = true }: MetricsOptions): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  if (processMetrics) collectDefaultMetrics({ register: registry });
  return registry;
}

/** Buckets around what is promised: acts within 40 ms at half and 150 ms at full load, lags within 1 and 2 s. */
export const SECONDS_BUCKETS: readonly number[] = [0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1, 2, 5, 10, 30, 120];

export interface DurationOptions<L extends string> {
  readonly registry: Registry;
  /** Ends in `_seconds`. */
  readonly name: string;
  readonly help: string;
  /** Enums only: an id as a label makes a series of its own for every case. */
  readonly labels: readonly L[];
}

/** A histogram of seconds. */
export const createDuration = <L extends string>({ registry, name, help, labels }: DurationOptions<L>): Histogram<L> =>
  new Histogram({ name, help, labelNames: [...labels], buckets: [...SECONDS_BUCKETS], registers: [registry] });
