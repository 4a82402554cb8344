/** 待履行事项: what somebody still owes the district or another authority. */
import type { PoolClient } from 'pg';
import { newId } from '../changes';
import { textOf } from '../rows';
import type { Entering, Noted } from './context';
import type { ObligationEntry } from './entries';

/** $1 id, $2 case, $3 organisation, $4 key, $5 title, $6 article, $7 addressee, $8 due, $9 status, $10 fulfilled, $11 receipt, $12 now. */
const OBLIGE = `INSERT INTO obligations (id, case_id, org_id, key, title, article, addressee, due_at, status, fulfilled_at, receipt_no, entered_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  ON CONFLICT (case_id, key) DO UPDATE SET title = excluded.title, article = excluded.article, addressee = excluded.addressee, status = excluded.status,
    due_at = coalesce(excluded.due_at, obligations.due_at), fulfilled_at = excluded.fulfilled_at, receipt_no = coalesce(excluded.receipt_no, obligations.receipt_no)
  RETURNING id, due_at`;

const instant = (at: number | undefined): string | null => (at === undefined ? null : textOf(at));

export async function oblige(client: PoolClient, entry: ObligationEntry, { caseId, orgId, now }: Entering): Promise<readonly Noted[]> {
  const { key, title, article, to, dueAt, status, receiptNo } = entry;
  const fulfilledAt = status === 'FULFILLED' ? textOf(entry.fulfilledAt ?? now) : null;
  const { rows } = await client.query<{ id: string; due_at: Date | null }>(OBLIGE, [newId(), caseId, orgId, key, title, article, to, instant(dueAt), status, fulfilledAt, receiptNo ?? null, textOf(now)]);
  const [row] = rows;
  return [{ action: `OBLIGATION_${status}`, details: { obligationId: row?.id, key, dueAt: row?.due_at?.toISOString() ?? null, ...(fulfilledAt !== null && { fulfilledAt }) } }];
}
