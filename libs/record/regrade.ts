/** 重定级 (第二十七条): a grading changes in the register, and every open case that uses the data set takes note of it. */
import type { Pool } from 'pg';
import { isUpward, protectiveLevel, strictest, type Grading } from '@libs/domain/grading';
import { DATA_LEVELS, type DataLevel } from '@libs/domain/positions';
import { regradableFact } from '@workflows/kit/admission';
import { readsOf } from '@workflows/kit/definition';
import { SYSTEM, type By } from './by';
import type { CaseWork } from './case-work';
import { newId } from './changes';
import { inTransaction } from './pool';
import type { CaseRecord } from './record';
import { grade, gradedNote } from './registers/gradings';
import { textOf } from './rows';
import { AUDIT, LOCK_CASE } from './statements';

export interface Regrading extends Grading {
  readonly resourceId: string;
  /** Decision or reference on which the grading rests. */
  readonly basis: string;
  readonly by: By;
}

/**
 * Records a grading. Open cases are told one by one, each in a transaction of its own; those that a crash leaves out are
 * found by `casesBehind` and told by the reconciler.
 */
export async function regrade(record: CaseRecord, regrading: Regrading): Promise<void> {
  await recordGrading(record.pool, regrading);
  for (const caseId of await casesBehind(record.pool, regrading.resourceId)) await noteGradings(record, caseId);
}

const recordGrading = (pool: Pool, { resourceId, basis, by, proposedLevel, determinedLevel, gradingStatus }: Regrading): Promise<void> =>
  inTransaction(pool, async (client) => {
    // As it is given: what is not named stands no more.
    const grading = { resourceId, proposedLevel: proposedLevel ?? null, determinedLevel: determinedLevel ?? null, gradingStatus, basis, caseId: null };
    const graded = await grade(client, grading);
    const { action, orgId, details } = gradedNote(grading, graded);
    await client.query(AUDIT, [JSON.stringify([{ id: newId(), at: textOf(graded.now), action, ...by, org_id: orgId, case_id: null, seq: null, refused: null, count: 1, details }])]);
  });

/** Open cases that have not taken note of the newest grading of a data set they use. */
export async function casesBehind(pool: Pool, resourceId: string | null = null): Promise<string[]> {
  const { rows } = await pool.query<{ case_id: string }>(
    `SELECT DISTINCT x.case_id FROM case_resources x JOIN resources r ON r.id = x.resource_id AND r.revision > x.seen_revision
     JOIN cases c ON c.id = x.case_id AND c.status <> 'CLOSED' AND c.stopped IS NULL WHERE $1::uuid IS NULL OR r.id = $1 ORDER BY 1`,
    [resourceId],
  );
  return rows.map(({ case_id }) => case_id);
}

/** Takes note of the gradings as they stand: a raised level makes its judgements stale and suspends what was granted. */
export const noteGradings = (record: CaseRecord, caseId: string): Promise<void> =>
  record.actAsSystem({ by: LOCK_CASE, id: caseId }, async (work) => {
    for (const { id, revision } of work.loaded.datasets) work.changes.put('case_resources', { case_id: caseId, resource_id: id, seen_revision: revision });
    const regrade = work.definition.reactsTo?.regrade;
    if (!regrade || regradableFact(work.definition, work.picture) === undefined) return;
    const before = levelOf(work.picture.facts[regrade.fact]);
    const levels = work.loaded.datasets.map((dataset) => protectiveLevel(dataset)).filter((level) => level !== 'UNGRADED');
    const level = strictest(before ? [before, ...levels] : levels);
    if (level && isUpward(before, level)) await raise(work, regrade, level);
    await work.passGates();
  });

async function raise(work: CaseWork, { fact, section }: { readonly fact: string; readonly section?: string }, level: DataLevel): Promise<void> {
  const granted = work.picture.wants.some(({ grant }) => grant);
  const judged = work.picture.settled.filter(({ standing, review, kind, key }) => standing && review !== undefined && weighsLevel(kind) && reads(work, key, section));
  // What has been granted is suspended and judged anew as its story says.
  const stale = granted ? [] : judged.map(({ id }) => id);
  const details = { fact, level };
  await work.append({ type: 'factsChanged', cause: 'REGRADE', facts: { [fact]: level }, stale }, { action: 'LEVEL_RAISED', by: SYSTEM, details });
  for (const { id, grant } of work.picture.wants)
    if (grant) await work.append({ type: 'grantSuspended', id, reauthorize: true }, { action: 'GRANT_SUSPENDED', by: SYSTEM, details: { ...details, cause: 'REGRADE' } });
}

/** Opinions weigh the level; what was carried out stays done under another one. */
const weighsLevel = (kind: string): boolean => kind === 'APPROVE' || kind === 'SESSION';

const reads = (work: CaseWork, key: string, section: string | undefined): boolean => {
  if (section === undefined) return true;
  const step = work.definition.steps[key];
  return step !== undefined && !step.admits && readsOf(work.definition, step).includes(section);
};

const levelOf = (value: unknown): DataLevel | undefined => DATA_LEVELS.find((level) => level === value);
