/** A case in the shape of the contract. */
import { durationText } from '@libs/domain/duration';
import { pausedFor } from '@libs/domain/clock-arithmetic';
import { GATE_RULES, isGateId } from '@libs/domain/gates';
import { POSITIONS, type PositionCode } from '@libs/domain/positions';
import { grantStatus } from '@libs/record/acts/grant-acts';
import { relaxedRules } from '@libs/record/gate-check';
import type { AddedWhen } from '@libs/domain/added-seats';
import type { ClockRow, DecisionRow, EscalationRow, GrantRow, HandingRow, StepRow, TaskRow } from '@libs/record/rows';
import type { Definition } from '@workflows/kit/definition';
import { titleOfTerminal } from '@workflows/kit/run';
import { titleOf } from '@workflows/kit/want';
import type { CaseRead, OrgRef, PersonRef } from './case.read';

export interface AllowedAction {
  readonly action: string;
  /** Method and path, relative to `/api/v1`. */
  readonly method: 'POST';
  readonly path: string;
  readonly key?: string;
  /** Asks for a sign-in within the last minutes (REAUTHENTICATION_REQUIRED). */
  readonly requiresReauthentication?: true;
}

export interface SeatView {
  readonly position?: string;
  readonly positionTitle?: string;
  readonly org?: OrgRef;
  readonly dept?: string;
  readonly person?: PersonRef;
}
export interface TaskSummary {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly seat: SeatView;
  readonly assignee?: PersonRef;
  readonly delegatedFrom?: PersonRef;
  readonly added?: { readonly when: AddedWhen; readonly to: string; readonly by: PersonRef };
  /** Other seats come first. */
  readonly waiting?: true;
  readonly handings: readonly HandingView[];
  readonly dueAt?: string;
}
export interface HandingView {
  readonly kind: HandingRow['kind'];
  /** None where it followed the roster. */
  readonly by?: PersonRef;
  readonly from?: PersonRef;
  readonly to?: PersonRef;
  readonly reason: string | null;
  readonly opinion?: string;
  readonly at: string;
}

const PEOPLES: ReadonlySet<string> = new Set(['APPROVE', 'COMPLETE', 'SESSION', 'CORRECTION', 'GATE', 'ON_DEMAND']);

export const titleOfPosition = (code: string): string => (Object.hasOwn(POSITIONS, code) ? POSITIONS[code as PositionCode].title : code);

export const titleOfStep = (definition: Definition, { kind, key }: Pick<StepRow, 'kind' | 'key'>): string => titleOf(definition, kind, key);

export const personOf = (read: Pick<CaseRead, 'people'>, id: string): PersonRef => ({ id, name: read.people[id] ?? '' });

export const seatView = (read: Pick<CaseRead, 'people' | 'orgs'>, task: TaskRow): SeatView => ({
  ...(task.position !== null && { position: task.position, positionTitle: titleOfPosition(task.position) }),
  ...(task.org_id !== null && { org: read.orgs[task.org_id] ?? { code: '', name: '' } }),
  ...(task.dept !== null && { dept: task.dept }),
  ...(task.person_id !== null && { person: personOf(read, task.person_id) }),
});

const handingView = (read: Pick<CaseRead, 'people'>, { kind, by_id, from_id, to_id, reason, opinion, at }: HandingRow): HandingView => ({
  kind,
  ...(by_id !== null && { by: personOf(read, by_id) }),
  ...(from_id !== null && { from: personOf(read, from_id) }),
  ...(to_id !== null && { to: personOf(read, to_id) }),
  reason,
  ...(opinion !== null && { opinion }),
  at,
});

export const taskSummary = (read: Pick<CaseRead, 'people' | 'orgs' | 'handings'>, task: TaskRow): TaskSummary => ({
  id: task.id,
  status: task.status,
  version: task.version,
  seat: seatView(read, task),
  ...(task.assignee_id !== null && { assignee: personOf(read, task.assignee_id) }),
  ...(task.delegated_from !== null && { delegatedFrom: personOf(read, task.delegated_from) }),
  ...(task.added !== null && task.added_to !== null && task.added_by !== null && { added: { when: task.added, to: task.added_to, by: personOf(read, task.added_by) } }),
  ...(task.waiting && task.status === 'OPEN' && { waiting: true as const }),
  handings: read.handings.filter(({ task_id }) => task_id === task.id).map((handing) => handingView(read, handing)),
  ...(task.due_at !== null && { dueAt: task.due_at }),
});

const decisionView = (read: CaseRead, decision: DecisionRow): Record<string, unknown> => ({
  id: decision.id,
  outcome: decision.outcome,
  opinion: decision.opinion,
  evidence: decision.evidence,
  missing: decision.missing,
  actor: personOf(read, decision.actor_id),
  actingAs: { position: decision.position, positionTitle: titleOfPosition(decision.position), org: read.orgs[decision.org_id] ?? null },
  ...(decision.on_behalf_of !== null && { onBehalfOf: personOf(read, decision.on_behalf_of) }),
  at: decision.at,
  digest: decision.digest,
  ...(decision.voided_at !== null && { voidedAt: decision.voided_at }),
  attachments: read.attachments.filter(({ decision_id }) => decision_id === decision.id).map(attachmentView),
});

const attachmentView = ({ id, name, media_type, size, sha256 }: CaseRead['attachments'][number]): Record<string, unknown> => ({ id, name, mediaType: media_type, size, sha256 });

/** What blocks a gate, in words. */
export const blockedView = (step: StepRow): { id: string; title: string; article: string }[] =>
  (step.blocked ?? []).map((id) => (isGateId(id) ? { id, title: GATE_RULES[id].title, article: GATE_RULES[id].article } : { id, title: id, article: '' }));

function stepView(read: CaseRead, definition: Definition, step: StepRow): Record<string, unknown> {
  return {
    id: step.id,
    key: step.key,
    title: titleOfStep(definition, step),
    kind: step.kind,
    ...(step.subject !== null && { subject: step.subject }),
    occurrence: step.occurrence,
    round: step.occurrence,
    status: step.status,
    ...(step.outcome !== null && { outcome: step.outcome }),
    openedAt: step.opened_at,
    ...(step.settled_at !== null && { settledAt: step.settled_at }),
    ...(step.due_at !== null && { dueAt: step.due_at }),
    ...(step.unstaffed && { unstaffed: true }),
    ...(step.blocked !== null && { blockedBy: blockedView(step) }),
    tasks: read.tasks.filter(({ step_id }) => step_id === step.id).map((task) => taskSummary(read, task)),
    decisions: read.decisions.filter(({ step_id }) => step_id === step.id).map((decision) => decisionView(read, decision)),
  };
}

function clockView(read: CaseRead, clock: ClockRow): Record<string, unknown> {
  const limit = read.case.policies[clock.key];
  const step = read.steps.find(({ id }) => id === clock.step_id);
  return {
    key: clock.key,
    stepKey: step?.key ?? null,
    basis: clock.basis,
    ...(limit?.type === 'DURATION' && { limit: durationText(limit) }),
    nature: clock.nature,
    baseAt: clock.base_at,
    dueAt: clock.due_at,
    provisional: clock.provisional,
    pausedFor: `PT${Math.round(pausedFor(clock.pauses, Date.parse(clock.stopped_at ?? read.now)) / 1_000)}S`,
    ...(clock.stopped_at !== null && { stoppedAt: clock.stopped_at }),
    breached: clock.breached_at !== null,
    ...(clock.breached_at !== null && { breachedAt: clock.breached_at }),
  };
}

const escalationView = (read: CaseRead, { id, step_id, level, position, at, acknowledged_by, acknowledged_at, silent_until }: EscalationRow): Record<string, unknown> => ({
  id,
  stepKey: read.steps.find((step) => step.id === step_id)?.key ?? null,
  level,
  to: { position, positionTitle: titleOfPosition(position) },
  at,
  ...(acknowledged_by !== null && { acknowledged: { by: personOf(read, acknowledged_by), at: acknowledged_at, silentUntil: silent_until } }),
});

export const grantView = (definition: Definition, grant: GrantRow): Record<string, unknown> => ({
  id: grant.id,
  key: grant.key,
  title: definition.grants[grant.key]?.title ?? grant.key,
  status: grantStatus(grant),
  ...(grant.awaits_reauthorization && { awaitsReauthorization: true }),
  scope: grant.scope,
  validFrom: grant.valid_from,
  validUntil: grant.valid_until,
  ...(grant.cap !== null && { cap: grant.cap }),
  used: Number(grant.used),
  ...(grant.ended_at !== null && { endedAt: grant.ended_at, endReason: grant.end_reason }),
});

/** A linked case, by the name that its parent's definition has for it: a want is `key[/subject]#n`. */
function childView({ process_type, parent_want, ...child }: CaseRead['children'][number]): Record<string, unknown> {
  const [, key = parent_want, subject] = /^([^/#]+)(?:\/(.+))?#\d+$/.exec(parent_want) ?? [];
  return { ...child, processType: process_type, key, ...(subject !== undefined && { subject }) };
}

/** Body of `GET /cases/{id}` and of the answer that creates a case. */
export function caseView(read: CaseRead, definition: Definition, allowedActions: readonly AllowedAction[]): Record<string, unknown> {
  const { case: row, revision } = read;
  return {
    id: row.id,
    number: row.number,
    processType: row.process_type,
    definitionVersion: row.definition_version,
    title: row.title,
    org: { code: read.org.code, name: read.org.name },
    ...(row.dept !== null && { dept: row.dept }),
    ...(row.applicant_id !== null && { applicant: personOf(read, row.applicant_id) }),
    status: row.status,
    ...(row.outcome !== null && { outcome: row.outcome, outcomeTitle: titleOfTerminal(definition, row.outcome) }),
    openedAt: row.opened_at,
    ...(row.closed_at !== null && { closedAt: row.closed_at }),
    ...(row.stopped !== null && { stopped: row.stopped }),
    ...(read.held && { held: read.held }),
    facts: row.facts,
    form: { revision: revision.revision, data: revision.data, digest: revision.digest, sections: revision.sections, submittedAt: revision.submitted_at },
    steps: read.steps.filter(({ kind }) => PEOPLES.has(kind)).filter(({ kind, status }) => kind !== 'ON_DEMAND' || status === 'SETTLED').map((step) => stepView(read, definition, step)),
    clocks: read.clocks.map((clock) => clockView(read, clock)),
    escalations: read.escalations.map((escalation) => escalationView(read, escalation)),
    grants: read.grants.map((grant) => grantView(definition, grant)),
    copies: read.copies.map(({ to_id, by_id, at, read_at }) => ({ to: personOf(read, to_id), by: personOf(read, by_id), at, readAt: read_at })),
    filings: read.registers.filings,
    certificates: read.registers.certificates,
    attachments: read.attachments.map(attachmentView),
    children: read.children.map(childView),
    ...(read.parent && { parent: read.parent }),
    related: read.registers.related,
    relaxedRules: relaxedRules(definition, row.policies),
    allowedActions,
    links: Object.fromEntries(['waiting', 'events', 'diagram', 'comments'].map((name) => [name, `/api/v1/cases/${row.id}/${name}`])),
  };
}
