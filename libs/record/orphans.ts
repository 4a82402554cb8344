/** What the reconciler saw on one side alone, kept until a later round sees both: why a case is stuck by `ORPHAN`. */
import type { Pool } from 'pg';

/** An open case without a run. */
export interface OrphanedCase {
  readonly caseId: string;
  readonly side: 'CASE';
}
/** A run without an open case, with what it says of itself. */
export interface OrphanedRun {
  /** Its workflow id. */
  readonly caseId: string;
  readonly side: 'RUN';
  readonly number?: string;
  readonly processType: string;
  readonly unit?: string;
}
export type Orphan = OrphanedCase | OrphanedRun;

/** Notes one as it is found, before it is repaired. One that was noted already keeps its instant. */
export async function noteOrphan(pool: Pool, orphan: Orphan): Promise<void> {
  const { number, processType, unit }: Partial<OrphanedRun> = orphan.side === 'RUN' ? orphan : {};
  await pool.query('INSERT INTO orphans (case_id, side, number, process_type, unit) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (case_id) DO NOTHING', [orphan.caseId, orphan.side, number ?? null, processType ?? null, unit ?? null]);
}

/** The others are orphans no more. */
export async function keepOrphans(pool: Pool, caseIds: readonly string[]): Promise<void> {
  await pool.query('DELETE FROM orphans WHERE case_id <> ALL($1::uuid[])', [caseIds]);
}
