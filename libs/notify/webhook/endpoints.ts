/** What a sender does to an endpoint. */
import type { Pool } from 'pg';
import { SYSTEM } from '@libs/record/by';
import { newId } from '@libs/record/changes';
import { AUDIT } from '@libs/record/statements';
import type { AuditRow } from '@libs/record/rows';

/** The receiver has said for good that it is there no more (410): nothing is sent to it until an administrator says otherwise. */
export async function deactivateGone(pool: Pool, endpointId: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rowCount } = await client.query('UPDATE webhook_endpoints SET active = false WHERE id = $1 AND active', [endpointId]);
    const row: AuditRow = { id: newId(), at: new Date().toISOString(), action: 'WEBHOOK_GONE', ...SYSTEM, case_id: null, seq: null, refused: null, count: 1, details: { endpointId } };
    if (rowCount) await client.query(AUDIT, [JSON.stringify([row])]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
