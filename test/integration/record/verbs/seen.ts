/** What stands on the record after an act, in words. */
import { CAST, person, type VerbWorld } from '@test/support/verb-world';
import type { Place } from './acts';

const TABLES = ['case_events', 'form_revisions', 'steps', 'tasks', 'decisions', 'clocks', 'grants', 'notices', 'handings', 'recusals', 'copies', 'operations'] as const;
/** Everything of a case but its audit and the answers kept. */
const ALL = `SELECT md5(concat(to_jsonb(c), ${TABLES.map((table) => `(SELECT json_agg(x ORDER BY x::text) FROM ${table} x WHERE x.case_id = c.id)`).join(', ')}, (SELECT json_agg(u ORDER BY u.id) FROM urgings u JOIN tasks t ON t.id = u.task_id WHERE t.case_id = c.id))) AS all FROM cases c WHERE c.id = $1`;

export async function fingerprint({ verbs, caseId }: { readonly verbs: VerbWorld; readonly caseId: string }): Promise<string> {
  const [row] = await verbs.rows<{ all: string }>(ALL, [caseId]);
  return row?.all ?? '';
}

/** Actions of the audit events, with the code of a refusal, in their order. */
export async function audited({ verbs, caseId }: Pick<Place, 'verbs' | 'caseId'>, after = 0): Promise<string[]> {
  const rows = await verbs.rows<{ what: string }>(`SELECT action || coalesce(' ' || refused, '') AS what FROM audit_events WHERE case_id = $1 ORDER BY id OFFSET $2`, [caseId, after]);
  return rows.map(({ what }) => what);
}

/** `open, with other | step open`, who decided it for whom where that was an agent, and how the case has ended if it has. */
export async function standing({ verbs, caseId, taskId, owner, other }: Place): Promise<string> {
  const who: Readonly<Record<string, string>> = { ...Object.fromEntries(Object.entries(CAST).map(([role, account]) => [person(account), role])), [person(owner)]: 'owner', [person(other)]: 'other' };
  const task = (await verbs.tasks(caseId)).find(({ id }) => id === taskId);
  const step = (await verbs.steps(caseId)).find(({ id }) => id === task?.step_id);
  const row = await verbs.case(caseId);
  if (!task || !step) throw new Error(`no task ${taskId}`);
  const held = task.status === 'OPEN' ? `${task.assignee_id === null ? '' : `, with ${who[task.assignee_id]}`}${task.delegated_from === null ? '' : ` for ${who[task.delegated_from]}`}${task.waiting ? ', waiting' : ''}` : '';
  const [agency] = await verbs.rows<{ by: string; for: string }>('SELECT actor_id AS by, on_behalf_of AS for FROM decisions WHERE task_id = $1 AND voided_at IS NULL AND on_behalf_of IS NOT NULL', [taskId]);
  return [`${task.status.toLowerCase()}${held}${agency ? `, by ${who[agency.by]} for ${who[agency.for]}` : ''}`, `step ${step.status.toLowerCase()}${step.outcome === null ? '' : ` ${step.outcome}`}`, ...(row.outcome === null ? [] : [row.outcome])].join(' | ');
}
