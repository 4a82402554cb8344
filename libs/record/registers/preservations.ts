/** 冻结: data that must not be destroyed while a case needs it as evidence. */
import type { PoolClient } from 'pg';
import { newId } from '../changes';
import { textOf } from '../rows';
import type { Entering, Noted } from './context';
import type { PreservationEntry } from './entries';

const HOLD = `INSERT INTO preservations (id, case_id, resource_id, basis, held_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (case_id, resource_id) DO UPDATE SET basis = excluded.basis, held_at = excluded.held_at, lifted_at = NULL WHERE preservations.lifted_at IS NOT NULL`;

/** Holds what is not held yet, and lifts what is held; anything else changes nothing. */
export async function preserve(client: PoolClient, { resourceId, status, basis }: PreservationEntry, { caseId, now }: Entering): Promise<readonly Noted[]> {
  const at = textOf(now);
  const { rowCount } =
    status === 'HELD'
      ? await client.query(HOLD, [newId(), caseId, resourceId, basis, at])
      : await client.query('UPDATE preservations SET lifted_at = $3 WHERE case_id = $1 AND resource_id = $2 AND lifted_at IS NULL', [caseId, resourceId, at]);
  return rowCount ? [{ action: `PRESERVATION_${status}`, details: { resourceId } }] : [];
}
