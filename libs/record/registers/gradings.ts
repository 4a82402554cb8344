/** 定级 in the register: each grading is a revision of its own, and the resource stands as the newest one says. */
import type { PoolClient } from 'pg';
import type { GradingStatus } from '@libs/domain/grading';
import type { DataLevel } from '@libs/domain/positions';
import { newId } from '../changes';
import type { Plain } from '../desk';
import type { Entering, Noted } from './context';
import type { GradingEntry } from './entries';

export interface NewGrading {
  readonly resourceId: string;
  /** Left out: stays as it stands. null: there is none any more. */
  readonly proposedLevel?: DataLevel | null;
  readonly determinedLevel?: DataLevel | null;
  readonly gradingStatus: GradingStatus;
  readonly basis: string;
  readonly reasons?: Plain;
  /** The case that grades it. */
  readonly caseId: string | null;
}

export interface Graded {
  readonly revision: number;
  readonly orgId: string;
  readonly proposedLevel: DataLevel | null;
  readonly determinedLevel: DataLevel | null;
  /** The database's clock, in milliseconds. */
  readonly now: number;
}

/** $1 resource, $2 whether a proposed level is given, $3 which, $4 and $5 the same of the determined one, $6 status. */
const STAND = `UPDATE resources SET proposed_level = CASE WHEN $2::boolean THEN $3 ELSE proposed_level END, determined_level = CASE WHEN $4::boolean THEN $5 ELSE determined_level END,
    grading_status = $6, revision = revision + 1 WHERE id = $1
  RETURNING revision, org_id AS "orgId", proposed_level AS "proposedLevel", determined_level AS "determinedLevel", (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now`;
const KEEP = `INSERT INTO resource_gradings (id, resource_id, revision, proposed_level, determined_level, grading_status, basis, reasons, case_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/** @throws RangeError where there is no such resource */
export async function grade(client: PoolClient, { resourceId, proposedLevel, determinedLevel, gradingStatus, basis, reasons, caseId }: NewGrading): Promise<Graded> {
  const { rows } = await client.query<Graded>(STAND, [resourceId, proposedLevel !== undefined, proposedLevel ?? null, determinedLevel !== undefined, determinedLevel ?? null, gradingStatus]);
  const [graded] = rows;
  if (!graded) throw new RangeError(`no resource ${resourceId}`);
  await client.query(KEEP, [newId(), resourceId, graded.revision, graded.proposedLevel, graded.determinedLevel, gradingStatus, basis, reasons ? JSON.stringify(reasons) : null, caseId]);
  return graded;
}

/** What the audit event of a grading says. */
export const gradedNote = ({ resourceId, gradingStatus }: NewGrading, { revision, orgId, proposedLevel, determinedLevel }: Graded): Noted & { readonly orgId: string } => ({
  action: 'RESOURCE_GRADED',
  orgId,
  details: { resourceId, revision, proposedLevel, determinedLevel, gradingStatus },
});

/** The case that grades has taken note of it; every other one takes note afterwards (`regrade.ts`). */
export async function enterGrading(client: PoolClient, entry: GradingEntry, { caseId }: Entering): Promise<readonly Noted[]> {
  const grading = { ...entry, caseId };
  const graded = await grade(client, grading);
  await client.query('UPDATE case_resources SET seen_revision = $3 WHERE case_id = $1 AND resource_id = $2', [caseId, entry.resourceId, graded.revision]);
  return [gradedNote(grading, graded)];
}
