import { Injectable } from '@nestjs/common';
import { PolicyRepository } from '@libs/persistence/repositories/policy.repository';
import type { PolicyValue } from '@libs/policy/policy';
import { policyRow } from '@libs/policy/policy-set';
import type { EntityManager } from 'typeorm';

export interface LockPolicy {
  readonly afterFailures: number;
  readonly lockMs: number;
}

export interface SessionPolicy {
  /** Without a request for so long a session is over. */
  readonly idleMs: number;
  /** From its beginning, whatever happens. */
  readonly absoluteMs: number;
}

const UNIT_MS: Readonly<Record<string, number>> = { SECOND: 1_000, MINUTE: 60_000, HOUR: 3_600_000 };

/** The figures of signing in, as the policy table has them today (`auth.*`); within a transaction, with its manager. */
@Injectable()
export class AuthPolicies {
  constructor(private readonly policies: PolicyRepository) {}

  async lock(): Promise<LockPolicy> {
    const value = await this.values();
    return { afterFailures: countOf('auth.lock.failures', value), lockMs: millisecondsOf('auth.lock.minutes', value) };
  }

  async session(manager?: EntityManager): Promise<SessionPolicy> {
    const value = await this.values(manager);
    return { idleMs: millisecondsOf('auth.session.idle.minutes', value), absoluteMs: millisecondsOf('auth.session.absolute.hours', value) };
  }

  /** Platforms fetch a new token by themselves. */
  async clientTokenMs(): Promise<number> {
    return millisecondsOf('auth.clientToken.minutes', await this.values());
  }

  /** How long the second step of a login may take. */
  async challengeMs(manager?: EntityManager): Promise<number> {
    return millisecondsOf('auth.challenge.minutes', await this.values(manager));
  }

  async secondFactorPositions(manager?: EntityManager): Promise<readonly string[]> {
    const value = (await this.values(manager))('auth.secondFactor.positions');
    if (value.type === 'CODES') return value.values;
    throw new RangeError('policy auth.secondFactor.positions is not a list of codes');
  }

  /** How recently somebody has to have proved who they are. */
  async reauthenticationMs(): Promise<number> {
    return millisecondsOf('auth.reauthentication.minutes', await this.values());
  }

  private async values(manager?: EntityManager): Promise<Value> {
    const rows = await this.policies.effective(undefined, manager);
    return (key) => rows.get(key)?.value ?? policyRow(key).value;
  }
}

type Value = (key: string) => PolicyValue;

function countOf(key: string, valueOf: Value): number {
  const value = valueOf(key);
  if (value.type === 'COUNT' && value.value >= 1) return value.value;
  throw new RangeError(`policy ${key} is not a count`);
}

function millisecondsOf(key: string, valueOf: Value): number {
  const value = valueOf(key);
  const unitMs = value.type === 'DURATION' ? UNIT_MS[value.unit] : undefined;
  if (value.type === 'DURATION' && unitMs !== undefined && value.amount > 0) return value.amount * unitMs;
  throw new RangeError(`policy ${key} is not a length of hours, minutes or seconds`);
}
