import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { reauthenticationRequired } from '@libs/record/acts/reauthenticating';
import { DataSource, type EntityManager } from 'typeorm';
import { audit } from '../audit/audit';
import { AuthPolicies } from './auth-policies';
import { Authenticator } from './authenticator';
import { Credentials } from './credentials.service';
import { LoginSessionRepository } from './login-session.repository';
import type { Authenticated } from './principal';
import { SecondFactors } from './second-factor/second-factors.service';

const NO_SESSION = { zh: '当前登录由其他身份认证服务签发，请在该服务重新认证后再登录。', en: 'You came with a token of another issuer: authenticate anew there.' };

/** The password, or a code of the second factor. */
export interface Proof {
  readonly password?: string;
  readonly code?: string;
}

/**
 * Proves once more that the person of a session is at the keyboard, before a step that asks for it. What is wrong counts
 * towards the lock as at a login.
 */
@Injectable()
export class Reauthentication {
  constructor(
    private readonly dataSource: DataSource,
    private readonly credentials: Credentials,
    private readonly sessions: LoginSessionRepository,
    private readonly factors: SecondFactors,
    private readonly authenticator: Authenticator,
    private readonly policies: AuthPolicies,
  ) {}

  /** @returns the instant from which the session counts as re-authenticated. Throws `UNAUTHENTICATED`, and `NOT_OFFERED` where there is no session of ours. */
  async reauthenticate({ principal, session }: Authenticated, { password, code = '' }: Proof): Promise<Date> {
    if (principal.kind !== 'PERSON') throw new DomainError('NOT_ELIGIBLE');
    if (!session) throw new DomainError('NOT_OFFERED', { detail: NO_SESSION });
    const { personId, account } = principal;
    const action = 'REAUTHENTICATED';
    const note = (manager: EntityManager): Promise<Date> => this.note(manager, { personId, sessionId: session.id, method: password === undefined ? 'CODE' : 'PASSWORD' });
    const at =
      password === undefined
        ? await this.credentials.byCode({ account, action }, (manager) => this.factors.take(manager, personId, code), note)
        : await this.credentials.byPassword({ account, password, action }, note);
    // Looked up anew by the next request, which is the one that asked for it.
    this.authenticator.forgetPerson(personId);
    return at;
  }

  /** For whoever has just proved to the provider who they are. Throws `UNAUTHENTICATED` where the session is over. */
  async byProvider(personId: string, sessionId: string): Promise<void> {
    await this.dataSource.transaction((manager) => this.note(manager, { personId, sessionId, method: 'OIDC' }));
    this.authenticator.forgetPerson(personId);
  }

  /** For what a session alone does not open. Throws `REAUTHENTICATION_REQUIRED`. */
  async mustBeRecent(sessionId: string): Promise<void> {
    const withinMs = await this.policies.reauthenticationMs();
    if (!(await this.sessions.provenWithin(sessionId, withinMs))) throw reauthenticationRequired(withinMs);
  }

  private async note(manager: EntityManager, { personId, sessionId, method }: { readonly personId: string; readonly sessionId: string; readonly method: 'PASSWORD' | 'CODE' | 'OIDC' }): Promise<Date> {
    const at = await this.sessions.reauthenticated(manager, sessionId);
    if (at === undefined) throw new DomainError('UNAUTHENTICATED');
    // What the provider says is no password of ours: it forgives no wrong one.
    if (method !== 'OIDC') await this.credentials.forgive(manager, personId);
    await audit(manager, { action: 'REAUTHENTICATED', actorKind: 'PERSON', actorId: personId, details: { session: sessionId, method } });
    return at;
  }
}
