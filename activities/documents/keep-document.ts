/** Keeps what an effect has rendered: performed again for the same want, it is the same attachment. */
import type { Pool } from 'pg';
import { v5 as uuidv5 } from 'uuid';
import type { ContentStore } from '@libs/platform/files/content-store';

/** Namespace of the ids that documents get from their case and want: the same document is the same row. */
const NAMESPACE = '6f0c1c0a-52a6-5f0e-9b53-1f1d9b1f7a11';

export interface RenderedDocument {
  readonly caseId: string;
  readonly wantId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Gives the id of the attachment and the digest of its content. */
export async function keepDocument(pool: Pool, store: ContentStore, { caseId, wantId, name, mediaType, bytes }: RenderedDocument): Promise<{ attachmentId: string; sha256: string }> {
  const { sha256, size } = await store.put(bytes);
  const attachmentId = uuidv5(`${caseId} ${wantId}`, NAMESPACE);
  await pool.query(`INSERT INTO attachments (id, name, media_type, size, sha256, case_id) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`, [attachmentId, name, mediaType, size, sha256, caseId]);
  return { attachmentId, sha256 };
}
