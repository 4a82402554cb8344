import type { WorkerOptions } from '@temporalio/worker';
import type { Config } from '@libs/platform/config/config';
import type { Logger } from '@libs/platform/logging/logger';
import type { Desks } from '@libs/record/desk';

/** What a worker stands on; made by the entry point, not by the container. */
export interface WorkerParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly desks: Desks;
  readonly workflowBundle: WorkerOptions['workflowBundle'];
}
export const WORKER_PARTS = Symbol('WORKER_PARTS');
