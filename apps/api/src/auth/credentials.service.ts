import { Injectable } from '@nestjs/common';
import type { BilingualText } from '@libs/platform/errors/catalogue';
import { DomainError } from '@libs/platform/errors/domain-error';
import { DataSource, type EntityManager } from 'typeorm';
import { audit } from '../audit/audit';
import { AuthPolicies } from './auth-policies';
import { IdentityRepository, type LocalAccount } from './identity.repository';
import { OneAtATime } from './one-at-a-time';
import { Passwords } from './passwords';

/** Stands for a name that does not exist, so that its refusal takes the same statements. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const WRONG = { zh: '账号或密码不正确。', en: 'Wrong account or password.' };
const LOCKED = { zh: '账号因连续登录失败已被锁定，请稍后再试。', en: 'The account is locked after repeated failures; try again later.' };

/** For what a password is given. */
export type CredentialAction = 'LOGIN' | 'REAUTHENTICATED';

/**
 * Judges passwords of local accounts. Whoever does not give the right one gets one and the same answer, whether the
 * account exists, is locked or is inactive, and waits for it equally long.
 */
@Injectable()
export class Credentials {
  /** Guesses at one account are judged one after the other: a volley in parallel counts like one in a row. */
  private readonly byAccount = new OneAtATime();

  constructor(
    private readonly dataSource: DataSource,
    private readonly identities: IdentityRepository,
    private readonly passwords: Passwords,
    private readonly policies: AuthPolicies,
  ) {}

  /** Runs `then` in a transaction that also forgets former failures, if the password is right and the account open. Throws `UNAUTHENTICATED`. */
  byPassword<T>(given: { account: string; password: string; action: CredentialAction }, then: (manager: EntityManager, account: LocalAccount) => Promise<T>): Promise<T> {
    return this.byAccount.run(given.account, () => this.attempt(given, then));
  }

  private async attempt<T>(
    { account, password, action }: { account: string; password: string; action: CredentialAction },
    then: (manager: EntityManager, account: LocalAccount) => Promise<T>,
  ): Promise<T> {
    const found = await this.identities.localAccount(account);
    const right = await this.passwords.matches(found?.passwordHash, password);
    if (!right || !found?.active) throw await this.failed(found, { right, action });
    if (found.locked) throw await this.refused(found.personId, action, { cause: 'LOCKED', detail: LOCKED });
    return await this.dataSource.transaction(async (manager) => {
      await manager.query('UPDATE local_accounts SET failures = 0, locked_until = NULL WHERE person_id = $1', [found.personId]);
      return await then(manager, found);
    });
  }

  /** Counts a wrong password of an account that is not locked; the one that reaches the limit locks it. */
  private async failed(found: LocalAccount | undefined, { right, action }: { right: boolean; action: CredentialAction }): Promise<DomainError> {
    const { afterFailures, lockMs } = await this.policies.lock();
    await this.dataSource.transaction(async (manager) => {
      const [rows] = await manager.query<[{ locked: boolean }[], number]>(
        `UPDATE local_accounts SET failures = next.count,
           locked_until = CASE WHEN next.count >= $2 THEN clock_timestamp() + $3 * interval '1 millisecond' END
         FROM (SELECT person_id, CASE WHEN locked_until IS NULL THEN failures ELSE 0 END + 1 AS count FROM local_accounts WHERE person_id = $1 FOR UPDATE) AS next
         WHERE local_accounts.person_id = next.person_id AND NOT $4 AND (locked_until IS NULL OR locked_until <= clock_timestamp())
         RETURNING locked_until IS NOT NULL AS locked`,
        [found?.personId ?? NOBODY, afterFailures, lockMs, right],
      );
      const actor = { actorKind: 'PERSON', actorId: found?.personId } as const;
      await audit(manager, { ...actor, action, refused: 'UNAUTHENTICATED', details: { cause: causeOf(found, right) } });
      if (rows[0]?.locked) await audit(manager, { ...actor, action: 'ACCOUNT_LOCKED', details: { failures: afterFailures } });
    });
    return new DomainError('UNAUTHENTICATED', { detail: WRONG });
  }

  private async refused(actorId: string, action: CredentialAction, { cause, detail }: { cause: string; detail: BilingualText }): Promise<DomainError> {
    await audit(this.dataSource.manager, { action, actorKind: 'PERSON', actorId, refused: 'UNAUTHENTICATED', details: { cause } });
    return new DomainError('UNAUTHENTICATED', { detail });
  }
}

function causeOf(found: LocalAccount | undefined, right: boolean): string {
  if (!found) return 'UNKNOWN_ACCOUNT';
  if (right) return 'INACTIVE';
  return found.locked ? 'LOCKED' : 'WRONG_PASSWORD';
}
