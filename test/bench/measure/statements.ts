/** For profiles: what PostgreSQL spent its time on, by statement. */
import type { Pool } from 'pg';

export const STATEMENTS_SETTINGS = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_planning': 'on' } as const;

/** Counts from now on. */
export async function watchStatements(owner: Pool): Promise<void> {
  await owner.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  await owner.query('SELECT pg_stat_statements_reset()');
}

const TOP = `SELECT s.calls, s.plans, r.rolname, round((s.total_exec_time / greatest(s.calls, 1))::numeric, 3) AS exec_ms, round((s.total_plan_time / greatest(s.plans, 1))::numeric, 3) AS plan_ms,
    round((s.total_exec_time + s.total_plan_time)::numeric) AS total_ms, regexp_replace(left(s.query, 160), '\\s+', ' ', 'g') AS query
  FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  ORDER BY s.total_exec_time + s.total_plan_time DESC LIMIT 30`;

/** The dearest first: calls, ms a call, plans and ms a plan, ms in all. */
export async function topStatements(owner: Pool): Promise<string> {
  const { rows } = await owner.query<Record<'calls' | 'plans' | 'rolname' | 'exec_ms' | 'plan_ms' | 'total_ms' | 'query', string>>(TOP);
  return rows.map((one) => `${one.total_ms.padStart(8)} ms  ${one.calls.padStart(7)} × ${one.exec_ms} ms  plans ${one.plans} × ${one.plan_ms} ms  ${one.rolname}  ${one.query}`).join('\n');
}
