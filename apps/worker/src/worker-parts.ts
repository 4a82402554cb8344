import type { WorkerOptions } from '@temporalio/worker';
import type { Config } from '@libs/platform/config/config';
import type { Logger } from '@libs/platform/logging/logger';
import type { Tracing } from '@libs/platform/tracing/tracing';
import type { Desks } from '@libs/record/desk';

/** What a worker stands on; made by the entry point, not by the container. */
export interface WorkerSpec {
  readonly config: Config;
  readonly logger: Logger;
  readonly desks: Desks;
  readonly workflowBundle: WorkerOptions['workflowBundle'];
  /** Where somebody collects traces. */
  readonly tracing?: Tracing;
}

export interface WorkerParts extends WorkerSpec {
  /** The metrics of Temporal's SDK, as Prometheus text. */
  readonly temporalMetrics: () => Promise<string>;
}
export const WORKER_PARTS = Symbol('WORKER_PARTS');
