/** The grants of a case: opened, suspended, renewed and ended as its story says. */
import type { CaseEvent } from '@workflows/kit/journal';
import type { Want } from '@workflows/kit/want';
import { SYSTEM } from './by';
import type { CaseWork } from './case-work';
import { newId } from './changes';
import * as clockBook from './clock-book';
import { textOf, type GrantRow, type StepRow } from './rows';

/** Opens the grant that the story wants. Its requirements are looked at again, in SQL, before the transaction commits. */
export function openGrant(work: CaseWork, want: Want, step: StepRow): void {
  const spec = work.definition.grants[want.key];
  if (!want.grant || !spec) throw new Error(`${want.id} is no grant`);
  const { applicant_id: holder_id } = work.case;
  if (holder_id === null) throw new Error(`${work.case.id}: nobody to hold ${want.key}`);
  work.granting.push({ key: want.key, after: 0 });
  work.note(want.key, { outcome: 'OPENED' });
  const grant: GrantRow = {
    id: newId(),
    case_id: work.case.id,
    want_id: want.id,
    key: want.key,
    org_id: work.case.org_id,
    holder_id,
    scope: Object.fromEntries(spec.scope.flatMap((fact) => (work.picture.facts[fact] === undefined ? [] : [[fact, work.picture.facts[fact]]]))),
    valid_from: textOf(Math.max(work.now, want.grant.from ?? 0)),
    valid_until: textOf(want.grant.until),
    cap: want.grant.cap ?? null,
    used: 0,
    ordered_suspension: false,
    awaits_reauthorization: false,
    suspended_at: null,
    suspended_seq: null,
    ended_at: null,
    end_reason: null,
  };
  work.loaded.grants.push(work.changes.put('grants', grant));
  const clock = { caseId: work.case.id, stepId: step.id, key: clockBook.GRANT_END, nature: 'HARD', basis: spec.article, base: work.now, due: want.grant.until } as const;
  work.addClock(clockBook.plainClock(clock));
  step.due_at = grant.valid_until;
  work.audit({ action: 'GRANT_OPENED', by: SYSTEM, details: { grantId: grant.id, key: want.key } });
}

/** Brings a living grant to what the story says of it: its end, and whether and why it is suspended. */
export function syncGrant(work: CaseWork, want: Want, event: CaseEvent): void {
  const grant = work.loaded.grants.find(({ want_id }) => want_id === want.id);
  if (!grant || !want.grant) return;
  const step = work.loaded.steps.find(({ want_id, status }) => want_id === want.id && status === 'OPEN');
  const before = JSON.stringify(grant);
  const until = textOf(want.grant.until);
  const resumed = grant.awaits_reauthorization && !want.grant.reauthorizing;
  if (grant.valid_until !== until && step) {
    grant.valid_until = until;
    for (const clock of work.clocksOf(step)) work.changes.put('clocks', Object.assign(clock, { due_at: until, next_at: until }));
    work.changes.put('steps', Object.assign(step, { due_at: until }));
  }
  if (resumed) work.granting.push({ key: want.key, after: grant.suspended_seq ?? 0 });
  grant.awaits_reauthorization = want.grant.reauthorizing;
  grant.ordered_suspension = want.grant.ordered;
  if (event.type === 'grantSuspended' && event.id === want.id) Object.assign(grant, { suspended_at: textOf(work.now), suspended_seq: event.seq });
  if (!want.grant.suspended) Object.assign(grant, { suspended_at: null });
  if (JSON.stringify(grant) !== before) work.changes.put('grants', grant);
}

export function endGrant(work: CaseWork, wantId: string, reason: string): void {
  const grant = work.loaded.grants.find(({ want_id }) => want_id === wantId);
  if (!grant || grant.ended_at !== null) return;
  work.changes.put('grants', Object.assign(grant, { ended_at: textOf(work.now), end_reason: reason }));
  work.audit({ action: 'GRANT_ENDED', by: SYSTEM, details: { grantId: grant.id, reason } });
}
