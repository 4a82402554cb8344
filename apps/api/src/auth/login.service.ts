import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { DataSource, type EntityManager } from 'typeorm';
import { audit } from '../audit/audit';
import { Credentials } from './credentials.service';
import { IdentityRepository, type LocalAccount } from './identity.repository';
import type { IssuedToken } from './local-tokens';
import { LoginSessions } from './login-sessions.service';
import { type ChallengeStage, LoginChallenges } from './second-factor/login-challenges';
import { type Enrolment, SecondFactors } from './second-factor/second-factors.service';

export interface LoggedIn extends IssuedToken {
  readonly person: { readonly id: string; readonly name: string; readonly account: string };
}

/** The password was right, and a second step is asked for. */
export interface Challenged {
  readonly secondFactor: ChallengeStage;
  readonly challenge: string;
  readonly expiresInSeconds: number;
}

export interface LoginAttempt {
  readonly account: string;
  readonly password: string;
  readonly userAgent: string | undefined;
}

export interface SecondStep {
  readonly challenge: string;
  readonly code: string;
  readonly userAgent: string | undefined;
}

const NOT_ENROLLED = { zh: '您的岗位要求双因素认证，请先在系统中登录并启用。', en: 'Your position asks for a second factor: sign in to the system and enrol first.' };
const NO_CODE = { zh: '请同时填写验证码。', en: 'Give the code as well.' };

/** Signs a person in: by account and password, and by a code where they have a second factor or their position asks for one. */
@Injectable()
export class LoginService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly identities: IdentityRepository,
    private readonly credentials: Credentials,
    private readonly sessions: LoginSessions,
    private readonly factors: SecondFactors,
    private readonly challenges: LoginChallenges,
  ) {}

  /** Throws `UNAUTHENTICATED`, the same for a wrong password and for an account that does not exist. */
  login({ account, password, userAgent }: LoginAttempt): Promise<LoggedIn | Challenged> {
    return this.credentials.byPassword({ account, password, action: 'LOGIN' }, async (manager, found) => {
      const { required, enrolled } = await this.factors.state(found.personId, manager);
      if (!required && !enrolled) return await this.begin(manager, found, userAgent);
      // Failures are forgiven with the second step: else the password would buy any number of guesses at the code.
      const secondFactor = enrolled ? 'CODE' : 'ENROLMENT';
      await audit(manager, { action: 'LOGIN_CHALLENGED', actorKind: 'PERSON', actorId: found.personId, details: { secondFactor } });
      return { secondFactor, ...(await this.challenges.issue(manager, found.personId, secondFactor)) };
    });
  }

  /** Both steps for a form that asks for everything at once; `code` is empty where none was typed. Throws `UNAUTHENTICATED`. */
  async inOneStep({ code, ...attempt }: LoginAttempt & { readonly code: string }): Promise<LoggedIn> {
    const first = await this.login(attempt);
    if (!('challenge' in first)) return first;
    if (first.secondFactor === 'ENROLMENT') throw new DomainError('UNAUTHENTICATED', { detail: NOT_ENROLLED });
    if (code.trim() === '') throw new DomainError('UNAUTHENTICATED', { detail: NO_CODE });
    return await this.withCode({ challenge: first.challenge, code, userAgent: attempt.userAgent });
  }

  /** The second step. Throws `UNAUTHENTICATED` for a wrong or used code, which counts towards the lock as a password does. */
  async withCode({ challenge, code, userAgent }: SecondStep): Promise<LoggedIn> {
    const read = await this.challenges.read(challenge, 'CODE');
    const { account } = await this.accountOf(read.personId);
    return await this.credentials.byCode(
      { account, action: 'LOGIN' },
      (manager) => this.factors.take(manager, read.personId, code),
      async (manager, found) => {
        await this.challenges.useUp(manager, read);
        return await this.begin(manager, found, userAgent);
      },
    );
  }

  /** The secret for somebody whose position asks for a second factor, and who has none yet. */
  async beginEnrolment(challenge: string): Promise<Enrolment> {
    const { personId } = await this.challenges.read(challenge, 'ENROLMENT');
    const { account } = await this.accountOf(personId);
    return await this.dataSource.transaction((manager) => this.factors.begin(manager, { personId, account }));
  }

  /** The first code confirms the enrolment, and signs in. Throws `UNAUTHENTICATED` for a wrong one, which counts as at the second step. */
  async confirmEnrolment({ challenge, code, userAgent }: SecondStep): Promise<LoggedIn & { readonly recoveryCodes: readonly string[] }> {
    const read = await this.challenges.read(challenge, 'ENROLMENT');
    const { account } = await this.accountOf(read.personId);
    return await this.credentials.byCode(
      { account, action: 'SECOND_FACTOR_ENROLLED' },
      (manager) => this.factors.takeFirst(manager, read.personId, code),
      async (manager, found) => {
        await this.challenges.useUp(manager, read);
        const recoveryCodes = await this.factors.confirm(manager, read.personId);
        return { ...(await this.begin(manager, found, userAgent)), recoveryCodes };
      },
    );
  }

  private async begin(manager: EntityManager, { personId, name, account }: LocalAccount, userAgent: string | undefined): Promise<LoggedIn> {
    await this.credentials.forgive(manager, personId);
    return { ...(await this.sessions.begin(manager, { personId, method: 'PASSWORD', userAgent })), person: { id: personId, name, account } };
  }

  /** Of somebody who passed the first step; it may have ended meanwhile. */
  private async accountOf(personId: string): Promise<LocalAccount> {
    const found = await this.identities.localAccountOf(personId);
    if (!found?.active) throw new DomainError('UNAUTHENTICATED');
    return found;
  }
}
