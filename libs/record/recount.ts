/** Limits that were counted while a year's holidays were not published are counted again when the calendar arrives (第二百零三条 of 民法典). */
import type { Pool } from 'pg';
import { SYSTEM } from './by';
import type { CaseWork } from './case-work';
import { recompute } from './clock-book';
import type { CaseRecord } from './record';
import type { ClockRow, StepRow } from './rows';
import { LOCK_CASE } from './statements';

/** Open cases with a provisional limit that another calendar has counted than the one there is now. */
export async function casesToRecount(pool: Pool, limit = 200): Promise<string[]> {
  const { rows } = await pool.query<{ case_id: string }>(
    `SELECT DISTINCT k.case_id FROM clocks k JOIN cases c ON c.id = k.case_id AND c.status <> 'CLOSED' AND c.stopped IS NULL
     WHERE k.provisional AND k.stopped_at IS NULL AND k.breached_at IS NULL AND k.counted_by IS DISTINCT FROM (SELECT revision FROM revisions WHERE subject = 'CALENDAR')
     ORDER BY k.case_id LIMIT $1`,
    [limit],
  );
  return rows.map(({ case_id }) => case_id);
}

/** Counts them again; one that moves is audited. What was breached stays breached. */
export const recountClocks = (record: CaseRecord, caseId: string): Promise<void> =>
  record.actAsSystem({ by: LOCK_CASE, id: caseId }, async (work) => {
    for (const step of work.loaded.steps) for (const clock of work.clocksOf(step)) if (clock.provisional && clock.breached_at === null) recount(work, step, clock);
  });

function recount(work: CaseWork, step: StepRow, clock: ClockRow): void {
  const spec = work.clockSpecs(step).find(({ policy }) => policy === clock.key);
  if (!spec) return;
  const before = clock.due_at;
  work.changes.put('clocks', recompute(clock, spec, work.now, work.terms));
  if (clock.due_at === before) return;
  work.showDue(step);
  work.audit({ action: 'CLOCK_RECOUNTED', by: SYSTEM, details: { clock: clock.key, step: step.key, before, dueAt: clock.due_at } });
}
