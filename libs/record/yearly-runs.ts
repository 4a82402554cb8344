/**
 * Processes that are due once a year (第十二条: 每年). What is expected of each organisation is written down before it is
 * due, one row a process, organisation and year: a run that was never begun is missing there, and not just absent.
 */
import type { PoolClient } from 'pg';
import { civilDateOf, endOfDay, startOfDay } from '@libs/domain/calendar';
import { flagOf, windowOf, type PolicyValues } from '@libs/policy/typed-values';
import { beginByClock } from './begin-by-system';
import { SYSTEM } from './by';
import { revisionsNow } from './caches';
import { newId } from './changes';
import type { ProcessDesk } from './desk';
import { inTransaction } from './pool';
import type { CaseRecord } from './record';
import { textOf } from './rows';
import { AUDIT } from './statements';

interface RunRow {
  readonly id: string;
  readonly org_id: string;
  readonly year: number;
  readonly code: string;
  readonly name: string;
}

/** Writes down what this year expects of every organisation that there is, and is not written down yet. */
const EXPECT = `INSERT INTO expected_runs (id, process_type, org_id, year, opens_at, due_at)
  SELECT gen_random_uuid(), $1, o.id, $2, $3, $4 FROM organisations o WHERE o.type = ANY($5::text[]) ON CONFLICT (process_type, org_id, year) DO NOTHING`;

/** $1 process, $2 the fact that holds the year: takes the case that an organisation has begun by itself for the one that is due. */
const TAKE_OWN = `UPDATE expected_runs e SET case_id = own.id, begun_at = own.opened_at
  FROM (SELECT DISTINCT ON (c.org_id, c.facts ->> $2) c.id, c.org_id, c.facts ->> $2 AS year, c.opened_at FROM cases c
        WHERE c.process_type = $1 AND c.outcome IS DISTINCT FROM 'WITHDRAWN' AND c.outcome IS DISTINCT FROM 'VOIDED' AND c.outcome IS DISTINCT FROM 'TERMINATED' ORDER BY c.org_id, c.facts ->> $2, c.id) own
  WHERE e.process_type = $1 AND e.case_id IS NULL AND own.org_id = e.org_id AND own.year = e.year::text`;

const DUE = `SELECT e.id, e.org_id, e.year, o.code, o.name FROM expected_runs e JOIN organisations o ON o.id = e.org_id
  WHERE e.process_type = $1 AND e.case_id IS NULL AND e.opens_at <= clock_timestamp() - $2 * interval '1 millisecond' ORDER BY e.opens_at, e.id LIMIT 1 FOR UPDATE OF e SKIP LOCKED`;

/** The yearly processes of this build. */
export const yearlyDesks = ({ desks }: Pick<CaseRecord, 'desks'>): ProcessDesk[] => [...desks.values()].filter(({ process }) => process.definition.yearly !== undefined);

const typesOf = ({ process }: ProcessDesk, policies: PolicyValues): readonly string[] => {
  const { yearly } = process.definition;
  if (!yearly) return [];
  const { also } = yearly;
  return [...yearly.of, ...(also && flagOf(policies, also.policy) ? [also.type] : [])];
};

/** The expectations of the year that it is in Asia/Shanghai. */
export async function expectRuns(record: CaseRecord, desk: ProcessDesk): Promise<void> {
  const { yearly, id } = desk.process.definition;
  if (!yearly) return;
  const { revisions, now } = await revisionsNow(record.pool);
  const policies = await record.policies.at(revisions, now, record.pool);
  const { from, to } = windowOf(policies, yearly.window);
  const year = civilDateOf(now).slice(0, 4);
  await record.pool.query(EXPECT, [id, Number(year), textOf(startOfDay(`${year}-${from}`)), textOf(endOfDay(`${year}-${to}`)), typesOf(desk, policies)]);
  await record.pool.query(TAKE_OWN, [id, yearly.year]);
}

/** Begins what is due, each in a transaction of its own. @param lateBy leaves what has been due for less to its schedule */
export async function beginYearlyRuns(record: CaseRecord, processType: string, lateBy = 0): Promise<{ readonly begun: number }> {
  const desk = record.desk(processType);
  await expectRuns(record, desk);
  for (let begun = 0; ; begun += 1) if (!(await beginNext(record, desk, lateBy))) return { begun };
}

const beginNext = (record: CaseRecord, desk: ProcessDesk, lateBy: number): Promise<boolean> =>
  inTransaction(record.pool, async (client) => {
    const { rows } = await client.query<RunRow>(DUE, [desk.process.definition.id, lateBy]);
    const [run] = rows;
    if (!run) return false;
    await beginRun(record, client, desk, run);
    return true;
  });

async function beginRun(record: CaseRecord, client: PoolClient, { process: { definition }, fromClock }: ProcessDesk, { id, org_id, year, code, name }: RunRow): Promise<void> {
  if (!definition.yearly || !fromClock) throw new Error(`${definition.id} is begun by no clock`);
  const cause = { year, expectedRun: id };
  const row = await beginByClock(record, client, { processType: definition.id, orgId: org_id, position: definition.yearly.position, form: fromClock({ year, org: { code, name } }), cause });
  await client.query('UPDATE expected_runs SET case_id = $2, begun_at = $3 WHERE id = $1', [id, row.id, row.opened_at]);
  const event = { id: newId(), at: row.opened_at, action: 'YEARLY_RUN_BEGUN', ...SYSTEM, org_id, case_id: row.id, seq: null, refused: null, count: 1, details: { ...cause, processType: definition.id } };
  await client.query(AUDIT, [JSON.stringify([event])]);
}
