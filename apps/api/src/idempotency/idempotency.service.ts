import { Injectable } from '@nestjs/common';
import { digestOf } from '@libs/domain/digests';
import { DomainError } from '@libs/platform/errors/domain-error';
import { DataSource, type EntityManager } from 'typeorm';
import type { IdempotencyScope } from './idempotency-key';
import { isError } from '../platform/is-error';

/** A successful answer; only these are kept. `body` is JSON. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly location?: string;
}

export interface IdempotentRequest extends IdempotencyScope {
  /** Person or client: keys of different callers never meet. */
  readonly callerId: string;
  /** JSON that stands for what was asked. */
  readonly body: unknown;
}

/** How long a second request waits for the first. */
const WAIT_MS = 5_000;
const KEPT_HOURS = 24;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * For acts outside cases (libs/record does the same in the transaction of a case's act): the key is inserted first, in
 * the transaction of the act, so that a repetition waits for it on the unique index and then finds either the answer,
 * or, after a failure, nothing.
 */
@Injectable()
export class IdempotencyService {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs `act`, or gives its first answer again. Throws `IDEMPOTENCY_MISMATCH`, `IDEMPOTENCY_IN_FLIGHT` and what `act` throws. */
  async run(request: IdempotentRequest, act: (manager: EntityManager) => Promise<KeptAnswer>): Promise<KeptAnswer> {
    const digest = digestOf(request.body);
    return await this.dataSource.transaction(async (manager) => {
      if (!(await claim(manager, request, digest))) return await kept(manager, request, digest);
      const answer = await act(manager);
      await manager.query('UPDATE idempotency_keys SET status = $4, response = $5, location = $6 WHERE person_id = $1 AND path = $2 AND key = $3', [
        ...primaryKey(request),
        answer.status,
        JSON.stringify(answer.body ?? null),
        answer.location ?? null,
      ]);
      return answer;
    });
  }
}

const primaryKey = ({ callerId, path, key }: IdempotentRequest): readonly [string, string, string] => [callerId, path, key];

/** Whether the key is ours now: new, or older than it is kept. */
async function claim(manager: EntityManager, request: IdempotentRequest, digest: string): Promise<boolean> {
  await manager.query(`SELECT set_config('lock_timeout', $1, true)`, [`${WAIT_MS}ms`]);
  try {
    const rows = await manager.query<unknown[]>(
      `INSERT INTO idempotency_keys AS k (person_id, path, key, body_digest) VALUES ($1, $2, $3, $4)
       ON CONFLICT (person_id, path, key) DO UPDATE SET body_digest = excluded.body_digest, status = NULL, response = NULL, location = NULL, at = clock_timestamp()
         WHERE k.at < clock_timestamp() - $5 * interval '1 hour'
       RETURNING key`,
      [...primaryKey(request), digest, KEPT_HOURS],
    );
    return rows.length > 0;
  } catch (error) {
    if (sqlState(error) === LOCK_NOT_AVAILABLE) throw new DomainError('IDEMPOTENCY_IN_FLIGHT', { members: { retryAfter: 1 }, cause: error });
    throw error;
  }
}

async function kept(manager: EntityManager, request: IdempotentRequest, digest: string): Promise<KeptAnswer> {
  const rows = await manager.query<{ digest: string; status: number | null; body: unknown; location: string | null }[]>(
    'SELECT body_digest AS digest, status, response AS body, location FROM idempotency_keys WHERE person_id = $1 AND path = $2 AND key = $3',
    [...primaryKey(request)],
  );
  const found = rows[0];
  if (found !== undefined && found.digest !== digest) throw new DomainError('IDEMPOTENCY_MISMATCH');
  if (found === undefined || found.status === null) throw new DomainError('IDEMPOTENCY_IN_FLIGHT', { members: { retryAfter: 1 } });
  return { status: found.status, body: found.body, ...(found.location !== null && { location: found.location }) };
}

function sqlState(error: unknown): string | undefined {
  if (!isError(error)) return undefined;
  const { code, driverError }: { name: string; code?: unknown; driverError?: unknown } = error;
  if (typeof code === 'string') return code;
  return driverError === error ? undefined : sqlState(driverError);
}
