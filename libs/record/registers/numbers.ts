/** Numbers that people read: what they are of, the civil year in Asia/Shanghai, and how many there were before. */
import type { PoolClient } from 'pg';
import { civilDateOf } from '@libs/domain/calendar';

/** `QD-2026-000123`. */
export const numberOf = (prefix: string, now: number, running: number): string => `${prefix}-${civilDateOf(now).slice(0, 4)}-${String(running).padStart(6, '0')}`;

/** The next number of a sequence. */
export async function nextNumber(client: PoolClient, sequence: 'filing_numbers' | 'certificate_numbers', prefix: string, now: number): Promise<string> {
  const { rows } = await client.query<{ running: number }>(`SELECT nextval('${sequence}')::int AS running`);
  const [row] = rows;
  if (!row) throw new Error(`no number of ${sequence}`);
  return numberOf(prefix, now, row.running);
}
