/**
 * Tells the engine what the record has decided: bounded, coalescing the events of one case, urgent first. Start, first
 * delivery, repetition and repair are this one path.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from '@libs/platform/logging/logger';
import { messageFor, notTold, pending, told, type Pending } from '@libs/record/engine';
import { RunEndedError, type Tell } from './engine-client';
import type { RelayMetrics } from './relay-metrics';
import type { ToldWindow } from './window';

const IDLE_MS = 50;
const BUSY_MS = 5;
const BACKOFF_MS = { first: 200, most: 5_000 } as const;

export interface RelayOptions {
  readonly pool: Pool;
  readonly tell: Tell;
  readonly logger: Logger;
  readonly metrics: RelayMetrics;
  readonly window: ToldWindow;
  /** Calls at once. */
  readonly inFlight: number;
}

export class Relay {
  private readonly busy = new Map<string, Promise<void>>();
  /** Cases whose telling failed, until they are tried again. */
  private readonly resting = new Set<string>();
  private failures = 0;

  constructor(private readonly options: RelayOptions) {}

  /** Runs until the signal; what is in flight is waited for. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const started = await this.round().catch((error: unknown) => {
        // PostgreSQL is away: nothing is lost, and there is nothing to tell from.
        this.failures += 1;
        this.options.logger.warn({ failure: nameOf(error) }, 'the relay cannot read what to tell');
        return 0;
      });
      await pause(this.failures > 0 ? this.backoffMs() : started > 0 ? BUSY_MS : IDLE_MS);
    }
    await Promise.allSettled(this.busy.values());
  }

  /** Starts as many calls as there is room for; returns how many. */
  private async round(): Promise<number> {
    const { pool, inFlight, window, metrics } = this.options;
    const free = inFlight - this.busy.size;
    if (free <= 0) {
      await Promise.race(this.busy.values());
      return 1;
    }
    const waiting = await pending(pool, 4 * inFlight, [...this.busy.keys(), ...this.resting]);
    metrics.waiting(waiting);
    let room = window.room;
    let started = 0;
    for (const one of waiting) {
      if (started >= free) break;
      // What may wait, waits for room, the oldest first: however old, it must not push aside what the engine needs.
      if (!one.urgent && room <= 0) continue;
      room -= 1;
      started += 1;
      this.start(one);
    }
    return started;
  }

  private start(one: Pending): void {
    const telling = this.tellOne(one).finally(() => this.busy.delete(one.caseId));
    this.busy.set(one.caseId, telling);
  }

  private async tellOne(one: Pending): Promise<void> {
    const { pool, tell, window, metrics, logger } = this.options;
    try {
      const message = await messageFor(pool, one.caseId, one.toldSeq);
      if (message) {
        const last = message.events.at(-1)?.seq ?? message.seq;
        // Before it is told: the workflow may have run before the call returns.
        window.add(one.caseId, last);
        metrics.telling(one);
        await tell(message, { again: one.toldSeq === 0 });
        metrics.told(one, message.events.length);
        // A page that does not reach the end leaves its row: the rest is told next.
        await told(pool, last < message.seq ? { ...one, lastId: '0' } : one, last, message.dueRevision);
      }
      this.failures = 0;
    } catch (error) {
      const failure = nameOf(error);
      window.drop(one.caseId);
      if (!(error instanceof RunEndedError)) this.failures += 1;
      metrics.failed(failure);
      logger.warn({ caseId: one.caseId, failure }, 'the engine was not told');
      this.rest(one.caseId);
      await notTold(pool, one.caseId, failure).catch(() => undefined);
    }
  }

  private rest(caseId: string): void {
    this.resting.add(caseId);
    setTimeout(() => this.resting.delete(caseId), this.backoffMs()).unref();
  }

  private backoffMs(): number {
    return Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** Math.min(this.failures, 6));
  }
}

/** The kind of a failure, never its text. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'UnknownError');
