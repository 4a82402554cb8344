/**
 * Why cases do not go on: the one definition, for the list of the administrators, its counts, the metric, and what the list
 * of cases calls stuck.
 */

/** Why a case does not go on. */
export const STUCK_KINDS = ['STOPPED', 'TOLD_DIFFERENTLY', 'ENGINE_FAILING', 'NO_WORKER', 'UNSTAFFED', 'UNDECIDABLE', 'EXTERNAL_WAIT', 'OVERDUE', 'CALENDAR_MISSING', 'ORPHAN', 'UNDELIVERED'] as const;
export type StuckKind = (typeof STUCK_KINDS)[number];

const NO_STEPS = `'[]'::jsonb`;
const NO_REASONS = `ARRAY[]::text[]`;
const STEPS = `jsonb_agg(DISTINCT jsonb_build_object('kind', s.kind, 'key', s.key))`;
/** So often an effect was claimed and not done: it fails, and is not just slow. */
const ATTEMPTS = 3;

/** Somebody may sit there, but too few: where nobody does, that is the cause. */
const UNDECIDABLE_NOW = `f.resolved_at IS NULL AND f.cause <> 'UNSTAFFED' AND f.undecidable_from <= clock_timestamp()`;

/** For each kind: case, since when, steps, reasons. */
const causes = (untoldForS: number): Readonly<Record<StuckKind, string>> => ({
  STOPPED: `SELECT c.id, (c.stopped ->> 'at')::timestamptz, ${NO_STEPS}, ARRAY[c.stopped ->> 'reason'] FROM cases c WHERE c.stopped IS NOT NULL`,
  TOLD_DIFFERENTLY: `SELECT e.case_id, coalesce(e.told_at, c.last_at), ${NO_STEPS}, ${NO_REASONS} FROM engine_states e JOIN cases c ON c.id = e.case_id WHERE e.told_differently_seq IS NOT NULL`,
  ENGINE_FAILING: `SELECT e.case_id, e.failed_at, ${NO_STEPS}, ARRAY[e.last_failure] FROM engine_states e WHERE e.last_failure IS NOT NULL
    UNION ALL SELECT s.case_id, min(s.opened_at), ${STEPS}, ${NO_REASONS} FROM effects f JOIN steps s ON s.case_id = f.case_id AND s.want_id = f.want_id AND s.status = 'OPEN'
      WHERE f.done_at IS NULL AND f.attempts >= ${ATTEMPTS} AND NOT EXISTS (SELECT FROM engine_states e WHERE e.case_id = f.case_id AND e.last_failure IS NOT NULL) GROUP BY s.case_id`,
  NO_WORKER: `SELECT o.case_id, min(o.at), ${NO_STEPS}, ${NO_REASONS} FROM outbox o JOIN engine_states e ON e.case_id = o.case_id AND e.last_failure IS NULL
    WHERE o.at < clock_timestamp() - ${untoldForS} * interval '1 second' GROUP BY o.case_id`,
  UNSTAFFED: `SELECT s.case_id, min(s.opened_at), ${STEPS}, ${NO_REASONS} FROM steps s WHERE s.status = 'OPEN' AND s.unstaffed
    AND NOT EXISTS (SELECT FROM feasibility_findings f WHERE f.case_id = s.case_id AND f.step_id = s.id AND ${UNDECIDABLE_NOW}) GROUP BY s.case_id`,
  UNDECIDABLE: `SELECT f.case_id, min(f.undecidable_from), ${STEPS}, ${NO_REASONS} FROM feasibility_findings f JOIN steps s ON s.id = f.step_id AND s.status = 'OPEN' WHERE ${UNDECIDABLE_NOW} GROUP BY f.case_id`,
  EXTERNAL_WAIT: `SELECT s.case_id, min(s.opened_at), ${STEPS}, ${NO_REASONS} FROM steps s WHERE s.status = 'OPEN' AND s.blocked IS NOT NULL GROUP BY s.case_id`,
  OVERDUE: `SELECT k.case_id, min(k.breached_at), ${STEPS}, ${NO_REASONS} FROM clocks k JOIN steps s ON s.id = k.step_id WHERE k.breached_at IS NOT NULL AND k.stopped_at IS NULL GROUP BY k.case_id`,
  CALENDAR_MISSING: `SELECT k.case_id, min(k.base_at), ${NO_STEPS}, array_agg(DISTINCT k.key) FROM clocks k WHERE k.provisional AND k.stopped_at IS NULL GROUP BY k.case_id`,
  ORPHAN: `SELECT o.case_id, o.since, ${NO_STEPS}, ARRAY[o.side] FROM orphans o`,
  UNDELIVERED: `SELECT n.case_id, min(coalesce(d.claimed_at, d.due_at)), ${NO_STEPS}, array_agg(DISTINCT d.channel) FROM deliveries d JOIN notices n ON n.id = d.notice_id WHERE d.state = 'DEAD' GROUP BY n.case_id`,
});

/** What may be wrong with a case that has ended: the engine is not told its end, its run goes on, or somebody was not told. Of a run alone the record knows no case. */
const EVEN_ENDED: readonly StuckKind[] = ['ENGINE_FAILING', 'NO_WORKER', 'ORPHAN', 'UNDELIVERED'];

/**
 * A relation (kind, case_id, since, steps, reasons), in parentheses: one row for each cause by which a case is stuck.
 * @param untoldForS for how many seconds a case may be untold before no worker seems to run
 */
export function stuckCases(untoldForS: number): string {
  const all = causes(untoldForS);
  const ended = EVEN_ENDED.map((kind) => `'${kind}'`).join(', ');
  return `(SELECT x.* FROM (${STUCK_KINDS.map((kind) => `SELECT '${kind}', y.* FROM (${all[kind]}) y`).join(' UNION ALL ')}) x (kind, case_id, since, steps, reasons)
    LEFT JOIN cases c ON c.id = x.case_id WHERE c.status <> 'CLOSED' OR x.kind IN (${ended}))`;
}
