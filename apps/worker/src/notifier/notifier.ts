/** Delivers what people are owed, beside the relay and by the worker that owns the loops. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { failureKind } from '@libs/platform/logging/failure-kind';
import type { Logger } from '@libs/platform/logging/logger';
import type { SentBy } from '@libs/notify/channel';
import { takeUpAbandoned } from '@libs/notify/deliveries';
import { spreadNotices } from '@libs/notify/spread';

/** Acts wake nobody: a NOTIFY would have their commits wait for one another. So it is looked so often. */
const IDLE_MS = 250;
const AFTER_FAILURE_MS = 2_000;
const SWEEP_EVERY_MS = 5_000;

/** A sender, to whomever its channel reaches. */
export interface AnySender {
  readonly channel: SentBy;
  round(): Promise<number>;
  drain(): Promise<void>;
  close(): void;
}

export interface NotifierOptions {
  readonly pool: Pool;
  readonly logger: Logger;
  /** One for each way out of the system. */
  readonly senders: readonly AnySender[];
  readonly abandonedMs: number;
}

export class Notifier {
  constructor(private readonly options: NotifierOptions) {}

  /** Runs until the signal; what is being sent is waited for. */
  async run(signal: AbortSignal): Promise<void> {
    const { pool, senders, abandonedMs } = this.options;
    const channels = senders.map((sender) => sender.channel);
    await Promise.all([
      this.repeatedly(signal, 'spread', IDLE_MS, () => spreadNotices(pool, { channels })),
      ...senders.map((sender) => this.repeatedly(signal, sender.channel, IDLE_MS, () => sender.round())),
      this.repeatedly(signal, 'sweep', SWEEP_EVERY_MS, () => takeUpAbandoned(pool, abandonedMs)),
    ]);
    for (const sender of senders) await sender.drain();
  }

  /** Again at once while there is something to do. */
  private async repeatedly(signal: AbortSignal, task: string, idleMs: number, round: () => Promise<number>): Promise<void> {
    while (!signal.aborted) {
      const waitMs = await round().then(
        (done) => (done > 0 ? 0 : idleMs),
        (error: unknown) => {
          this.options.logger.warn({ task, failure: failureKind(error) }, 'notifications wait, and are tried again');
          return AFTER_FAILURE_MS;
        },
      );
      if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
