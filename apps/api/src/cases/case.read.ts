/** What a case looks like to somebody who may see it, read by one statement. */
import { REGISTERS_OF_CASE, type RegistersOfCase } from '@libs/record/registers/of-case';
import type { CaseRow, ClockRow, CopyRow, DecisionRow, EscalationRow, FindingRow, GrantRow, HandingRow, RevisionRow, StepRow, TaskRow } from '@libs/record/rows';
import { assigneeIn, ownerIn, sitterIn, type Sitter } from '@libs/record/assignee';
import { visibleTo } from '@libs/record/scope';

export interface PersonRef {
  readonly id: string;
  readonly name: string;
}
export interface OrgRef {
  readonly code: string;
  readonly name: string;
}

/** With the assignee for whom it is kept now, and who may decide it then: while it is delegated, who asked. */
export type TaskRead = TaskRow & { readonly owner_id: string | null };

export interface CaseRead {
  readonly now: string;
  readonly case: CaseRow;
  /** Who reads it, with the positions in which they may act in it. */
  readonly reader: Sitter;
  readonly org: OrgRef & { readonly id: string };
  readonly people: Readonly<Record<string, string>>;
  readonly orgs: Readonly<Record<string, OrgRef>>;
  readonly revision: RevisionRow;
  readonly steps: readonly StepRow[];
  readonly tasks: readonly TaskRead[];
  /** Oldest first. */
  readonly handings: readonly HandingRow[];
  readonly decisions: readonly DecisionRow[];
  readonly clocks: readonly ClockRow[];
  readonly escalations: readonly EscalationRow[];
  readonly grants: readonly GrantRow[];
  /** Steps that cannot be decided, or will not be in time, with the people whom there are. */
  readonly findings: readonly FindingRow[];
  readonly copies: readonly CopyRow[];
  /** Want ids of the effects that were ever claimed. */
  readonly claimed: readonly string[];
  /** Ids of the steps whose outcome a member has dissented from. */
  readonly dissented: readonly string[];
  readonly attachments: readonly { readonly id: string; readonly name: string; readonly media_type: string; readonly size: number; readonly sha256: string; readonly decision_id: string | null }[];
  readonly children: readonly { readonly id: string; readonly number: string; readonly process_type: string; readonly parent_want: string; readonly status: string; readonly outcome: string | null }[];
  readonly registers: RegistersOfCase;
  readonly parent: { readonly id: string; readonly number: string; readonly processType: string; readonly status: string } | null;
  /** Set while the case is held. */
  readonly held: { readonly since: string; readonly by: PersonRef; readonly reason: string } | null;
  readonly engine: { readonly told_seq: number; readonly told_at: string | null; readonly last_failure: string | null; readonly told_differently_seq: number | null; readonly waiting: boolean };
}

const rows = (table: string, order: string): string => `(SELECT coalesce(json_agg(x ORDER BY ${order}), '[]') FROM ${table} x WHERE x.case_id = c.id)`;

const BODY = `json_build_object(
  'now', clock_timestamp(),
  'case', to_json(c),
  'reader', ${sitterIn('$2', 'c')},
  'org', (SELECT json_build_object('id', o.id, 'code', o.code, 'name', o.name) FROM organisations o WHERE o.id = c.org_id),
  'people', (SELECT coalesce(json_object_agg(p.id, p.name), '{}') FROM persons p WHERE p.id = c.applicant_id
     OR p.id IN (SELECT d.actor_id FROM decisions d WHERE d.case_id = c.id) OR p.id IN (SELECT d.on_behalf_of FROM decisions d WHERE d.case_id = c.id)
     OR p.id IN (SELECT unnest(ARRAY[t.assignee_id, t.person_id, t.delegated_from, t.added_by]) FROM tasks t WHERE t.case_id = c.id)
     OR p.id IN (SELECT s.principal_id FROM standing_agents s WHERE s.agent_id = $2)
     OR p.id IN (SELECT unnest(ARRAY[h.by_id, h.from_id, h.to_id]) FROM handings h WHERE h.case_id = c.id)
     OR p.id IN (SELECT unnest(ARRAY[k.to_id, k.by_id]) FROM copies k WHERE k.case_id = c.id)
     OR p.id IN (SELECT e.acknowledged_by FROM escalations e WHERE e.case_id = c.id)),
  'orgs', (SELECT coalesce(json_object_agg(o.id, json_build_object('code', o.code, 'name', o.name)), '{}') FROM organisations o WHERE o.id = c.org_id
     OR o.id IN (SELECT t.org_id FROM tasks t WHERE t.case_id = c.id) OR o.id IN (SELECT d.org_id FROM decisions d WHERE d.case_id = c.id)),
  'revision', (SELECT to_json(f) FROM form_revisions f WHERE f.case_id = c.id ORDER BY f.revision DESC LIMIT 1),
  'steps', ${rows('steps', 'x.opened_at, x.id')},
  'tasks', (SELECT coalesce(json_agg(to_jsonb(x) || jsonb_build_object('assignee_id', ${assigneeIn('x')}, 'owner_id', ${ownerIn('x')}) ORDER BY x.opened_at, x.id), '[]') FROM tasks x WHERE x.case_id = c.id),
  'handings', ${rows('handings', 'x.at, x.id')},
  'decisions', ${rows('decisions', 'x.at, x.id')},
  'clocks', ${rows('clocks', 'x.base_at, x.id')},
  'escalations', ${rows('escalations', 'x.at, x.id')},
  'grants', ${rows('grants', 'x.valid_from, x.id')},
  'findings', (SELECT coalesce(json_agg(f), '[]') FROM feasibility_findings f WHERE f.case_id = c.id AND f.resolved_at IS NULL),
  'copies', ${rows('copies', 'x.id')},
  'claimed', (SELECT coalesce(json_agg(e.want_id), '[]') FROM effects e WHERE e.case_id = c.id),
  'dissented', (SELECT coalesce(json_agg(DISTINCT d.step_id), '[]') FROM dissents d JOIN steps s ON s.id = d.step_id WHERE s.case_id = c.id),
  'attachments', ${rows('attachments', 'x.uploaded_at, x.id')},
  'children', (SELECT coalesce(json_agg(json_build_object('id', k.id, 'number', k.number, 'process_type', k.process_type, 'parent_want', k.parent_want, 'status', k.status, 'outcome', k.outcome) ORDER BY k.id), '[]') FROM cases k WHERE k.parent_id = c.id),
  'registers', ${REGISTERS_OF_CASE},
  'parent', (SELECT json_build_object('id', p.id, 'number', p.number, 'processType', p.process_type, 'status', p.status) FROM cases p WHERE p.id = c.parent_id),
  'held', CASE WHEN c.status = 'HELD' THEN (SELECT json_build_object('since', a.at, 'by', json_build_object('id', p.id, 'name', p.name), 'reason', a.details ->> 'reason')
     FROM audit_events a JOIN persons p ON p.id = a.actor_id WHERE a.case_id = c.id AND a.action = 'CASE_HELD' ORDER BY a.id DESC LIMIT 1) END,
  'engine', (SELECT json_build_object('told_seq', s.told_seq, 'told_at', s.told_at, 'last_failure', s.last_failure, 'told_differently_seq', s.told_differently_seq,
     'waiting', EXISTS (SELECT FROM outbox o WHERE o.case_id = c.id)) FROM engine_states s WHERE s.case_id = c.id)
)`;

/** $1 case, $2 person: nothing where the person may not know of it. */
export const READ_VISIBLE_CASE = { name: 'read-visible-case', text: `SELECT ${BODY} AS read FROM cases c WHERE c.id = $1 AND ${visibleTo('$2')}` };
