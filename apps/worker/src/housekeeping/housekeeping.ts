/** What has to be done now and then, by one worker: each round is safe to repeat and finds what the last one left. */
import type { Pool } from 'pg';
import type { Logger } from '@libs/platform/logging/logger';
import { deliverChildEnds, endOrphans } from '@libs/record/children';
import { keepTime } from '@libs/record/engine';
import { KEPT_FOR } from '@libs/record/idempotency';
import type { CaseRecord } from '@libs/record/record';
import { casesBehind, noteGradings } from '@libs/record/regrade';

/** Clocks are the engine's work. What is this late was missed while it was away: the record keeps time by itself then. */
const MISSED_BY_MS = 5_000;

export async function keepHouse(record: CaseRecord, logger: Logger): Promise<void> {
  for (const [task, run] of Object.entries(TASKS))
    await run(record).catch((error: unknown) => logger.warn({ task, failure: error instanceof Error ? error.name : 'UnknownError' }, 'housekeeping failed, and is tried again'));
}

const TASKS: Readonly<Record<string, (record: CaseRecord) => Promise<unknown>>> = {
  childEnds: (record) => deliverChildEnds(record),
  orphans: (record) => endOrphans(record),
  gradings: async (record) => {
    for (const caseId of await casesBehind(record.pool)) await noteGradings(record, caseId);
  },
  missedClocks: async (record) => {
    for (const caseId of await overdueCases(record.pool)) await keepTime(record, caseId, 0);
  },
  refusals: (record) => record.refusals.flush(),
  // The hours that a key is kept are the contract's (policy `idempotency.keep.hours`).
  keys: ({ pool }) => pool.query(`DELETE FROM idempotency_keys WHERE at < clock_timestamp() - ${KEPT_FOR}`),
  tokens: ({ pool }) => pool.query('DELETE FROM revoked_tokens WHERE expires_at < clock_timestamp()'),
};

async function overdueCases(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM cases WHERE status <> 'CLOSED' AND stopped IS NULL AND next_due_at < clock_timestamp() - $1 * interval '1 millisecond' ORDER BY next_due_at LIMIT 200`,
    [MISSED_BY_MS],
  );
  return rows.map(({ id }) => id);
}
