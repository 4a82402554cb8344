/** After a load: whether anything was lost, on either side. Zeroes are what is wanted. */
import type { Pool } from 'pg';
import type { Product } from '../servers/product';

export interface RecordCheck {
  /** Acknowledged, and not in the record exactly once. */
  readonly lostDecisions: number;
  /** Sequence and journal do not agree. */
  readonly brokenJournals: number;
  /** The engine was not told everything. */
  readonly untoldCases: number;
  /** Open, and without a run. */
  readonly casesWithoutRun: number;
  /** Run and record want something different. */
  readonly toldDifferently: number;
  readonly stopped: number;
  /** Open, and due for more than two seconds. */
  readonly overdue: number;
}

const number = async (owner: Pool, text: string, values: unknown[] = []): Promise<number> => Number((await owner.query<{ n: string }>(text, values)).rows[0]?.n ?? 0);

export async function checkRecord({ owner, temporal }: Product, decisions: readonly string[]): Promise<RecordCheck> {
  const found = await number(owner, 'SELECT count(*) AS n FROM decisions WHERE id = ANY($1::uuid[]) AND voided_at IS NULL', [decisions]);
  return {
    lostDecisions: decisions.length - found,
    brokenJournals: await number(owner, 'SELECT count(*) AS n FROM cases c WHERE c.seq <> (SELECT count(*) FROM case_events e WHERE e.case_id = c.id)'),
    untoldCases: await number(owner, 'SELECT count(*) AS n FROM cases c JOIN engine_states s ON s.case_id = c.id WHERE s.told_seq <> c.seq'),
    casesWithoutRun: await withoutRun(owner, temporal),
    toldDifferently: await number(owner, 'SELECT count(*) AS n FROM engine_states WHERE told_differently_seq IS NOT NULL'),
    stopped: await number(owner, 'SELECT count(*) AS n FROM cases WHERE stopped IS NOT NULL'),
    overdue: await number(owner, `SELECT count(*) AS n FROM cases WHERE status <> 'CLOSED' AND next_due_at < clock_timestamp() - interval '2 seconds'`),
  };
}

async function withoutRun(owner: Pool, temporal: Product['temporal']): Promise<number> {
  const running = new Set<string>();
  for await (const { workflowId } of temporal.workflow.list({ query: `ExecutionStatus = 'Running'`, pageSize: 1_000 })) running.add(workflowId);
  const { rows } = await owner.query<{ id: string }>(`SELECT id FROM cases WHERE status <> 'CLOSED'`);
  return rows.filter(({ id }) => !running.has(id)).length;
}

/** How late each deadline of these cases was kept, in milliseconds; the number of those that were not kept at all. */
export async function deadlineLateness(owner: Pool, caseIds: readonly string[]): Promise<{ readonly lateMs: number[]; readonly missed: number }> {
  const { rows } = await owner.query<{ late: number | null; missed: boolean }>(
    `SELECT (extract(epoch FROM c.closed_at - k.due_at) * 1000)::float8 AS late, c.closed_at IS NULL AND k.due_at < clock_timestamp() AS missed
     FROM cases c JOIN clocks k ON k.case_id = c.id WHERE c.id = ANY($1::uuid[])`,
    [caseIds],
  );
  return { lateMs: rows.flatMap(({ late }) => (late === null ? [] : [late])), missed: rows.filter(({ missed }) => missed).length };
}
