/**
 * 达到数据保存期限（第二十条）: the record begins the destruction of a data set whose retention is over by itself, once. A
 * destruction that was not approved, or was deferred, is asked for again after a while.
 */
import type { PoolClient } from 'pg';
import { durationOf } from '@libs/policy/typed-values';
import { beginByClock } from './begin-by-system';
import { SYSTEM } from './by';
import { newId } from './changes';
import type { Dataset, ProcessDesk, RetainedDataset } from './desk';
import { inTransaction } from './pool';
import type { CaseRecord } from './record';
import { AUDIT, DATASETS_BY_ID } from './statements';

/** $1 process, $2 months after which it is asked for again. */
const DUE = `r.destroyed_at IS NULL AND r.retain_until < (clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date
  AND NOT EXISTS (SELECT FROM case_resources x JOIN cases c ON c.id = x.case_id WHERE x.resource_id = r.id AND c.process_type = $1 AND c.facts ->> 'trigger' = 'RETENTION_EXPIRED'
    AND (c.status <> 'CLOSED' OR c.closed_at > clock_timestamp() - make_interval(months => $2)))`;
const NEXT = `SELECT r.id FROM resources r WHERE ${DUE} ORDER BY r.retain_until, r.id LIMIT $3`;
/** Locked, and looked at again: another worker may have begun it. */
const ONE = `SELECT r.id, r.org_id, r.code, r.name, r.category, r.subject_count::float8 AS "subjectCount", to_char(r.retain_until, 'YYYY-MM-DD') AS "retainedUntil"
  FROM resources r WHERE r.id = $3 AND ${DUE} FOR UPDATE OF r SKIP LOCKED`;

type DueRow = Omit<RetainedDataset, keyof Dataset> & { readonly id: string; readonly org_id: string };

/** The process that destroys what is retained no longer, and after how many months it is asked for again. */
async function destruction(record: CaseRecord): Promise<{ readonly desk: ProcessDesk; readonly id: string; readonly months: number } | undefined> {
  const desk = [...record.desks.values()].find(({ afterRetention }) => afterRetention !== undefined);
  if (!desk) return undefined;
  const again = durationOf(await record.policies.inForce(record.pool), 'destruction.holdRecheck.interval');
  if (again.unit !== 'MONTH') throw new Error('destruction.holdRecheck.interval is counted in months');
  return { desk, id: desk.process.definition.id, months: again.amount };
}

/** Data sets whose retention is over and whose destruction nobody has begun, the longest first. */
export async function retentionsOver(record: CaseRecord, limit = 20): Promise<string[]> {
  const due = await destruction(record);
  if (!due) return [];
  const { rows } = await record.pool.query<{ id: string }>(NEXT, [due.id, due.months, limit]);
  return rows.map(({ id }) => id);
}

/** Begins the destruction of a data set, if it is still due. */
export async function beginAfterRetention(record: CaseRecord, resourceId: string): Promise<void> {
  const due = await destruction(record);
  if (due) await inTransaction(record.pool, (client) => begin(record, client, due, resourceId));
}

async function begin(record: CaseRecord, client: PoolClient, { desk, id, months }: NonNullable<Awaited<ReturnType<typeof destruction>>>, resourceId: string): Promise<void> {
  const { rows } = await client.query<DueRow>(ONE, [id, months, resourceId]);
  const [row] = rows;
  const [found] = (await client.query<{ datasets: Dataset[] }>(DATASETS_BY_ID, [[resourceId]])).rows;
  const dataset = found?.datasets[0];
  if (!row || !dataset || !desk.afterRetention) return;
  const { org_id, retainedUntil } = row;
  const cause = { resourceId, retainedUntil };
  const begun = await beginByClock(record, client, { processType: id, orgId: org_id, position: 'UNIT_DATA_CUSTODIAN', form: desk.afterRetention({ ...dataset, ...row }), cause });
  const event = { id: newId(), at: begun.opened_at, action: 'RETENTION_EXPIRED', ...SYSTEM, org_id, case_id: begun.id, seq: null, refused: null, count: 1, details: cause };
  await client.query(AUDIT, [JSON.stringify([event])]);
}
