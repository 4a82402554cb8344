/** What the engine is told, and what it asks: messages, events from a sequence on, keeping time, effects. */
import type { Pool } from 'pg';
import type { CaseEvent } from '@workflows/kit/journal';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { CaseMessage, EventPage, KeptTime } from '@libs/contracts/engine';
import { SYSTEM } from './by';
import type { CaseRecord } from './record';
import { FOR_PEOPLE } from './pool';
import { textOf } from './rows';
import { LOCK_CASE } from './statements';

/** Events in one page, and so in one message. */
export const PAGE = 200;

interface StateRow {
  readonly case_id: string;
  readonly number: string;
  readonly process_type: string;
  readonly definition_version: number;
  readonly org_code: string;
  readonly status: string;
  readonly seq: number;
  readonly due_revision: number;
  readonly next_due_ms: string | null;
  readonly now_ms: string;
  readonly last_outbox_id: string | null;
  readonly traces: readonly string[] | null;
  readonly events: readonly { readonly body: CaseEvent; readonly digest: string; readonly wants_digest: string }[];
}

const STATE = `SELECT c.id AS case_id, c.number, c.process_type, c.definition_version, o.code AS org_code, c.status, c.seq, c.due_revision,
    (extract(epoch FROM c.next_due_at) * 1000)::bigint AS next_due_ms, (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now_ms,
    x.last_outbox_id, x.traces,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('body', e.body, 'digest', e.digest, 'wants_digest', e.wants_digest) ORDER BY e.seq), '[]')
      FROM (SELECT * FROM case_events e WHERE e.case_id = c.id AND e.seq > $2 ORDER BY e.seq LIMIT ${PAGE}) e) AS events
  FROM cases c JOIN organisations o ON o.id = c.org_id
    LEFT JOIN LATERAL (SELECT max(b.id) AS last_outbox_id, array_agg(b.trace ORDER BY b.id) FILTER (WHERE b.trace IS NOT NULL) AS traces FROM outbox b WHERE b.case_id = c.id) x ON true
  WHERE c.id = $1`;

const stateOf = async (pool: Pool, caseId: string, afterSeq: number): Promise<StateRow | undefined> =>
  (await pool.query<StateRow>({ name: 'engine-state', text: STATE, values: [caseId, afterSeq] })).rows[0];

export interface Telling {
  readonly message: CaseMessage;
  /** The last row of the outbox that it covers; null while pages are missing. */
  readonly covers: string | null;
  /** The traces of the acts that it tells of, as `traceparent`, the newest last; none where none was traced. */
  readonly traces: readonly string[];
}

/** What brings a run from `afterSeq` to the present, or as far as one page goes. */
export async function tellingFor(pool: Pool, caseId: string, afterSeq: number): Promise<Telling | undefined> {
  const row = await stateOf(pool, caseId, afterSeq);
  if (!row) return undefined;
  const page = pageOf(row);
  const message = { caseId: row.case_id, number: row.number, processType: row.process_type, storyVersion: row.definition_version, unit: row.org_code, ...page };
  return { message, covers: reaches(page) < row.seq ? null : row.last_outbox_id, traces: row.traces ?? [] };
}

/** The last sequence of a page: that of the case where it has no events. */
export const reaches = ({ events, seq }: EventPage): number => events.at(-1)?.seq ?? seq;

const pageOf = (row: StateRow): EventPage => {
  const last = row.events.at(-1);
  return {
    events: row.events.map(({ body }) => body),
    seq: row.seq,
    journalDigest: last?.digest ?? null,
    wantsDigest: last?.wants_digest ?? null,
    nextDueAt: row.next_due_ms === null ? null : Number(row.next_due_ms),
    dueRevision: row.due_revision,
    closed: row.status === 'CLOSED',
  };
};

/** What a run pulls when something is missing. `undefined` where the record knows no such case. */
export async function eventsAfter(pool: Pool, caseId: string, afterSeq: number): Promise<EventPage | undefined> {
  const row = await stateOf(pool, caseId, afterSeq);
  return row && pageOf(row);
}

/** Lets PostgreSQL decide by its own clock what is due; gives everything after the sequence that the run knows. */
export async function keepTime(record: CaseRecord, caseId: string, knownSeq: number): Promise<KeptTime> {
  await settleOverdue(record, caseId);
  const row = await stateOf(record.pool, caseId, knownSeq);
  if (!row) throw new RangeError(`no case ${caseId}`);
  return { ...pageOf(row), now: Number(row.now_ms) };
}

/** Settles what is due. In a stopped case nothing is settled: it waits for people. */
export async function settleOverdue(record: CaseRecord, caseId: string): Promise<void> {
  try {
    // What is due is settled on the way in, before the body runs.
    await record.actAsSystem({ by: LOCK_CASE, id: caseId }, async () => undefined);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'CASE_STOPPED') throw error;
  }
}

/** Cases in which something has been due for longer than this, the longest first. */
export async function overdueCases(pool: Pool, byMs: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM cases WHERE status <> 'CLOSED' AND stopped IS NULL AND next_due_at < clock_timestamp() - $1 * interval '1 millisecond' ORDER BY next_due_at LIMIT 200`,
    [byMs],
  );
  return rows.map(({ id }) => id);
}

export interface ClaimedEffect {
  readonly kind: string;
  readonly key: string;
}

/** Claims an effect before it is performed: not if the case is held, the want dropped or the effect done. */
export const claimEffect = (record: CaseRecord, caseId: string, wantId: string): Promise<ClaimedEffect | undefined> =>
  record.actAsSystem({ by: LOCK_CASE, id: caseId }, async (work) => {
    const want = work.picture.wants.find(({ id, kind }) => id === wantId && kind === 'EFFECT');
    const spec = want && work.definition.effects[want.key];
    if (!want || !spec || work.case.status !== 'OPEN') return undefined;
    work.changes.put('effects', { case_id: caseId, want_id: wantId, kind: spec.kind, claimed_at: textOf(work.now), attempts: 1, done_at: null, result: null });
    return { kind: spec.kind, key: want.key };
  });

/** Answers an effect with its event. Once: a second answer, or one that comes after the want was dropped, changes nothing. */
export const completeEffect = (record: CaseRecord, caseId: string, wantId: string, result: Readonly<Record<string, unknown>>): Promise<boolean> =>
  record.actAsSystem({ by: LOCK_CASE, id: caseId }, async (work) => {
    const want = work.picture.wants.find(({ id, kind }) => id === wantId && kind === 'EFFECT');
    if (!want) return false;
    work.changes.put('effects', { case_id: caseId, want_id: wantId, kind: work.definition.effects[want.key]?.kind ?? '', claimed_at: textOf(work.now), attempts: 0, done_at: textOf(work.now), result });
    await work.append({ type: 'effectDone', id: wantId }, { action: 'EFFECT_DONE', by: SYSTEM, details: { key: want.key, ...result } });
    return true;
  });

// ---- the relay's side ----

export interface Pending {
  readonly caseId: string;
  readonly toldSeq: number;
  readonly urgent: boolean;
  /** When the oldest untold row was written, in milliseconds since the epoch. */
  readonly since: number;
}

const PENDING = `SELECT o.case_id, bool_or(o.urgent) AS urgent, (extract(epoch FROM min(o.at)) * 1000)::bigint AS since, s.told_seq
  FROM (SELECT * FROM outbox WHERE case_id <> ALL($2::uuid[]) ORDER BY urgent DESC, id LIMIT $1) o JOIN engine_states s ON s.case_id = o.case_id
  GROUP BY o.case_id, s.told_seq ORDER BY bool_or(o.urgent) DESC, min(o.id)`;

/** Cases with something to tell, urgent first, without those that are being told now. */
export async function pending(pool: Pool, limit: number, inFlight: readonly string[]): Promise<Pending[]> {
  const { rows } = await pool.query<{ case_id: string; urgent: boolean; since: string; told_seq: number }>({ name: 'pending', text: PENDING, values: [limit, inFlight] });
  return rows.map((row) => ({ caseId: row.case_id, urgent: row.urgent, since: Number(row.since), toldSeq: row.told_seq }));
}

const TOLD = `WITH gone AS (DELETE FROM outbox WHERE case_id = $1 AND id <= $2)
  UPDATE engine_states SET told_seq = greatest(told_seq, $3), told_due_revision = greatest(told_due_revision, $4), told_at = clock_timestamp(), last_failure = NULL, failed_at = NULL WHERE case_id = $1`;

/** The engine has acknowledged a telling. */
export async function told(pool: Pool, { message, covers }: Telling): Promise<void> {
  await pool.query({ name: 'told', text: TOLD, values: [message.caseId, covers, reaches(message), message.dueRevision] });
}

const UNDER_WAY = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1 AND state <> 'idle'`;

/** How many statements and transactions of people are under way at this moment. */
export async function underWay(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>({ name: 'under-way', text: UNDER_WAY, values: [FOR_PEOPLE] });
  return rows[0]?.count ?? 0;
}

/** Telling failed, with the name of the failure: never its text. */
export async function notTold(pool: Pool, caseId: string, failure: string): Promise<void> {
  await pool.query('UPDATE engine_states SET last_failure = $2, failed_at = clock_timestamp() WHERE case_id = $1', [caseId, failure]);
}

/** What is noted of a case whose run cannot go on: it was told, and each attempt to run it fails. */
export const RUN_FAILS = 'WorkflowTaskFailed';

/** Notes that a run cannot go on, or that it can again. */
export async function runFails(pool: Pool, caseId: string, fails: boolean): Promise<void> {
  if (fails) await pool.query('UPDATE engine_states SET last_failure = $2, failed_at = clock_timestamp() WHERE case_id = $1 AND last_failure IS NULL', [caseId, RUN_FAILS]);
  else await pool.query('UPDATE engine_states SET last_failure = NULL, failed_at = NULL WHERE case_id = $1 AND last_failure = $2', [caseId, RUN_FAILS]);
}

/** The run's picture differs from the record's after this sequence: its effects are stopped, an administrator is told. */
export async function toldDifferently(pool: Pool, caseId: string, seq: number): Promise<void> {
  await pool.query('UPDATE engine_states SET told_differently_seq = $2 WHERE case_id = $1', [caseId, seq]);
}

/** Cases whose run administrators want rebuilt from the record. */
export async function casesToRebuild(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ case_id: string }>('SELECT case_id FROM engine_states WHERE rebuild ORDER BY case_id');
  return rows.map(({ case_id }) => case_id);
}

/**
 * Asks the relay to tell this case again from the start: the reconciler found its run missing, behind or ahead. What an
 * earlier run was told differently is forgotten: one that is told from the start reports anew if it still differs.
 */
export async function tellAgain(pool: Pool, caseId: string): Promise<void> {
  await pool.query(
    `WITH again AS (UPDATE engine_states SET told_seq = 0, told_due_revision = 0, told_differently_seq = NULL, rebuild = false WHERE case_id = $1)
     INSERT INTO outbox (case_id, seq, urgent) SELECT id, seq, true FROM cases WHERE id = $1`,
    [caseId],
  );
}

