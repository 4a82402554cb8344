/** A retry is told by its key: the same key, person or client, and path are given the same answer, for as long as `KEPT_FOR`. */
import { DomainError } from '@libs/platform/errors/domain-error';
import { policyRow } from '@libs/policy/policy-set';
import { durationOf } from '@libs/policy/typed-values';
import type { IdempotencyRow } from './rows';

export interface IdempotencyKey {
  readonly path: string;
  readonly key: string;
  readonly bodyDigest: string;
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly location?: string;
}

const KEEP_POLICY = 'idempotency.keep.hours';
/** How long a key is kept, as PostgreSQL takes it: the contract's, so it is this build's figure and no later row's of the table. */
export const KEPT_FOR = `interval '${durationOf({ [KEEP_POLICY]: policyRow(KEEP_POLICY).value }, KEEP_POLICY).amount} hours'`;

/** Takes a key for an act that has no case to lock yet: $1 caller, $2 path, $3 key, $4 digest. One row where the key is ours now. */
export const CLAIM_KEY = `INSERT INTO idempotency_keys AS k (person_id, path, key, body_digest) VALUES ($1, $2, $3, $4)
  ON CONFLICT (person_id, path, key) DO UPDATE SET body_digest = excluded.body_digest, status = NULL, response = NULL, location = NULL, at = clock_timestamp()
    WHERE k.at <= clock_timestamp() - ${KEPT_FOR} RETURNING key`;
/** What was kept under a key: $1 caller, $2 path, $3 key. */
export const KEPT = 'SELECT body_digest, status, response, location FROM idempotency_keys WHERE person_id = $1 AND path = $2 AND key = $3';
/** Keeps the answer under a claimed key: $1 caller, $2 path, $3 key, $4 status, $5 body as JSON text, $6 location or null. */
export const KEEP = 'UPDATE idempotency_keys SET status = $4, response = $5, location = $6 WHERE person_id = $1 AND path = $2 AND key = $3';

/** The same request, or another act on the same case, is still under way: to be tried again after a second. */
export const inFlight = (cause?: unknown): DomainError => new DomainError('IDEMPOTENCY_IN_FLIGHT', { members: { retryAfter: 1 }, cause });

/** The first answer once more. @throws DomainError IDEMPOTENCY_MISMATCH for another body, IDEMPOTENCY_IN_FLIGHT where none was given yet */
export function answerAgain<T>(row: Pick<IdempotencyRow, 'body_digest' | 'status' | 'response' | 'location'> | undefined, bodyDigest: string): Answer<T> {
  if (row && row.body_digest !== bodyDigest) throw new DomainError('IDEMPOTENCY_MISMATCH');
  if (!row || row.status === null) throw inFlight();
  // Written as the answer of the same act.
  return { status: row.status, body: row.response as T, ...(row.location !== null && { location: row.location }) };
}
