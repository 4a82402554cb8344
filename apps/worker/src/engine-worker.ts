/** The Temporal worker: started again whenever it ends before it is asked to. */
import { setTimeout as pause } from 'node:timers/promises';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { CaseActivities, YearlyActivities } from '@libs/contracts/engine';
import { TASK_QUEUE } from '@libs/contracts/engine';
import type { Config } from '@libs/platform/config/config';
import { failureKind } from '@libs/platform/logging/failure-kind';
import type { Logger } from '@libs/platform/logging/logger';
import type { HeardSpan } from '@workflows/temporal/trace-sinks';
import type { EngineTracing } from './tracing/engine-tracing';

const AGAIN_MS = 1_000;
const DRAIN_MS = 5_000;

export interface EngineWorkerOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly activities: CaseActivities & YearlyActivities;
  readonly workflowBundle: WorkerOptions['workflowBundle'];
  /** A workflow has run up to this sequence. */
  readonly ran: (caseId: string, seq: number) => void;
  readonly tracing: Pick<EngineTracing, 'activity' | 'heard'>;
}

export class EngineWorker {
  private worker?: Worker;

  constructor(private readonly options: EngineWorkerOptions) {}

  private readonly stop = (): void => {
    if (this.running) this.worker?.shutdown();
  };

  /** Whether it polls. */
  get running(): boolean {
    return this.worker?.getState() === 'RUNNING';
  }

  /** Runs until the signal, through every absence of the server. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', this.stop);
    while (!signal.aborted) {
      try {
        await this.runOnce(signal);
      } catch (error) {
        this.options.logger.warn({ failure: failureKind(error) }, 'waiting for Temporal');
      }
      if (!signal.aborted) await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
    signal.removeEventListener('abort', this.stop);
  }

  private async runOnce(signal: AbortSignal): Promise<void> {
    const { config, activities, workflowBundle, ran, tracing } = this.options;
    const connection = await NativeConnection.connect({ address: config.temporalAddress });
    try {
      this.worker = await Worker.create({
        connection,
        namespace: config.temporalNamespace,
        taskQueue: TASK_QUEUE,
        workflowBundle,
        activities,
        maxCachedWorkflows: config.workerCachedWorkflows,
        maxConcurrentWorkflowTaskExecutions: 40,
        maxConcurrentActivityTaskExecutions: 20,
        // Pollers wait at the server; a few are enough for one machine, and each costs it.
        workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 4 },
        activityTaskPollerBehavior: { type: 'simple-maximum', maximum: 2 },
        shutdownGraceTime: DRAIN_MS,
        interceptors: { activity: tracing.activity },
        sinks: {
          told: { ran: { fn: (_info, at: { caseId: string; seq: number }) => ran(at.caseId, at.seq), callDuringReplay: false } },
          traces: { heard: { fn: (run, span: HeardSpan) => tracing.heard(run, span), callDuringReplay: false } },
        },
      });
      // A worker that was made has to run, if only to be shut down: nothing else gives back what it holds.
      const running = this.worker.run();
      if (signal.aborted) this.stop();
      await running;
    } finally {
      this.worker = undefined;
      await connection.close();
    }
  }
}
