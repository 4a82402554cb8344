/** 备案、清单和报告 that are sent to the district: received under a number, or returned with what is incomplete. */
import type { PoolClient } from 'pg';
import { newId } from '../changes';
import { textOf } from '../rows';
import { RegisterError, type Entering, type Noted } from './context';
import type { FilingEntry } from './entries';
import { nextNumber } from './numbers';

/** 青浦备案. */
const PREFIX = 'QP-BA';

/** $1 id, $2 case, $3 organisation, $4 kind, $5 year, $6 status, $7 number, $8 points, $9 now. What was received stays so. */
const FILE = `INSERT INTO filings (id, case_id, org_id, kind, year, status, number, rounds, points, submitted_at, returned_at, received_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, 1, coalesce($8::text[], '{}'), $9, CASE WHEN $6 = 'RETURNED' THEN $9::timestamptz END, CASE WHEN $6 = 'RECEIVED' THEN $9::timestamptz END)
  ON CONFLICT (case_id, kind) DO UPDATE SET status = excluded.status, number = excluded.number, year = coalesce(excluded.year, filings.year),
    rounds = filings.rounds + CASE WHEN excluded.status = 'SUBMITTED' THEN 1 ELSE 0 END,
    points = coalesce($8::text[], filings.points),
    submitted_at = CASE WHEN excluded.status = 'SUBMITTED' THEN excluded.submitted_at ELSE filings.submitted_at END,
    returned_at = coalesce(excluded.returned_at, filings.returned_at), received_at = excluded.received_at
  WHERE filings.status <> 'RECEIVED'
  RETURNING id, rounds`;

/** @throws RegisterError where the filing has been received already */
export async function file(client: PoolClient, { kind, status, points, year }: FilingEntry, { caseId, orgId, now }: Entering): Promise<readonly Noted[]> {
  const number = status === 'RECEIVED' ? await nextNumber(client, 'filing_numbers', PREFIX, now) : null;
  const returned = status === 'RETURNED' ? (points ?? []) : null;
  const { rows } = await client.query<{ id: string; rounds: number }>(FILE, [newId(), caseId, orgId, kind, year ?? null, status, number, returned, textOf(now)]);
  const [row] = rows;
  if (!row) throw new RegisterError(`the filing ${kind} of case ${caseId} has been received already`);
  return [{ action: `FILING_${status}`, details: { filingId: row.id, kind, rounds: row.rounds, ...(number !== null && { number }), ...(returned && { points: returned.length }) } }];
}
