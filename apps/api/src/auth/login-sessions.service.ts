import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { audit } from '../audit/audit';
import { AuthPolicies } from './auth-policies';
import { Authenticator } from './authenticator';
import { type LoginSession, LoginSessionRepository, type SessionMethod } from './login-session.repository';
import { type IssuedToken, LocalTokens } from './local-tokens';
import type { Authenticated, PersonPrincipal } from './principal';
import { newSid, sidHashOf } from './sid';

/** Whose session begins, and how they proved who they are. */
export interface Beginning {
  readonly personId: string;
  readonly method: SessionMethod;
  /** When they did so at a provider, as it says; undefined where it does not. */
  readonly provenAt?: Date;
  /** As the client's header has it. */
  readonly userAgent: string | undefined;
}

const MAX_USER_AGENT = 200;

/** Sessions of people: begun by a login of any kind, listed, ended. Ended here at once, on other instances within `STATUS_MS`. */
@Injectable()
export class LoginSessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: LoginSessionRepository,
    private readonly tokens: LocalTokens,
    private readonly policies: AuthPolicies,
    private readonly authenticator: Authenticator,
  ) {}

  /** Begins a session in the caller's transaction, with its audit event. @returns its token, as old as the session may get */
  async begin(manager: EntityManager, { personId, method, provenAt, userAgent }: Beginning): Promise<IssuedToken> {
    const { idleMs, absoluteMs } = await this.policies.session(manager);
    const id = v7();
    const sid = newSid();
    await this.sessions.insert(manager, { id, sidHash: sidHashOf(sid), personId, method, provenAt, userAgent: userAgent?.slice(0, MAX_USER_AGENT), idleMs, absoluteMs });
    await audit(manager, { action: 'LOGIN', actorKind: 'PERSON', actorId: personId, details: { session: id, method } });
    return await this.tokens.issue({ kind: 'PERSON', id: personId }, absoluteMs, sid);
  }

  list(personId: string, page: { after: string | null; limit: number }): Promise<readonly LoginSession[]> {
    return this.sessions.live(personId, page);
  }

  /** Ends one of one's own sessions. Throws `NOT_FOUND`. */
  async endOwn({ personId }: PersonPrincipal, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if ((await this.sessions.end(manager, { personId, id }, 'OWNER')) === 0) throw new DomainError('NOT_FOUND');
      await audit(manager, { action: 'SESSION_ENDED', actorKind: 'PERSON', actorId: personId, details: { session: id } });
    });
    this.authenticator.forgetPerson(personId);
  }

  /** Signs a person out everywhere. */
  async endAllOwn({ personId }: PersonPrincipal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const count = await this.sessions.end(manager, { personId }, 'OWNER');
      await audit(manager, { action: 'SESSIONS_ENDED', actorKind: 'PERSON', actorId: personId, details: { count } });
    });
    this.authenticator.forgetPerson(personId);
  }

  /** Ends all sessions of somebody on the order of another, in their transaction; they say `forget` after it. @returns how many */
  async endAllOf(manager: EntityManager, { personId, byId, reason }: { personId: string; byId: string; reason: string }): Promise<number> {
    const count = await this.sessions.end(manager, { personId }, 'ADMINISTRATOR');
    await audit(manager, { action: 'SESSIONS_ENDED', actorKind: 'PERSON', actorId: byId, details: { personId, count, reason } });
    return count;
  }

  forget(personId: string): void {
    this.authenticator.forgetPerson(personId);
  }

  /** Ends the session in which the caller is. */
  async logout({ principal: { personId }, session: { id } }: { principal: PersonPrincipal; session: NonNullable<Authenticated['session']> }): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.sessions.end(manager, { personId, id }, 'LOGOUT');
      await audit(manager, { action: 'LOGOUT', actorKind: 'PERSON', actorId: personId, details: { session: id } });
    });
    this.authenticator.forgetPerson(personId);
  }
}
