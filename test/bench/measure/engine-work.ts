/** What waits for the engine, how long it takes to work it off, and what a case cost it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Product } from '../servers/product';
import { round } from './percentiles';

/** Cases with something untold, by whether the engine needs it; and the age of the oldest. */
export interface Backlog {
  readonly urgentCases: number;
  readonly otherCases: number;
  readonly oldestMs: number;
}

const BACKLOG = `SELECT count(*) FILTER (WHERE urgent)::int AS urgent, count(*) FILTER (WHERE NOT urgent)::int AS other,
    coalesce(extract(epoch FROM clock_timestamp() - min(at)) * 1000, 0)::float8 AS oldest
  FROM (SELECT case_id, bool_or(urgent) AS urgent, min(at) AS at FROM outbox GROUP BY case_id) x`;

export async function backlog(owner: Pool): Promise<Backlog> {
  const { rows } = await owner.query<{ urgent: number; other: number; oldest: number }>(BACKLOG);
  const { urgent = 0, other = 0, oldest = 0 } = rows[0] ?? {};
  return { urgentCases: urgent, otherCases: other, oldestMs: Math.round(oldest) };
}

/** Seconds, or null when it took longer than the limit. */
async function secondsUntil(condition: () => Promise<boolean>, limitSeconds: number): Promise<number | null> {
  const from = performance.now();
  const passed = (): number => (performance.now() - from) / 1_000;
  while (!(await condition())) {
    if (passed() > limitSeconds) return null;
    await pause(200);
  }
  return round(passed());
}

/** Until the record has nothing untold. */
export const drained = ({ owner }: Product, limitSeconds = 300): Promise<number | null> =>
  secondsUntil(async () => (await owner.query('SELECT FROM outbox LIMIT 1')).rowCount === 0, limitSeconds);

/** Until as many workflows run as cases are open, so that everything told was also run. */
export const settled = ({ owner, temporal }: Product, limitSeconds = 300): Promise<number | null> =>
  secondsUntil(async () => {
    const { count } = await temporal.workflow.count(`ExecutionStatus = 'Running'`);
    const { rows } = await owner.query<{ open: number }>(`SELECT count(*)::int AS open FROM cases WHERE status <> 'CLOSED'`);
    return count <= (rows[0]?.open ?? 0);
  }, limitSeconds);

export interface HistoryCost {
  readonly cases: number;
  readonly events: number;
  readonly signals: number;
  readonly workflowTasks: number;
  readonly activities: number;
}

/** Means over the histories of these cases. */
export async function historyCost({ temporal }: Product, caseIds: readonly string[]): Promise<HistoryCost> {
  const sum = { cases: 0, events: 0, signals: 0, workflowTasks: 0, activities: 0 };
  for (const id of caseIds) {
    const { events } = await temporal.workflow.getHandle(id).fetchHistory().catch(() => ({ events: undefined }));
    if (!events) continue;
    sum.cases += 1;
    sum.events += events.length;
    sum.signals += events.filter((one) => one.workflowExecutionSignaledEventAttributes).length;
    sum.workflowTasks += events.filter((one) => one.workflowTaskCompletedEventAttributes).length;
    sum.activities += events.filter((one) => one.activityTaskScheduledEventAttributes).length;
  }
  const mean = (value: number): number => round(value / Math.max(sum.cases, 1), 2);
  return { cases: sum.cases, events: mean(sum.events), signals: mean(sum.signals), workflowTasks: mean(sum.workflowTasks), activities: mean(sum.activities) };
}
