import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { audit } from '../audit/audit';
import { Authenticator } from './authenticator';
import { Credentials } from './credentials.service';
import { LoginSessionRepository } from './login-session.repository';
import type { Authenticated } from './principal';

const NO_SESSION = { zh: '当前登录由其他身份认证服务签发，请在该服务重新认证后再登录。', en: 'You came with a token of another issuer: authenticate anew there.' };

/**
 * Proves once more that the person of a session is at the keyboard, before a step that asks for it. A wrong password
 * counts towards the lock as at a login.
 */
@Injectable()
export class Reauthentication {
  constructor(
    private readonly credentials: Credentials,
    private readonly sessions: LoginSessionRepository,
    private readonly authenticator: Authenticator,
  ) {}

  /** @returns the instant from which the session counts as re-authenticated. Throws `UNAUTHENTICATED`, and `NOT_OFFERED` where there is no session of ours. */
  async byPassword({ principal, session }: Authenticated, password: string): Promise<Date> {
    if (principal.kind !== 'PERSON') throw new DomainError('NOT_ELIGIBLE');
    if (!session) throw new DomainError('NOT_OFFERED', { detail: NO_SESSION });
    const { personId, account } = principal;
    const at = await this.credentials.byPassword({ account, password, action: 'REAUTHENTICATED' }, async (manager) => {
      const instant = await this.sessions.reauthenticated(manager, session.id);
      if (instant === undefined) throw new DomainError('UNAUTHENTICATED');
      await audit(manager, { action: 'REAUTHENTICATED', actorKind: 'PERSON', actorId: personId, details: { session: session.id } });
      return instant;
    });
    // Looked up anew by the next request, which is the one that asked for it.
    this.authenticator.forgetPerson(personId);
    return at;
  }
}
