/** 变更登记 (第二十七、三十条): when a resource changed, and what came of it. The limit is counted from the day of the change when it is read. */
import type { PoolClient } from 'pg';
import { newId } from '../changes';
import { textOf } from '../rows';
import type { Entering, Noted } from './context';
import type { ChangeEntry } from './entries';

/** $1 id, $2 case, $3 resource, $4 kind, $5 cause, $6 day, $7 status, $8 now. */
const REGISTER = `INSERT INTO resource_changes (id, case_id, resource_id, kind, cause, changed_at, status, registered_at, settled_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $7 <> 'OPEN' THEN $8::timestamptz END)
  ON CONFLICT (case_id, resource_id) DO UPDATE SET kind = excluded.kind, cause = excluded.cause, changed_at = excluded.changed_at, status = excluded.status, settled_at = excluded.settled_at
  RETURNING id`;

export async function registerChange(client: PoolClient, { resourceId, kind, trigger, changedAt, status }: ChangeEntry, { caseId, now }: Entering): Promise<readonly Noted[]> {
  const { rows } = await client.query<{ id: string }>(REGISTER, [newId(), caseId, resourceId, kind, trigger, changedAt, status, textOf(now)]);
  return [{ action: status === 'OPEN' ? 'CHANGE_REGISTERED' : 'CHANGE_SETTLED', details: { changeId: rows[0]?.id, resourceId, kind, changedAt, status } }];
}
