import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { INBOX_CHANNEL } from '@libs/notify/inbox';
import { Config } from '@libs/platform/config/config';
import { failureKind } from '@libs/platform/logging/failure-kind';
import type { Logger } from '@libs/platform/logging/logger';
import { LOGGER } from '../platform/logger.token';

const AGAIN_MS = 1_000;

/** The one connection of this process that hears when somebody's inbox has something new. */
@Injectable()
export class InboxListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly wakers = new Map<string, Set<() => void>>();
  private readonly stopping = new AbortController();
  private listening?: Promise<void>;

  constructor(
    private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.listening = this.listen(this.stopping.signal);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.listening;
  }

  /** Calls `wake` whenever there may be something new for the person, until the function that it gives back is called. */
  subscribe(personId: string, wake: () => void): () => void {
    const wakers = this.wakers.get(personId) ?? new Set();
    this.wakers.set(personId, wakers.add(wake));
    return () => {
      wakers.delete(wake);
      if (wakers.size === 0 && this.wakers.get(personId) === wakers) this.wakers.delete(personId);
    };
  }

  private wake(personId: string | undefined): void {
    for (const wake of this.wakers.get(personId ?? '') ?? []) wake();
  }

  private async listen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.listenOnce(signal).catch((error: unknown) => this.logger.warn({ failure: failureKind(error) }, 'live updates wait for PostgreSQL'));
      if (!signal.aborted) await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Until the connection ends, or the signal. */
  private async listenOnce(signal: AbortSignal): Promise<void> {
    const client = new Client({ connectionString: this.config.databaseUrl, application_name: 'qingdun inbox', keepAlive: true });
    const ended = new Promise<void>((resolve) => {
      client.on('end', resolve);
      client.on('error', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    client.on('notification', ({ payload }) => this.wake(payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${INBOX_CHANNEL}`);
      // What came while nobody listened is looked for.
      for (const personId of this.wakers.keys()) this.wake(personId);
      await ended;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
