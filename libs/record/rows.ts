/**
 * Rows of the record: column names, and what JSON can say of their values; instants are RFC 3339 strings.
 * The column lists are what `apply` writes; a column that a later migration adds keeps its default until it is listed here.
 */
import type { AddedWhen } from '@libs/domain/added-seats';
import type { PositionCode } from '@libs/domain/positions';
import type { FactValues } from '@workflows/kit/definition';
import type { CaseEvent } from '@workflows/kit/journal';
import type { WantKind } from '@workflows/kit/want';
import type { PolicyValues } from '@libs/policy/typed-values';
import type { ShortageCause } from './seating';

export interface CaseRow {
  id: string;
  number: string;
  process_type: string;
  definition_version: number;
  definition_digest: string;
  title: string;
  org_id: string;
  dept: string | null;
  /** Nobody where the clock began it: the position stands for the applicant then. */
  applicant_id: string | null;
  applicant_position: string;
  /** Where the applicant's position is, if not in the case's own organisation: a data user applies to a unit. */
  applicant_org_id: string | null;
  status: 'OPEN' | 'HELD' | 'CLOSED';
  outcome: string | null;
  facts: FactValues;
  seq: number;
  journal_digest: string | null;
  wants_digest: string | null;
  policies: PolicyValues;
  last_at: string;
  next_due_at: string | null;
  due_revision: number;
  stopped: { readonly reason: string; readonly at: string } | null;
  parent_id: string | null;
  parent_want: string | null;
  opened_at: string;
  closed_at: string | null;
}

export interface EventRow {
  case_id: string;
  seq: number;
  type: string;
  want_id: string | null;
  at: string;
  body: CaseEvent;
  digest: string;
  wants_digest: string;
}

export interface RevisionRow {
  case_id: string;
  revision: number;
  data: Readonly<Record<string, unknown>>;
  digest: string;
  sections: Readonly<Record<string, string>>;
  submitted_by: string | null;
  submitted_at: string;
}

export interface StepRow {
  id: string;
  case_id: string;
  want_id: string;
  kind: WantKind;
  key: string;
  subject: string | null;
  occurrence: number;
  review: string | null;
  status: 'OPEN' | 'SETTLED' | 'STALE' | 'CANCELLED';
  outcome: string | null;
  opened_seq: number;
  opened_at: string;
  settled_seq: number | null;
  settled_at: string | null;
  due_at: string | null;
  evidence_digest: string | null;
  /** What it stands on where its outcome awaited a revision (修改后批准), since that was made. */
  revised_digest: string | null;
  unstaffed: boolean;
  blocked: readonly string[] | null;
}

export interface TaskRow {
  id: string;
  step_id: string;
  case_id: string;
  position: string | null;
  org_id: string | null;
  dept: string | null;
  person_id: string | null;
  /** The body as whose member the person sits. */
  body_id: string | null;
  assignee_id: string | null;
  delegated_from: string | null;
  chain: readonly string[];
  status: 'OPEN' | 'DONE' | 'CANCELLED';
  version: number;
  opened_at: string;
  due_at: string | null;
  ended_at: string | null;
  /** Set on a seat that somebody added to another one; the step's own seats have none. */
  added: AddedWhen | null;
  added_to: string | null;
  added_by: string | null;
  /** Other seats come first. Computed anew when an act ends. */
  waiting: boolean;
}

export interface DecisionRow {
  id: string;
  case_id: string;
  step_id: string;
  task_id: string | null;
  role: string;
  outcome: string;
  opinion: string | null;
  evidence: Readonly<Record<string, unknown>> | null;
  missing: readonly { readonly path: string; readonly note: string }[] | null;
  actor_id: string;
  position: string;
  org_id: string;
  on_behalf_of: string | null;
  chain: readonly string[];
  digest: string;
  at: string;
  voided_at: string | null;
  /** What its evidence said. */
  facts: FactValues | null;
}

export interface ClockRow {
  id: string;
  case_id: string;
  step_id: string;
  key: string;
  nature: 'SOFT' | 'HARD';
  basis: string;
  base_at: string;
  due_at: string;
  provisional: boolean;
  /** The revision of the calendar, where provisional. */
  counted_by: string | null;
  pauses: readonly { readonly from: number; readonly to?: number }[];
  stopped_at: string | null;
  breached_at: string | null;
  reminded: number;
  escalated: number;
  /** The level from which escalations are counted: where a returned step goes on, or one that was acknowledged. */
  escalated_from: number;
  /** What was acknowledged: the next escalation is due then. */
  silent_until: string | null;
  next_at: string | null;
}

export interface EscalationRow {
  id: string;
  case_id: string;
  step_id: string;
  clock_id: string;
  /** From 1. */
  level: number;
  position: PositionCode;
  at: string;
  acknowledged_by: string | null;
  acknowledged_at: string | null;
  silent_until: string | null;
}

export interface FindingRow {
  id: string;
  case_id: string;
  step_key: string;
  subject: string | null;
  /** None while the step is still ahead. */
  step_id: string | null;
  cause: ShortageCause;
  needed: number;
  eligible: number;
  /** From when on, until the step would have to be decided. */
  undecidable_from: string;
  first_seen: string;
  last_seen: string;
  resolved_at: string | null;
}

export interface GrantRow {
  id: string;
  case_id: string;
  want_id: string;
  key: string;
  org_id: string;
  holder_id: string;
  scope: FactValues;
  valid_from: string;
  valid_until: string;
  cap: number | null;
  used: number;
  ordered_suspension: boolean;
  awaits_reauthorization: boolean;
  suspended_at: string | null;
  suspended_seq: number | null;
  ended_at: string | null;
  end_reason: string | null;
}

export type NoticeKind = 'TASK_OPENED' | 'REMINDER' | 'BREACH' | 'ESCALATION' | 'EXPIRY' | 'URGING' | 'UNSTAFFED' | 'UNDECIDABLE' | 'CASE_CLOSED' | 'SUCCESSION' | 'TASK_DECIDED_BY_OTHER';

/** Who is owed a message: a person, or whoever holds a position when it is delivered; in any organisation where none is named. */
export interface NoticeRow {
  id: string;
  case_id: string;
  kind: NoticeKind;
  step_id: string | null;
  task_id: string | null;
  position: string | null;
  org_id: string | null;
  dept: string | null;
  person_id: string | null;
  /** The decision that it tells of; whoever made it is not told. */
  decision_id: string | null;
  at: string;
}

export interface EffectRow {
  case_id: string;
  want_id: string;
  kind: string;
  claimed_at: string;
  attempts: number;
  done_at: string | null;
  result: Readonly<Record<string, unknown>> | null;
}

export interface UrgingRow {
  id: string;
  task_id: string;
  by_id: string;
  at: string;
}

export interface CopyRow {
  id: string;
  case_id: string;
  task_id: string;
  by_id: string;
  to_id: string;
  note: string | null;
  at: string;
  read_at: string | null;
}

export interface UsageRow {
  id: string;
  grant_id: string;
  operation: string;
  count: number;
  at: string;
  client_id: string | null;
  person_id: string | null;
  within_grant: boolean;
}

export interface HandingRow {
  id: string;
  case_id: string;
  task_id: string;
  kind: 'TRANSFER' | 'DELEGATE' | 'RETURN' | 'REASSIGN' | 'HAND_OVER' | 'SUCCESSION';
  /** None where the roster did it. */
  by_id: string | null;
  from_id: string | null;
  /** None where it went back to the position. */
  to_id: string | null;
  reason: string | null;
  opinion: string | null;
  at: string;
}

export interface RecusalRow {
  case_id: string;
  person_id: string;
  step_id: string;
  task_id: string;
  reason: string;
  recorded_by: string;
  at: string;
}

export interface DissentRow {
  step_id: string;
  person_id: string;
  opinion: string;
  at: string;
}

export interface AuditRow {
  id: string;
  at: string;
  action: string;
  actor_kind: 'PERSON' | 'SYSTEM' | 'CLIENT';
  actor_id: string | null;
  position: string | null;
  org_id: string | null;
  case_id: string | null;
  seq: number | null;
  refused: string | null;
  count: number;
  details: Readonly<Record<string, unknown>>;
}

export interface OperationRow {
  id: string;
  case_id: string;
  kind: 'REBUILD' | 'TERMINATE' | 'VOID';
  reason: string;
  requested_by: string;
  requested_at: string;
  settled_by: string | null;
  settled_at: string | null;
  status: 'REQUESTED' | 'CONFIRMED' | 'DROPPED';
}

export interface IdempotencyRow {
  person_id: string;
  path: string;
  key: string;
  body_digest: string;
  status: number | null;
  response: unknown;
  location: string | null;
}

/** For each table that acts write: all columns, and those that an existing row may change. */
export const COLUMNS = {
  cases: {
    all: ['id', 'number', 'process_type', 'definition_version', 'definition_digest', 'title', 'org_id', 'dept', 'applicant_id', 'applicant_position', 'applicant_org_id', 'status', 'outcome', 'facts', 'seq', 'journal_digest', 'wants_digest', 'policies', 'last_at', 'next_due_at', 'due_revision', 'stopped', 'parent_id', 'parent_want', 'opened_at', 'closed_at'],
    changing: ['status', 'outcome', 'title', 'dept', 'facts', 'seq', 'journal_digest', 'wants_digest', 'last_at', 'next_due_at', 'due_revision', 'stopped', 'closed_at'],
  },
  form_revisions: { all: ['case_id', 'revision', 'data', 'digest', 'sections', 'submitted_by', 'submitted_at'], changing: [] },
  case_resources: { all: ['case_id', 'resource_id', 'seen_revision'], changing: ['seen_revision'] },
  case_events: { all: ['case_id', 'seq', 'type', 'want_id', 'at', 'body', 'digest', 'wants_digest'], changing: [] },
  steps: {
    all: ['id', 'case_id', 'want_id', 'kind', 'key', 'subject', 'occurrence', 'review', 'status', 'outcome', 'opened_seq', 'opened_at', 'settled_seq', 'settled_at', 'due_at', 'evidence_digest', 'revised_digest', 'unstaffed', 'blocked'],
    changing: ['status', 'outcome', 'settled_seq', 'settled_at', 'due_at', 'evidence_digest', 'revised_digest', 'unstaffed', 'blocked'],
  },
  tasks: {
    all: ['id', 'step_id', 'case_id', 'position', 'org_id', 'dept', 'person_id', 'body_id', 'assignee_id', 'delegated_from', 'chain', 'status', 'version', 'opened_at', 'due_at', 'ended_at', 'added', 'added_to', 'added_by', 'waiting'],
    changing: ['assignee_id', 'delegated_from', 'chain', 'status', 'version', 'due_at', 'ended_at', 'waiting'],
  },
  decisions: {
    all: ['id', 'case_id', 'step_id', 'task_id', 'role', 'outcome', 'opinion', 'evidence', 'missing', 'actor_id', 'position', 'org_id', 'on_behalf_of', 'chain', 'digest', 'at', 'voided_at', 'facts'],
    changing: ['voided_at'],
  },
  clocks: {
    all: ['id', 'case_id', 'step_id', 'key', 'nature', 'basis', 'base_at', 'due_at', 'provisional', 'counted_by', 'pauses', 'stopped_at', 'breached_at', 'reminded', 'escalated', 'escalated_from', 'silent_until', 'next_at'],
    changing: ['due_at', 'provisional', 'counted_by', 'pauses', 'stopped_at', 'breached_at', 'reminded', 'escalated', 'escalated_from', 'silent_until', 'next_at'],
  },
  escalations: {
    all: ['id', 'case_id', 'step_id', 'clock_id', 'level', 'position', 'at', 'acknowledged_by', 'acknowledged_at', 'silent_until'],
    changing: ['acknowledged_by', 'acknowledged_at', 'silent_until'],
  },
  feasibility_findings: {
    all: ['id', 'case_id', 'step_key', 'subject', 'step_id', 'cause', 'needed', 'eligible', 'undecidable_from', 'first_seen', 'last_seen', 'resolved_at'],
    changing: ['step_id', 'cause', 'needed', 'eligible', 'undecidable_from', 'last_seen', 'resolved_at'],
  },
  grants: {
    all: ['id', 'case_id', 'want_id', 'key', 'org_id', 'holder_id', 'scope', 'valid_from', 'valid_until', 'cap', 'used', 'ordered_suspension', 'awaits_reauthorization', 'suspended_at', 'suspended_seq', 'ended_at', 'end_reason'],
    changing: ['scope', 'valid_until', 'used', 'ordered_suspension', 'awaits_reauthorization', 'suspended_at', 'suspended_seq', 'ended_at', 'end_reason'],
  },
  notices: { all: ['id', 'case_id', 'kind', 'step_id', 'task_id', 'position', 'org_id', 'dept', 'person_id', 'decision_id', 'at'], changing: [] },
  effects: { all: ['case_id', 'want_id', 'kind', 'claimed_at', 'attempts', 'done_at', 'result'], changing: ['claimed_at', 'done_at', 'result'] },
  urgings: { all: ['id', 'task_id', 'by_id', 'at'], changing: [] },
  copies: { all: ['id', 'case_id', 'task_id', 'by_id', 'to_id', 'note', 'at', 'read_at'], changing: ['read_at'] },
  grant_usages: { all: ['id', 'grant_id', 'operation', 'count', 'at', 'client_id', 'person_id', 'within_grant'], changing: [] },
  operations: { all: ['id', 'case_id', 'kind', 'reason', 'requested_by', 'requested_at', 'settled_by', 'settled_at', 'status'], changing: ['settled_by', 'settled_at', 'status'] },
  handings: { all: ['id', 'case_id', 'task_id', 'kind', 'by_id', 'from_id', 'to_id', 'reason', 'opinion', 'at'], changing: [] },
  recusals: { all: ['case_id', 'person_id', 'step_id', 'task_id', 'reason', 'recorded_by', 'at'], changing: [] },
  dissents: { all: ['step_id', 'person_id', 'opinion', 'at'], changing: [] },
  audit_events: { all: ['id', 'at', 'action', 'actor_kind', 'actor_id', 'position', 'org_id', 'case_id', 'seq', 'refused', 'count', 'details'], changing: [] },
} as const;

/** Columns that hold JSON, in whichever of these tables. */
export const JSON_COLUMNS: ReadonlySet<string> = new Set(['facts', 'policies', 'stopped', 'data', 'sections', 'body', 'blocked', 'evidence', 'missing', 'pauses', 'scope', 'result', 'details', 'response']);

export interface Rows {
  cases: CaseRow;
  form_revisions: RevisionRow;
  case_resources: { case_id: string; resource_id: string; seen_revision: number };
  case_events: EventRow;
  steps: StepRow;
  tasks: TaskRow;
  decisions: DecisionRow;
  clocks: ClockRow;
  escalations: EscalationRow;
  feasibility_findings: FindingRow;
  grants: GrantRow;
  notices: NoticeRow;
  effects: EffectRow;
  urgings: UrgingRow;
  copies: CopyRow;
  grant_usages: UsageRow;
  operations: OperationRow;
  handings: HandingRow;
  recusals: RecusalRow;
  dissents: DissentRow;
  audit_events: AuditRow;
}
export type TableName = keyof Rows;

export const instantOf = (text: string): number => Date.parse(text);
/** As PostgreSQL writes it in UTC: what an act has in hand reads as it will be read. */
export const textOf = (instant: number): string => new Date(instant).toISOString().replace(/\.?0*Z$/, '+00:00');
