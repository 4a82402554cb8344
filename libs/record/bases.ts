/** The grants of other cases on which a case rests, as they stand now. */
import type { KnownGrant } from './desk';
import type { LoadedBase } from './loaded';
import { instantOf } from './rows';
import { validity } from './validity';

export const knownGrants = (bases: readonly LoadedBase[], now: number): KnownGrant[] =>
  bases.map(({ grant, process, caseStatus, stopped }) => ({
    id: grant.id,
    process,
    holderId: grant.holder_id,
    orgId: grant.org_id,
    valid: !stopped && validity({ grant, caseStatus, at: now }).valid,
    validUntil: instantOf(grant.valid_until),
    scope: grant.scope,
  }));
