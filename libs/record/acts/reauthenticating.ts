/** Sensitive steps are decided by somebody who has only just proved who they are. */
import { DomainError } from '@libs/platform/errors/domain-error';
import { millisecondsOf, type PolicyValues } from '@libs/policy/typed-values';
import type { Acting, CaseRecord } from '../record';
import type { StepRow } from '../rows';

/** How recent that has to be, in milliseconds. */
export const reauthenticatedWithin = (policies: PolicyValues): number => millisecondsOf(policies, 'auth.reauthentication.minutes');

/** What tells somebody to prove anew who they are (RFC 9470). */
export const reauthenticationRequired = (withinMs: number): DomainError =>
  new DomainError('REAUTHENTICATION_REQUIRED', { params: { minutes: Math.ceil(withinMs / 60_000) }, members: { maxAge: Math.floor(withinMs / 1_000) } });

/**
 * As the policy has it today: how recent a sign-in has to be is no term of the case.
 * @param authenticatedAt when whoever acts last proved who they are, in milliseconds; undefined where their token does not say
 * @throws DomainError REAUTHENTICATION_REQUIRED
 */
export async function mustHaveReauthenticated(record: CaseRecord, { work, client }: Acting, { key }: Pick<StepRow, 'key'>, authenticatedAt: number | undefined): Promise<void> {
  if (!work.definition.steps[key]?.sensitive) return;
  const withinMs = reauthenticatedWithin(await record.policies.at(work.loaded.revisions, work.now, client));
  if (authenticatedAt !== undefined && work.now - authenticatedAt <= withinMs) return;
  throw reauthenticationRequired(withinMs);
}
