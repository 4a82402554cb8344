/** Acts on a case as a whole: withdrawal, hold and release, and the repeatable acts that its story offers. */
import { DomainError } from '@libs/platform/errors/domain-error';
import { mayWithdraw } from '@workflows/kit/admission';
import { answerable } from '../by';
import type { CaseWork } from '../case-work';
import { digestOf } from '@libs/domain/digests';
import type { Actor } from '../loaded';
import type { Answer, IdempotencyKey } from '../idempotency';
import type { Acting, CaseRecord } from '../record';
import { LOCK_CASE } from '../statements';
import { asApplicant, oneOf, type ActingAs } from './capacity';
import { putDecision } from './decision';
import { mustHaveReauthenticated } from './reauthenticating';
import { followSeats } from './succession';
import { putRevision, revisingBy } from './revising';
import { fieldErrors, idsIn, surroundings } from './submission';

export interface CaseActRequest {
  readonly personId: string;
  readonly caseId: string;
  readonly reason?: string;
  readonly actingAs?: ActingAs;
  readonly idempotency: IdempotencyKey;
}
export interface CaseActAnswer {
  readonly case: { readonly id: string; readonly status: string; readonly outcome?: string };
}

const onCase = (record: CaseRecord, action: string, request: CaseActRequest & { readonly evidence?: unknown }, body: (acting: Acting) => Promise<void>): Promise<Answer<CaseActAnswer>> =>
  record.act({ action, lock: { by: LOCK_CASE, id: request.caseId }, personId: request.personId, idempotency: request.idempotency, mentions: idsIn(request.evidence) }, async (acting) => {
    await body(acting);
    const { id, status, outcome } = acting.work.case;
    return { status: 200, body: { case: { id, status, ...(outcome !== null && { outcome }) } } };
  });

export const mustBeOpen = ({ case: row }: CaseWork, alsoHeld = false): void => {
  if (row.status === 'CLOSED') throw new DomainError('CASE_CLOSED');
  if (row.status === 'HELD' && !alsoHeld) throw new DomainError('CASE_HELD');
};

/** A reason is kept with the audit event, where the people who may see the case can read it. */
export const reasonOf = ({ reason }: { readonly reason?: string }): string => {
  const text = reason?.trim();
  if (!text) throw new DomainError('REASON_REQUIRED');
  return text;
};

/** Ends the case as WITHDRAWN. Open steps, tasks and clocks end with it. */
export const withdraw = (record: CaseRecord, request: CaseActRequest): Promise<Answer<CaseActAnswer>> =>
  onCase(record, 'WITHDRAW', request, async ({ work, actor }) => {
    if (actor.personId !== work.case.applicant_id) throw new DomainError('NOT_ELIGIBLE');
    mustBeOpen(work);
    if (!mayWithdraw(work.definition, work.picture)) throw new DomainError('NOT_OFFERED');
    await work.append({ type: 'withdrawn' }, { action: 'WITHDRAWN', by: asApplicant(work, actor), details: { reason: reasonOf(request) } });
  });

/** 冻结: nothing is decided while the case is held, its grants are not valid, its clocks run. The story is not told. */
export const hold = (record: CaseRecord, request: CaseActRequest): Promise<Answer<CaseActAnswer>> =>
  onCase(record, 'HOLD', request, async ({ work, actor }) => {
    const by = oneOf(work, actor, work.definition.holds.by, request.actingAs);
    mustBeOpen(work);
    const reason = reasonOf(request);
    work.changes.put('cases', Object.assign(work.case, { status: 'HELD' }));
    work.audit({ action: 'CASE_HELD', by, details: { reason } });
  });

/** 解除冻结. */
export const release = (record: CaseRecord, request: CaseActRequest): Promise<Answer<CaseActAnswer>> =>
  onCase(record, 'RELEASE', request, async ({ work, actor }) => {
    const by = oneOf(work, actor, work.definition.holds.by, request.actingAs);
    mustBeOpen(work, true);
    if (work.case.status !== 'HELD') throw new DomainError('NOT_OFFERED');
    const reason = reasonOf(request);
    work.changes.put('cases', Object.assign(work.case, { status: 'OPEN' }));
    work.audit({ action: 'CASE_RELEASED', by, details: { reason } });
    work.pokeEngine();
    // Who came and went meanwhile.
    followSeats(work);
    await work.passGates();
  });

export interface OnDemandRequest extends CaseActRequest {
  readonly key: string;
  readonly evidence?: unknown;
  /** When the person last proved who they are, in milliseconds: sensitive acts ask for it. */
  readonly authenticatedAt?: number;
}

/** A repeatable act that the story offers now: a supplement, a raised severity, a finding. */
export const actOnDemand = (record: CaseRecord, request: OnDemandRequest): Promise<Answer<CaseActAnswer>> =>
  onCase(record, 'ACT', request, async (acting) => {
    const { work, actor } = acting;
    const step = work.loaded.steps.find((row) => row.kind === 'ON_DEMAND' && row.key === request.key && row.status === 'OPEN');
    const spec = work.definition.steps[request.key];
    if (!step || !spec) throw new DomainError(spec && work.case.status === 'CLOSED' ? 'CASE_CLOSED' : 'NOT_FOUND');
    const by = seatedBy(work, actor, request);
    mustBeOpen(work);
    const checked = work.desk.checkEvidence(request.key, request.evidence);
    if ('errors' in checked) throw new DomainError('EVIDENCE_INVALID', { errors: fieldErrors(checked.errors) });
    const facts = work.desk.readEvidence(request.key, 'DONE', checked.value, surroundings(work));
    if ('errors' in facts) throw new DomainError('EVIDENCE_INVALID', { errors: fieldErrors(facts.errors) });
    const revising = revisingBy(work, request.key, checked.value);
    const evidence = revising?.evidence ?? checked.value;
    await mustHaveReauthenticated(record, acting, step, request.authenticatedAt);
    const decision = putDecision(work, step, by, {
      actor_id: actor.personId,
      outcome: 'DONE',
      opinion: request.reason?.trim() || null,
      evidence: evidence ?? null,
      missing: null,
      task_id: null,
      on_behalf_of: by.on_behalf_of ?? null,
      chain: answerable(by),
      digest: revising?.digestAfter ?? work.shownDigest(step),
      facts: null,
    });
    if (revising) putRevision(work, actor.personId, revising.revision);
    step.evidence_digest = evidence ? digestOf(evidence) : null;
    await work.append({ type: 'acted', id: step.want_id, facts: { ...revising?.revision.reading.facts, ...facts.value } }, { action: 'ACTED', by, details: { stepKey: step.key, want: step.want_id, decisionId: decision.id } });
  });

function seatedBy(work: CaseWork, actor: Actor, request: OnDemandRequest): ReturnType<typeof oneOf> {
  const seats = work.definition.steps[request.key]?.seats ?? [];
  if (seats.some((seat) => 'applicant' in seat) && actor.personId === work.case.applicant_id) return asApplicant(work, actor);
  return oneOf(work, actor, seats.flatMap((seat) => ('position' in seat ? [seat.position] : [])), request.actingAs);
}
