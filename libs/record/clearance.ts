/** A special review that has let a matter through, named by whoever submits it again (第三十九条). */
import type { PoolClient } from 'pg';
import { SPECIAL_REVIEW } from '@libs/domain/special-review';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { FormReading } from './desk';

type Queries = Pick<PoolClient, 'query'>;

/** $1 number, $2 who applied, $3 process, $4 the case that names it, or null for one to come: what was cleared was one matter of one organisation, $5, and so goes on in one case of it. */
const CLEARANCE = `SELECT c.id FROM cases c WHERE c.number = $1 AND c.process_type = '${SPECIAL_REVIEW}' AND c.outcome = 'CLEARED' AND c.applicant_id = $2 AND c.facts ->> 'processType' = $3
  AND c.org_id = $5 AND c.facts ->> 'cause' = 'CROSS_BORDER'
  AND NOT EXISTS (SELECT FROM case_links l WHERE l.to_case_id = c.id AND l.kind = 'CLEARED_BY' AND l.case_id IS DISTINCT FROM $4)`;
/** $1 number: held until the act is committed, so that no second case rests on it meanwhile. */
const ALONE = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';

/** Where the forms name it: the section that all of them have. */
const PATH = 'guards.clearanceRef';

interface Submitting {
  readonly applicantId: string | null;
  readonly processType: string;
  readonly orgId: string;
  /** Null for a case to come. */
  readonly caseId: string | null;
}

/**
 * The case of the review that clears this submission; nothing where none is named, or none is needed.
 * @throws DomainError FORM_INVALID where the one that is named does not
 */
export async function clearanceFor(client: Queries, { crossBorder, clearanceRef }: FormReading['flags'], { applicantId, processType, orgId, caseId }: Submitting): Promise<string | undefined> {
  if (!crossBorder || clearanceRef === undefined) return undefined;
  await client.query(ALONE, [clearanceRef]);
  const { rows } = await client.query<{ id: string }>(CLEARANCE, [clearanceRef, applicantId, processType, caseId, orgId]);
  const [review] = rows;
  if (review) return review.id;
  const message = { zh: '没有此编号的、准予本人继续办理本流程且尚未用于其他办件的特别审查', en: 'No special review of this number has cleared you for this process, or another case rests on it already' };
  throw new DomainError('FORM_INVALID', { errors: [{ path: PATH, code: 'NOT_CLEARED', message }] });
}
