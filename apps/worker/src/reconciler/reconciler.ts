/** Compares open cases with open workflows, both ways, and repairs: the record wins. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { Pool } from 'pg';
import { TASK_QUEUE, WHERE_QUERY, type Whereabouts } from '@libs/contracts/engine';
import type { SearchAttributeName } from '@libs/contracts/search-attributes';
import type { Logger } from '@libs/platform/logging/logger';
import { casesToRebuild, RUN_FAILS, runFails, tellAgain } from '@libs/record/engine';
import { keepOrphans, noteOrphan, type OrphanedRun } from '@libs/record/orphans';

/** What was told or started this short a time ago may not be visible yet. */
const YOUNG_MS = 10_000;
const QUERY_DEADLINE_MS = 5_000;
const PAGE = 500;
/** So often in a row a run could not go on: it fails on this build, and is not just slow. */
const FAILED_ATTEMPTS = 3;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

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
  readonly last_failure: string | null;
}

export async function reconcile(options: ReconcileOptions): Promise<Reconciled> {
  const rebuild = await casesToRebuild(options.pool);
  for (const caseId of rebuild) {
    await end(options.client, caseId, 'an administrator had it rebuilt from the record');
    await tellAgain(options.pool, caseId);
  }
  const running = await runningCases(options.client);
  const missing: string[] = [];
  let ahead = 0;
  const open = new Set<string>();
  for await (const one of openCases(options.pool)) {
    open.add(one.id);
    if (!running.has(one.id)) {
      if (one.young || one.waiting || (await isRunning(options.client, one.id))) continue;
      missing.push(one.id);
      await noteOrphan(options.pool, { caseId: one.id, side: 'CASE' });
      await tellAgain(options.pool, one.id);
    } else if (options.thorough || one.told_seq > one.seq || one.last_failure === RUN_FAILS) {
      const state = await lookInto(options, one.id);
      if (state === 'FAILS' || one.last_failure === RUN_FAILS) await runFails(options.pool, one.id, state === 'FAILS');
      if (state !== 'AHEAD') continue;
      await end(options.client, one.id, 'the record was restored to an earlier time');
      await tellAgain(options.pool, one.id);
      ahead += 1;
    }
  }
  const orphans: string[] = [];
  for (const [caseId, { startedAt, ...run }] of running) {
    if (open.has(caseId) || Date.now() - startedAt < YOUNG_MS || (await needsRun(options.pool, caseId))) continue;
    orphans.push(caseId);
    await noteOrphan(options.pool, { caseId, side: 'RUN', ...run });
    await end(options.client, caseId, 'no open case');
  }
  await keepOrphans(options.pool, [...missing, ...orphans]);
  const done = { missing: missing.length, orphans: orphans.length, ahead, rebuilt: rebuild.length };
  if (Object.values(done).some((count) => count > 0)) options.logger.info(done, 'the engine was reconciled with the record');
  return done;
}

interface RunningCase extends Pick<OrphanedRun, 'number' | 'processType' | 'unit'> {
  /** In milliseconds since the epoch. */
  readonly startedAt: number;
}

/** Every case workflow that runs, by case id. */
async function runningCases(client: Client): Promise<Map<string, RunningCase>> {
  const found = new Map<string, RunningCase>();
  for await (const { workflowId, startTime, type, typedSearchAttributes } of client.workflow.list({ query: `ExecutionStatus = 'Running' AND TaskQueue = '${TASK_QUEUE}'`, pageSize: PAGE })) {
    if (!UUID.test(workflowId)) continue;
    found.set(workflowId, { startedAt: startTime.getTime(), processType: typedSearchAttributes.get(PROCESS) ?? type, number: typedSearchAttributes.get(NUMBER), unit: typedSearchAttributes.get(UNIT) });
  }
  return found;
}
const NUMBER = defineSearchAttributeKey('QingdunCaseNumber' satisfies SearchAttributeName, SearchAttributeType.KEYWORD);
const PROCESS = defineSearchAttributeKey('QingdunProcess' satisfies SearchAttributeName, SearchAttributeType.KEYWORD);
const UNIT = defineSearchAttributeKey('QingdunUnit' satisfies SearchAttributeName, SearchAttributeType.KEYWORD);

async function* openCases(pool: Pool): AsyncGenerator<OpenCase> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await pool.query<OpenCase>(
      `SELECT c.id, c.seq, s.told_seq, greatest(c.last_at, coalesce(s.told_at, c.last_at)) > clock_timestamp() - $2 * interval '1 millisecond' AS young,
         s.last_failure, s.last_failure IS NULL AND EXISTS (SELECT FROM outbox o WHERE o.case_id = c.id) AS waiting
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

type RunState = 'AGREES' | 'AHEAD' | 'FAILS' | 'SILENT';

/**
 * Whether the run was told from a journal that the record does not have, or cannot go on. The record is read after the run
 * was asked: what is decided meanwhile only takes it further. A run that does not answer for another reason is left alone.
 */
async function lookInto({ client, pool }: ReconcileOptions, caseId: string): Promise<RunState> {
  const handle = client.workflow.getHandle(caseId);
  const where = await client.withDeadline(Date.now() + QUERY_DEADLINE_MS, () => handle.query<Whereabouts>(WHERE_QUERY)).catch(() => undefined);
  if (!where) {
    const found = await handle.describe().catch(() => undefined);
    return (found?.raw.pendingWorkflowTask?.attempt ?? 0) >= FAILED_ATTEMPTS ? 'FAILS' : 'SILENT';
  }
  if (where.seq === 0) return 'AGREES';
  const { rows } = await pool.query<{ seq: number; digest: string | null }>(
    'SELECT c.seq, (SELECT e.digest FROM case_events e WHERE e.case_id = c.id AND e.seq = $2) AS digest FROM cases c WHERE c.id = $1',
    [caseId, where.seq],
  );
  const [row] = rows;
  return row !== undefined && (where.seq > row.seq || (where.journalDigest !== null && where.journalDigest !== row.digest)) ? 'AHEAD' : 'AGREES';
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
