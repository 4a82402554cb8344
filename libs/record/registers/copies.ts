/** 副本: what a destruction has to reach (第二十条). */
import type { PoolClient } from 'pg';
import { textOf } from '../rows';
import { RegisterError, type Entering, type Noted } from './context';
import type { CopyDestroyedEntry, CopyEntry } from './entries';

/** A copy stays that of its resource, and of its kind. What is left out of its details stays as it stands; what was destroyed and is there again is there. */
const REGISTER = `INSERT INTO resource_copies (id, resource_id, kind, location, details, case_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (id) DO UPDATE SET location = excluded.location, details = coalesce(excluded.details, resource_copies.details), destroyed_at = NULL, destroyed_by = NULL
  WHERE resource_copies.resource_id = excluded.resource_id AND resource_copies.kind = excluded.kind`;

/** @throws RegisterError where the id is that of a copy of something else */
export async function registerCopy(client: PoolClient, { id, resourceId, kind, location, details }: CopyEntry, { caseId, now }: Entering): Promise<readonly Noted[]> {
  const { rowCount } = await client.query(REGISTER, [id, resourceId, kind, location, details ? JSON.stringify(details) : null, caseId, textOf(now)]);
  if (!rowCount) throw new RegisterError(`the copy ${id} is not of ${resourceId}, or not ${kind}`);
  return [{ action: 'COPY_REGISTERED', details: { copyId: id, resourceId, kind } }];
}

/** What was destroyed before stays destroyed by then. @throws RegisterError where there is no such copy */
export async function destroyCopy(client: PoolClient, { id }: CopyDestroyedEntry, { caseId, now }: Entering): Promise<readonly Noted[]> {
  const { rows } = await client.query<{ resource_id: string; before: Date | null }>('SELECT resource_id, destroyed_at AS before FROM resource_copies WHERE id = $1 FOR UPDATE', [id]);
  const [copy] = rows;
  if (!copy) throw new RegisterError(`no copy ${id}`);
  if (copy.before !== null) return [];
  await client.query('UPDATE resource_copies SET destroyed_at = $2, destroyed_by = $3 WHERE id = $1', [id, textOf(now), caseId]);
  return [{ action: 'COPY_DESTROYED', details: { copyId: id, resourceId: copy.resource_id } }];
}
