/** Compares open cases with open workflows, both ways, and repairs: the record wins. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Pool } from 'pg';
import { TASK_QUEUE, WHERE_QUERY, type Whereabouts } from '@libs/contracts/engine';
import type { Logger } from '@libs/platform/logging/logger';
import { casesToRebuild, tellAgain } from '@libs/record/engine';

/** What was told or started this short a time ago may not be visible yet. */
const YOUNG_MS = 10_000;
const QUERY_DEADLINE_MS = 5_000;
const PAGE = 500;

export interface ReconcileOptions {
  readonly client: Client;
  readonly pool: Pool;
  readonly logger: Logger;
  /** Looks into every run, not only into suspicious ones: after a restore of the record, and at the start of a worker. */
  readonly thorough: boolean;
}
export interface Reconciled {
  /** Open cases without a run. */
  readonly missing: number;
  /** Runs without an open case. */
  readonly orphans: number;
  /** Runs that know more than the record, or something else. */
  readonly ahead: number;
  /** Runs that administrators wanted rebuilt. */
  readonly rebuilt: number;
}

interface OpenCase {
  readonly id: string;
  readonly seq: number;
  readonly told_seq: number;
  readonly young: boolean;
  /** Something of it is still to be told, which starts a run where there is none; not where telling it failed. */
  readonly waiting: boolean;
}

export async function reconcile(options: ReconcileOptions): Promise<Reconciled> {
  const rebuild = await casesToRebuild(options.pool);
  for (const caseId of rebuild) {
    await end(options.client, caseId, 'an administrator had it rebuilt from the record');
    await tellAgain(options.pool, caseId);
  }
  const running = await runningCases(options.client);
  let missing = 0;
  let ahead = 0;
  const open = new Set<string>();
  for await (const one of openCases(options.pool)) {
    open.add(one.id);
    const started = running.get(one.id);
    if (started === undefined) {
      if (one.young || one.waiting || (await isRunning(options.client, one.id))) continue;
      await tellAgain(options.pool, one.id);
      missing += 1;
    } else if ((options.thorough || one.told_seq > one.seq) && (await isAhead(options, one.id))) {
      await end(options.client, one.id, 'the record was restored to an earlier time');
      await tellAgain(options.pool, one.id);
      ahead += 1;
    }
  }
  let orphans = 0;
  for (const [caseId, startedAt] of running) {
    if (open.has(caseId) || Date.now() - startedAt < YOUNG_MS || (await needsRun(options.pool, caseId))) continue;
    await end(options.client, caseId, 'no open case');
    orphans += 1;
  }
  const done = { missing, orphans, ahead, rebuilt: rebuild.length };
  if (Object.values(done).some((count) => count > 0)) options.logger.info(done, 'the engine was reconciled with the record');
  return done;
}

/** Case id -> start instant of every case workflow that runs. */
async function runningCases(client: Client): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for await (const { workflowId, startTime } of client.workflow.list({ query: `ExecutionStatus = 'Running' AND TaskQueue = '${TASK_QUEUE}'`, pageSize: PAGE })) found.set(workflowId, startTime.getTime());
  return found;
}

async function* openCases(pool: Pool): AsyncGenerator<OpenCase> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await pool.query<OpenCase>(
      `SELECT c.id, c.seq, s.told_seq, greatest(c.last_at, coalesce(s.told_at, c.last_at)) > clock_timestamp() - $2 * interval '1 millisecond' AS young,
         s.last_failure IS NULL AND EXISTS (SELECT FROM outbox o WHERE o.case_id = c.id) AS waiting
       FROM cases c JOIN engine_states s ON s.case_id = c.id WHERE c.status <> 'CLOSED' AND c.id > $1 ORDER BY c.id LIMIT ${PAGE}`,
      [after, YOUNG_MS],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

/** Visibility lags behind: the run itself is asked before anything is repaired. */
async function isRunning(client: Client, caseId: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(caseId).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/**
 * Whether the run was told from a journal that the record does not have. The record is read after the run was asked: what
 * is decided meanwhile only takes it further. A run that does not answer is left alone.
 */
async function isAhead({ client, pool }: ReconcileOptions, caseId: string): Promise<boolean> {
  const where = await client
    .withDeadline(Date.now() + QUERY_DEADLINE_MS, () => client.workflow.getHandle(caseId).query<Whereabouts>(WHERE_QUERY))
    .catch(() => undefined);
  if (!where || where.seq === 0) return false;
  const { rows } = await pool.query<{ seq: number; digest: string | null }>(
    'SELECT c.seq, (SELECT e.digest FROM case_events e WHERE e.case_id = c.id AND e.seq = $2) AS digest FROM cases c WHERE c.id = $1',
    [caseId, where.seq],
  );
  const row = rows[0];
  return row !== undefined && (where.seq > row.seq || (where.journalDigest !== null && where.journalDigest !== row.digest));
}

/** An open case, or a closed one whose run has not been told its end yet. */
async function needsRun(pool: Pool, caseId: string): Promise<boolean> {
  const { rowCount } = await pool.query(`SELECT FROM cases WHERE id = $1 AND status <> 'CLOSED' UNION ALL SELECT FROM outbox WHERE case_id = $1 LIMIT 1`, [caseId]);
  return rowCount === 1;
}

async function end(client: Client, caseId: string, reason: string): Promise<void> {
  try {
    await client.workflow.getHandle(caseId).terminate(reason);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

