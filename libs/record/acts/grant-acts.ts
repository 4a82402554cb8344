/** Acts on a grant: revocation, suspension, resumption, hand-back, metered usage. */
import { DomainError } from '@libs/platform/errors/domain-error';
import type { NewCaseEvent } from '@workflows/kit/journal';
import type { By } from '../by';
import type { CaseWork } from '../case-work';
import { newId } from '../changes';
import type { Answer, IdempotencyKey } from '../idempotency';
import type { Acting, CaseRecord } from '../record';
import { textOf, type GrantRow } from '../rows';
import { LOCK_BY_GRANT } from '../statements';
import { asApplicant, oneOf, type ActingAs } from './capacity';
import { mustBeOpen, reasonOf } from './case-acts';
import { validity } from '../validity';

export interface GrantActRequest {
  readonly personId: string;
  readonly grantId: string;
  readonly reason?: string;
  readonly actingAs?: ActingAs;
  readonly idempotency: IdempotencyKey;
}
export interface GrantActAnswer {
  readonly grant: { readonly id: string; readonly status: 'ACTIVE' | 'SUSPENDED' | 'ENDED'; readonly endReason?: string };
  readonly case: { readonly id: string; readonly status: string };
}

export const grantStatus = (grant: Pick<GrantRow, 'ended_at' | 'ordered_suspension' | 'awaits_reauthorization'>): GrantActAnswer['grant']['status'] =>
  grant.ended_at !== null ? 'ENDED' : grant.ordered_suspension || grant.awaits_reauthorization ? 'SUSPENDED' : 'ACTIVE';

const onGrant = (record: CaseRecord, action: string, request: GrantActRequest, body: (acting: Acting, grant: GrantRow) => Promise<void>): Promise<Answer<GrantActAnswer>> =>
  record.act(
    { action, lock: { by: LOCK_BY_GRANT, id: request.grantId }, personId: request.personId, idempotency: request.idempotency, about: { grantId: request.grantId } },
    async (acting) => {
      const grant = acting.work.loaded.grants.find(({ id }) => id === request.grantId);
      if (!grant) throw new DomainError('NOT_FOUND');
      await body(acting, grant);
      return { status: 200, body: grantAnswer(acting.work, grant) };
    },
  );

const grantAnswer = (work: CaseWork, grant: GrantRow): GrantActAnswer => ({
  grant: { id: grant.id, status: grantStatus(grant), ...(grant.end_reason !== null && { endReason: grant.end_reason }) },
  case: { id: work.case.id, status: work.case.status },
});

const specOf = (work: CaseWork, grant: GrantRow): NonNullable<CaseWork['definition']['grants'][string]> => {
  const spec = work.definition.grants[grant.key];
  if (!spec) throw new Error(`no grant ${grant.key}`);
  return spec;
};

/** A grant that has ended cannot be acted upon; a held case's grant can be revoked, and nothing else. */
function mustLive(work: CaseWork, grant: GrantRow, alsoHeld = false): void {
  mustBeOpen(work, alsoHeld);
  if (grant.ended_at !== null) throw new DomainError('NOT_OFFERED');
}

const tell = (work: CaseWork, grant: GrantRow, by: By, event: NewCaseEvent, action: string, reason?: string): Promise<void> =>
  work.append(event, { action, by, details: { grantId: grant.id, ...(reason !== undefined && { reason }) } });

/** 撤销授权: final. */
export const revoke = (record: CaseRecord, request: GrantActRequest): Promise<Answer<GrantActAnswer>> =>
  onGrant(record, 'REVOKE_GRANT', request, async ({ work, actor }, grant) => {
    const by = oneOf(work, actor, specOf(work, grant).revokedBy, request.actingAs);
    mustLive(work, grant, true);
    await tell(work, grant, by, { type: 'grantEnded', id: grant.want_id, reason: 'REVOKED' }, 'GRANT_REVOKED', reasonOf(request));
  });

/** 暂停授权: by order, until somebody of the same positions lifts it. */
export const suspend = (record: CaseRecord, request: GrantActRequest): Promise<Answer<GrantActAnswer>> =>
  onGrant(record, 'SUSPEND_GRANT', request, async ({ work, actor }, grant) => {
    const by = oneOf(work, actor, specOf(work, grant).suspendedBy, request.actingAs);
    mustLive(work, grant);
    if (grant.ordered_suspension) throw new DomainError('NOT_OFFERED');
    await tell(work, grant, by, { type: 'grantSuspended', id: grant.want_id, reauthorize: false }, 'GRANT_SUSPENDED', reasonOf(request));
  });

/** 恢复授权: lifts an order. What a raised level suspended goes on only through renewed authorisation (第二十七条). */
export const resume = (record: CaseRecord, request: GrantActRequest): Promise<Answer<GrantActAnswer>> =>
  onGrant(record, 'RESUME_GRANT', request, async ({ work, actor }, grant) => {
    const by = oneOf(work, actor, specOf(work, grant).suspendedBy, request.actingAs);
    mustLive(work, grant);
    if (!grant.ordered_suspension)
      throw new DomainError('NOT_OFFERED', { detail: { zh: '该授权须经重新评估和授权后恢复', en: 'This grant goes on only through renewed assessment and authorisation' } });
    await tell(work, grant, by, { type: 'grantResumed', id: grant.want_id }, 'GRANT_RESUMED', reasonOf(request));
  });

/** 交回授权: the holder needs it no longer. */
export const handBack = (record: CaseRecord, request: GrantActRequest): Promise<Answer<GrantActAnswer>> =>
  onGrant(record, 'HAND_BACK_GRANT', request, async ({ work, actor }, grant) => {
    if (actor.personId !== grant.holder_id) throw new DomainError('NOT_ELIGIBLE');
    mustLive(work, grant);
    await tell(work, grant, asApplicant(work, actor), { type: 'grantEnded', id: grant.want_id, reason: 'HANDED_BACK' }, 'GRANT_HANDED_BACK');
  });

export interface UsageRequest {
  readonly grantId: string;
  readonly operation: string;
  /** Whether the grant covers the operation at all, as the form on which it rests names it. */
  readonly operationGranted: boolean;
  readonly count: number;
  /** When it was used, in milliseconds since the epoch; now unless given. */
  readonly at?: number;
  readonly by: { readonly clientId: string } | { readonly personId: string };
  readonly idempotency: IdempotencyKey;
}
export interface UsageAnswer {
  readonly id: string;
  readonly used: number;
  readonly withinGrant: boolean;
}

/** 可控可计量 (第四条): what was used of a grant. Usage outside it is recorded too, and marked. */
export const recordUsage = (record: CaseRecord, request: UsageRequest): Promise<Answer<UsageAnswer>> =>
  record.actAsCaller({ by: LOCK_BY_GRANT, id: request.grantId }, { id: callerOf(request), idempotency: request.idempotency }, async (work) => {
    const grant = work.loaded.grants.find(({ id }) => id === request.grantId);
    if (!grant) throw new DomainError('NOT_FOUND');
    const at = request.at ?? work.now;
    const fits = grant.cap === null || grant.used + request.count <= grant.cap;
    const within = request.operationGranted && fits && validity({ grant, caseStatus: work.case.status, at }).valid;
    const by: By =
      'clientId' in request.by
        ? { actor_kind: 'CLIENT', actor_id: request.by.clientId, position: null, org_id: null }
        : { actor_kind: 'PERSON', actor_id: request.by.personId, position: work.case.applicant_position, org_id: work.case.org_id };
    const usage = {
      id: newId(),
      grant_id: grant.id,
      operation: request.operation,
      count: request.count,
      at: textOf(at),
      client_id: 'clientId' in request.by ? request.by.clientId : null,
      person_id: 'personId' in request.by ? request.by.personId : null,
      within_grant: within,
    };
    work.changes.put('grant_usages', usage);
    work.changes.put('grants', Object.assign(grant, { used: grant.used + request.count }));
    work.audit({ action: within ? 'GRANT_USED' : 'GRANT_USED_OUTSIDE', by, details: { grantId: grant.id, usageId: usage.id, operation: request.operation, count: request.count } });
    const usedUp = grant.cap !== null && grant.used >= grant.cap && grant.ended_at === null;
    if (usedUp) await tell(work, grant, by, { type: 'grantEnded', id: grant.want_id, reason: 'USED_UP' }, 'GRANT_USED_UP');
    return { status: 200, body: { id: usage.id, used: grant.used, withinGrant: within } };
  });

const callerOf = ({ by }: UsageRequest): string => ('clientId' in by ? by.clientId : by.personId);
