/** Loops that one worker alone may run: whoever holds the advisory lock; another takes over when its connection ends. */
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { failureKind } from '@libs/platform/logging/failure-kind';
import type { Logger } from '@libs/platform/logging/logger';

/** Any number, the same in every worker. */
const OWNER_LOCK = 7_441_902;
const ASK_AGAIN_MS = 2_000;

/** Runs `loops` while this worker owns the lock, until the signal; `loops` must end when its own signal does. */
export async function whileOwner(options: { readonly databaseUrl: string; readonly logger: Logger; readonly signal: AbortSignal; readonly loops: (signal: AbortSignal) => Promise<void> }): Promise<void> {
  const { databaseUrl, logger, signal, loops } = options;
  while (!signal.aborted) {
    const lost = new AbortController();
    const stop = (): void => lost.abort();
    const client = new Client({ connectionString: databaseUrl, application_name: 'qingdun worker owner', keepAlive: true });
    client.on('error', stop);
    client.on('end', stop);
    signal.addEventListener('abort', stop);
    try {
      await client.connect();
      const { rows } = await client.query<{ owns: boolean }>('SELECT pg_try_advisory_lock($1) AS owns', [OWNER_LOCK]);
      if (rows[0]?.owns) {
        logger.info('this worker tells the engine');
        await loops(lost.signal);
      }
    } catch (error) {
      logger.warn({ failure: failureKind(error) }, 'waiting for PostgreSQL');
    } finally {
      signal.removeEventListener('abort', stop);
      await client.end().catch(() => undefined);
    }
    if (!signal.aborted) await pause(ASK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}
