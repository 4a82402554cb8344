/** The record's own connections. */
import type { Socket } from 'node:net';
import { Pool, type PoolClient } from 'pg';

/** How long an act waits for another one on the same case before it is told to try again. */
const LOCK_TIMEOUT_MS = 5_000;

export interface RecordPoolOptions {
  /** As the application's role, which owns nothing. */
  readonly url: string;
  readonly size: number;
  readonly statementTimeoutMs?: number;
  /** Its name in `pg_stat_activity`. */
  readonly name?: string;
  /** Commits wait for no disk: for what would only be done again if the server crashed. */
  readonly mayForget?: boolean;
}

/** Connections on which people's acts are written: how many are busy is what the relay makes room for. */
export const FOR_PEOPLE = 'qingdun acts';

/** Pipelined: statements that need no look at each other's result go in one trip. Kept open: each knows its prepared statements. */
export function createRecordPool({ url, size, statementTimeoutMs = 10_000, name = FOR_PEOPLE, mayForget = false }: RecordPoolOptions): Pool {
  // Compiling a statement costs more than any of these takes: they are small, but have many branches.
  const settings = ['jit=off', `lock_timeout=${LOCK_TIMEOUT_MS}`, `statement_timeout=${statementTimeoutMs}`, 'idle_in_transaction_session_timeout=15000', 'timezone=UTC', ...(mayForget ? ['synchronous_commit=off'] : [])];
  return new Pool({ connectionString: url, max: size, application_name: name, pipeline: true, idleTimeoutMillis: 0, options: settings.map((one) => `-c ${one}`).join(' ') });
}

/** PostgreSQL's `lock_not_available`: another act held what this one needs for longer than we wait. */
export const isLockTimeout = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '55P03';

/** What is asked for in one go leaves in one write: a system call a statement costs more than the statement. */
export function inOneTrip<T>(client: PoolClient, ask: () => T): T {
  // pg keeps its connection's stream to itself, and corks it in the same way for the parts of one statement.
  const { stream } = (client as PoolClient & { readonly connection: { readonly stream: Socket } }).connection;
  stream.cork();
  try {
    return ask();
  } finally {
    stream.uncork();
  }
}

/** Commits what the body has written, or none of it. */
export async function inTransaction<T>(pool: Pool, body: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await body(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}
