import { Injectable } from '@nestjs/common';
import { PolicyRepository } from '@libs/persistence/repositories/policy.repository';
import type { PolicyValue } from '@libs/policy/policy';
import { policyRow } from '@libs/policy/policy-set';

export interface LockPolicy {
  readonly afterFailures: number;
  readonly lockMs: number;
}

/** One working day of the console. */
export const SESSION_MS = 8 * 3_600_000;
/** Platforms fetch a new one by themselves. */
export const CLIENT_TOKEN_MS = 3_600_000;

const UNIT_MS: Readonly<Record<string, number>> = { SECOND: 1_000, MINUTE: 60_000, HOUR: 3_600_000 };

/** When an account locks, as the policy table has it today (`auth.lock.*`). */
@Injectable()
export class LockPolicyReader {
  constructor(private readonly policies: PolicyRepository) {}

  async read(): Promise<LockPolicy> {
    const rows = await this.policies.effective();
    const value = (key: string): PolicyValue => rows.get(key)?.value ?? policyRow(key).value;
    return { afterFailures: countOf('auth.lock.failures', value('auth.lock.failures')), lockMs: millisecondsOf('auth.lock.minutes', value('auth.lock.minutes')) };
  }
}

function countOf(key: string, value: PolicyValue): number {
  if (value.type === 'COUNT' && value.value >= 1) return value.value;
  throw new RangeError(`policy ${key} is not a count`);
}

function millisecondsOf(key: string, value: PolicyValue): number {
  const unitMs = value.type === 'DURATION' ? UNIT_MS[value.unit] : undefined;
  if (value.type === 'DURATION' && unitMs !== undefined && value.amount > 0) return value.amount * unitMs;
  throw new RangeError(`policy ${key} is not a length of hours, minutes or seconds`);
}
