import { Injectable } from '@nestjs/common';
import type { BilingualText } from '@libs/platform/errors/catalogue';
import { DomainError } from '@libs/platform/errors/domain-error';
import { DataSource, type EntityManager } from 'typeorm';
import { audit } from '../audit/audit';
import { auditRefusal } from '../audit/audit-refusal';
import { AuthPolicies } from './auth-policies';
import { IdentityRepository, type LocalAccount } from './identity.repository';
import { OneAtATime } from './one-at-a-time';
import { Passwords } from './passwords';
import { WRONG_CODE } from './second-factor/wrong-code';

/** Stands for a name that does not exist, so that its refusal takes the same statements. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const WRONG = { zh: '账号或密码不正确。', en: 'Wrong account or password.' };
const LOCKED = { zh: '账号因连续登录失败已被锁定，请稍后再试。', en: 'The account is locked after repeated failures; try again later.' };

/** For what a password or a code is given. */
export type CredentialAction = 'LOGIN' | 'REAUTHENTICATED' | 'SECOND_FACTOR_BEGUN' | 'SECOND_FACTOR_ENROLLED' | 'RECOVERY_CODES_RENEWED';

/**
 * Judges passwords, and codes after them, of local accounts; both count towards one lock. Whoever does not give the right one gets one and the same answer, whether the
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

  /** Runs `then` in a transaction if the password is right and the account open. Throws `UNAUTHENTICATED`. */
  byPassword<T>({ account, password, action }: { account: string; password: string; action: CredentialAction }, then: (manager: EntityManager, account: LocalAccount) => Promise<T>): Promise<T> {
    return this.byAccount.run(account, async () => {
      const found = await this.identities.localAccount(account);
      const right = await this.passwords.matches(found?.passwordHash, password);
      if (!right || !found?.active) throw await this.failed(found, { action, cause: causeOf(found, right), counts: !right, detail: WRONG });
      if (found.locked) throw await this.refused(found.personId, action);
      return await this.dataSource.transaction((manager) => then(manager, found));
    });
  }

  /** As `byPassword`, for somebody who has given that before: `take` judges their code and uses it up, `then` runs in the same transaction. What either throws is audited. */
  byCode<T>({ account, action }: { account: string; action: CredentialAction }, take: (manager: EntityManager) => Promise<boolean>, then: (manager: EntityManager, account: LocalAccount) => Promise<T>): Promise<T> {
    return this.byAccount.run(account, async () => {
      const found = await this.identities.localAccount(account);
      if (found?.locked) throw await this.refused(found.personId, action);
      const judge = (of: LocalAccount): Promise<false | { value: T }> => this.dataSource.transaction(async (manager) => (await take(manager)) && { value: await then(manager, of) });
      const done = found?.active && (await auditRefusal(this.dataSource.manager, { action, actorKind: 'PERSON', actorId: found.personId }, judge(found)));
      if (!done) throw await this.failed(found, { action, cause: found?.active ? 'WRONG_CODE' : causeOf(found, true), counts: true, detail: WRONG_CODE });
      return done.value;
    });
  }

  /** Forgets former failures: said by whoever has seen all that a login asks for. */
  async forgive(manager: EntityManager, personId: string): Promise<void> {
    await manager.query('UPDATE local_accounts SET failures = 0, locked_until = NULL WHERE person_id = $1', [personId]);
  }

  /** Counts a failure of an account that is not locked; the one that reaches the limit locks it. */
  private async failed(found: LocalAccount | undefined, { action, cause, counts, detail }: { action: CredentialAction; cause: string; counts: boolean; detail: BilingualText }): Promise<DomainError> {
    const { afterFailures, lockMs } = await this.policies.lock();
    await this.dataSource.transaction(async (manager) => {
      const [rows] = await manager.query<[{ locked: boolean }[], number]>(
        `UPDATE local_accounts SET failures = next.count,
           locked_until = CASE WHEN next.count >= $2 THEN clock_timestamp() + $3 * interval '1 millisecond' END
         FROM (SELECT person_id, CASE WHEN locked_until IS NULL THEN failures ELSE 0 END + 1 AS count FROM local_accounts WHERE person_id = $1 FOR UPDATE) AS next
         WHERE local_accounts.person_id = next.person_id AND $4 AND (locked_until IS NULL OR locked_until <= clock_timestamp())
         RETURNING locked_until IS NOT NULL AS locked`,
        [found?.personId ?? NOBODY, afterFailures, lockMs, counts],
      );
      const actor = { actorKind: 'PERSON', actorId: found?.personId } as const;
      await audit(manager, { ...actor, action, refused: 'UNAUTHENTICATED', details: { cause } });
      if (rows[0]?.locked) await audit(manager, { ...actor, action: 'ACCOUNT_LOCKED', details: { failures: afterFailures } });
    });
    return new DomainError('UNAUTHENTICATED', { detail });
  }

  private async refused(actorId: string, action: CredentialAction): Promise<DomainError> {
    await audit(this.dataSource.manager, { action, actorKind: 'PERSON', actorId, refused: 'UNAUTHENTICATED', details: { cause: 'LOCKED' } });
    return new DomainError('UNAUTHENTICATED', { detail: LOCKED });
  }
}

function causeOf(found: LocalAccount | undefined, right: boolean): string {
  if (!found) return 'UNKNOWN_ACCOUNT';
  if (right) return 'INACTIVE';
  return found.locked ? 'LOCKED' : 'WRONG_PASSWORD';
}
