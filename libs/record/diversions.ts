/**
 * Special reviews (第三十九条): what is diverted goes on outside the ordinary approvers. A review holds why and from which
 * process, and nothing of the matter.
 */
import type { PoolClient } from 'pg';
import { DIVERSION_CAUSES, SECRET_CAUSES, SPECIAL_REVIEW, type DiversionCause } from '@libs/domain/special-review';
import type { DiversionEnd } from '@workflows/kit/journal';
import { aroundNow, beginBySystem, type SystemBeginning } from './begin-by-system';
import type { CaseRecord } from './record';
import { writeRegisters } from './registers/write';
import type { CaseRow } from './rows';

export interface Diversion {
  readonly cause: DiversionCause;
  /** The process whose submission or case it was. */
  readonly processType: string;
  readonly beginning: SystemBeginning['beginning'];
  /** The case whose correction it was; nothing where it was to be a new case. */
  readonly correcting?: string;
}

/** Begins the review of what was diverted. Commits nothing. */
export function openSpecialReview(record: CaseRecord, client: PoolClient, { cause, processType, beginning }: Diversion, around: Pick<SystemBeginning, 'around' | 'told'>): Promise<CaseRow> {
  const desk = record.desk(SPECIAL_REVIEW);
  return beginBySystem(record, client, { desk, beginning, form: {}, facts: { cause, processType }, title: `${desk.process.definition.title}：${DIVERSION_CAUSES[cause]}`, datasets: [], ...around });
}

/** $1 person, $2 process, $3 cause, $4 organisation: the review that this person's like submission has opened already. */
const OPEN_REVIEW = `SELECT id, number FROM cases WHERE process_type = '${SPECIAL_REVIEW}' AND applicant_id IS NOT DISTINCT FROM $1 AND parent_id IS NULL AND status <> 'CLOSED'
  AND facts ->> 'processType' = $2 AND facts ->> 'cause' = $3 AND org_id = $4 ORDER BY id LIMIT 1`;

/**
 * The review of a submission that was turned away: one for as long as it is open, however often the submission is tried. What
 * was declared to be secret does not stay behind in drafts of that process either.
 */
export async function divertSubmission(record: CaseRecord, diversion: Diversion): Promise<Pick<CaseRow, 'id' | 'number'>> {
  const { cause, processType, beginning } = diversion;
  const client = await record.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${SPECIAL_REVIEW} ${beginning.applicant_id} ${processType} ${cause}`]);
    if (SECRET_CAUSES.includes(cause)) await client.query('DELETE FROM drafts WHERE owner_id = $1 AND process_type = $2', [beginning.applicant_id, processType]);
    const { rows } = await client.query<Pick<CaseRow, 'id' | 'number'>>(OPEN_REVIEW, [beginning.applicant_id, processType, cause, beginning.org_id]);
    const review = rows[0] ?? (await openSpecialReview(record, client, diversion, { around: await aroundNow(record, client, beginning.org_id), told: { diverted: processType } }));
    if (diversion.correcting !== undefined) await linkToCorrected(client, review.id, diversion.correcting);
    await client.query('COMMIT');
    return review;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** 关联办件: the review follows the case whose correction was turned away. */
async function linkToCorrected(client: PoolClient, reviewId: string, caseId: string): Promise<void> {
  const { rows } = await client.query<Pick<CaseRow, 'number' | 'org_id' | 'last_at'>>('SELECT number, org_id, last_at FROM cases WHERE id = $1', [reviewId]);
  for (const { number, org_id: orgId, last_at } of rows) await writeRegisters(client, [{ register: 'LINK', kind: 'FOLLOWS', to: { caseId } }], { caseId: reviewId, number, orgId, now: Date.parse(last_at), by: null });
}

const isDiversionEnd = (outcome: string): outcome is DiversionEnd => outcome === 'CLEARED' || outcome === 'REFERRED_OUT' || outcome === 'BLOCKED';

/** What the end of a review means for the case that waits for it: one that was ended otherwise has cleared nothing. */
export const diversionEnd = (outcome: string): DiversionEnd => (isDiversionEnd(outcome) ? outcome : 'BLOCKED');
