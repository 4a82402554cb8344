/** Whether a grant is valid: computed from its end, holds, suspensions and revocation; never read from a status column. */
import { instantOf, type CaseRow, type GrantRow } from './rows';

export type InvalidReason = 'NOT_YET_VALID' | 'EXPIRED' | 'REVOKED' | 'HANDED_BACK' | 'USED_UP' | 'SUSPENDED' | 'CASE_HELD' | 'CASE_STOPPED';

export interface Validity {
  readonly valid: boolean;
  readonly reason?: InvalidReason;
}

type Looked = Pick<GrantRow, 'valid_from' | 'valid_until' | 'ended_at' | 'end_reason' | 'ordered_suspension' | 'awaits_reauthorization' | 'cap' | 'used'>;

/** At the instant `at`, in milliseconds since the epoch. The end is exclusive: at `valid_until` the grant is over. */
export function validity({ grant, caseStatus, at }: { readonly grant: Looked; readonly caseStatus: CaseRow['status']; readonly at: number }): Validity {
  const no = (reason: InvalidReason): Validity => ({ valid: false, reason });
  if (grant.end_reason !== null && (grant.ended_at === null || at >= instantOf(grant.ended_at) || grant.end_reason === 'REVOKED')) return no(endReason(grant.end_reason));
  if (at >= instantOf(grant.valid_until)) return no('EXPIRED');
  if (at < instantOf(grant.valid_from)) return no('NOT_YET_VALID');
  if (caseStatus === 'HELD') return no('CASE_HELD');
  if (grant.ordered_suspension || grant.awaits_reauthorization) return no('SUSPENDED');
  if (grant.cap !== null && grant.used >= grant.cap) return no('USED_UP');
  return { valid: true };
}

const endReason = (reason: string): InvalidReason => (reason === 'EXPIRED' || reason === 'HANDED_BACK' || reason === 'USED_UP' ? reason : 'REVOKED');
