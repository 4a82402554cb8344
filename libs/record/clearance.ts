/** A special review that has let a matter through, named by whoever submits it again (第三十九条). */
import type { PoolClient } from 'pg';
import { SPECIAL_REVIEW } from '@libs/domain/special-review';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { FormReading } from './desk';

type Queries = Pick<PoolClient, 'query'>;

/** $1 number, $2 who applied, $3 process. */
const CLEARANCE = `SELECT id FROM cases WHERE number = $1 AND process_type = '${SPECIAL_REVIEW}' AND outcome = 'CLEARED' AND applicant_id = $2 AND facts ->> 'processType' = $3`;

/** Where the forms name it: the section that all of them have. */
const PATH = 'guards.clearanceRef';

interface Submitting {
  readonly applicantId: string | null;
  readonly processType: string;
}

/**
 * The case of the review that clears this submission; nothing where none is named, or none is needed.
 * @throws DomainError FORM_INVALID where the one that is named does not
 */
export async function clearanceFor(client: Queries, { crossBorder, clearanceRef }: FormReading['flags'], { applicantId, processType }: Submitting): Promise<string | undefined> {
  if (!crossBorder || clearanceRef === undefined) return undefined;
  const { rows } = await client.query<{ id: string }>(CLEARANCE, [clearanceRef, applicantId, processType]);
  const [review] = rows;
  if (review) return review.id;
  const message = { zh: '没有此编号的、准予本人继续办理本流程的特别审查', en: 'No special review of this number has cleared you for this process' };
  throw new DomainError('FORM_INVALID', { errors: [{ path: PATH, code: 'NOT_CLEARED', message }] });
}
