/**
 * Tells the engine what the record has decided: bounded, coalescing the events of one case, urgent first. Start, first
 * delivery, repetition and repair are this one path.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { failureKind } from '@libs/platform/logging/failure-kind';
import type { Logger } from '@libs/platform/logging/logger';
import { CASE_ID, inSpan } from '@libs/platform/tracing/spans';
import { notTold, pending, reaches, tellingFor, told, underWay, type Pending } from '@libs/record/engine';
import { RunEndedError, type Tell } from './engine-client';
import type { RelayMetrics } from './relay-metrics';
import type { ToldWindow } from './window';

const IDLE_MS = 50;
const BUSY_MS = 5;
/** What was read is worked off for so long before the outbox is read again: something urgent waits no longer. */
const FRESH_MS = 100;
/** Cases that are read at once, for each call that may be under way. */
const AHEAD = 8;
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
  private waiting: readonly Pending[] = [];
  private readAt = 0;

  constructor(private readonly options: RelayOptions) {}

  /** Runs until the signal; what is in flight is waited for. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const busy = await this.round().catch((error: unknown) => {
        // PostgreSQL is away: nothing is lost, and there is nothing to tell from.
        this.failures += 1;
        this.options.logger.warn({ failure: failureKind(error) }, 'the relay cannot read what to tell');
        return false;
      });
      await pause(this.failures > 0 ? this.backoffMs() : busy ? BUSY_MS : IDLE_MS);
    }
    await Promise.allSettled(this.busy.values());
  }

  /** Starts as many calls as there is room for; whether there is more to do. */
  private async round(): Promise<boolean> {
    const { inFlight, window } = this.options;
    let free = inFlight - this.busy.size;
    if (free <= 0) {
      await Promise.race(this.busy.values());
      return true;
    }
    if (this.waiting.length === 0 || Date.now() - this.readAt > FRESH_MS) await this.read();
    const later: Pending[] = [];
    for (const one of this.waiting) {
      // What may wait, waits for room, the oldest first: however old, it must not push aside what the engine needs.
      if (free <= 0 || (!one.urgent && window.room <= 0)) later.push(one);
      else {
        free -= 1;
        window.add(one.caseId, one.toldSeq + 1, one.urgent);
        this.start(one);
      }
    }
    const started = this.waiting.length > later.length;
    this.waiting = later;
    return started || later.length > 0;
  }

  private async read(): Promise<void> {
    const { pool, inFlight, window, metrics } = this.options;
    const [waiting, people] = await Promise.all([pending(pool, AHEAD * inFlight, [...this.busy.keys(), ...this.resting]), underWay(pool)]);
    // Somebody waits for each of these: the engine's picture of what needs no engine makes room for them.
    window.yieldTo(people);
    metrics.waiting(waiting);
    this.waiting = waiting;
    this.readAt = Date.now();
  }

  private start(one: Pending): void {
    const telling = this.tellOne(one).finally(() => this.busy.delete(one.caseId));
    this.busy.set(one.caseId, telling);
  }

  private async tellOne(one: Pending): Promise<void> {
    const { pool, tell, window, metrics, logger } = this.options;
    try {
      const telling = await tellingFor(pool, one.caseId, one.toldSeq);
      if (telling) {
        const { message, traces } = telling;
        // Before it is told: the workflow may have run before the call returns.
        window.add(one.caseId, reaches(message), one.urgent);
        metrics.telling(one, reaches(message));
        await inSpan({ name: 'tell the engine', attributes: { [CASE_ID]: one.caseId }, from: traces }, () => tell(message, { again: one.toldSeq === 0 }));
        metrics.told(one, message.events.length);
        // A page that does not reach the end leaves its row: the rest is told next.
        await told(pool, telling);
      } else window.drop(one.caseId);
      this.failures = 0;
    } catch (error) {
      const failure = failureKind(error);
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
