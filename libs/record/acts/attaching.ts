/** Files that an act brings along: the actor's own uploads, which belong to no other case. */
import type { PoolClient } from 'pg';
import { DomainError } from '@libs/platform/errors/domain-error';

/** Locked until the act is committed: no second case can take one of them meanwhile. */
const OWN = `SELECT json_build_object('id', id, 'name', name, 'media_type', media_type, 'size', size, 'sha256', sha256) AS upload
  FROM attachments WHERE id = ANY($1::uuid[]) AND uploaded_by = $2 AND (case_id IS NULL OR case_id = $3) ORDER BY uploaded_at, id FOR NO KEY UPDATE`;

/** What was uploaded: size in bytes, digest in hexadecimal. */
export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly media_type: string;
  readonly size: number;
  readonly sha256: string;
}

/**
 * Costs nothing where nothing is attached. An upload of somebody else is answered like one that does not exist.
 * @param caseId null for a case that begins
 * @throws DomainError FORM_INVALID with the path of each id that may not be attached
 */
export async function mustBeOwnUploads(client: PoolClient, ids: readonly string[] = [], { personId, caseId }: { readonly personId: string; readonly caseId: string | null }): Promise<readonly Upload[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<{ upload: Upload }>({ name: 'own-uploads', text: OWN, values: [ids, personId, caseId] });
  const own = new Set(rows.map(({ upload }) => upload.id));
  const errors = ids.flatMap((id, index) => (own.has(id) ? [] : [{ path: `attachments[${index}]`, code: 'NOT_FOUND', message: { zh: '没有此附件，或它已属于其他办件', en: 'No such upload of yours, or it belongs to another case' } }]));
  if (errors.length) throw new DomainError('FORM_INVALID', { errors });
  return rows.map(({ upload }) => upload);
}
