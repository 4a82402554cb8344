import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CaseRecord } from '@libs/record/record';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { AuditAction } from '../audit/audit';
import { LoginSessionRepository } from '../auth/login-session.repository';
import { LoginSessions } from '../auth/login-sessions.service';
import type { Authenticated } from '../auth/principal';
import { Reauthentication } from '../auth/reauthentication.service';
import { setSession } from '../auth/session-cookie';
import { BindingRepository } from './binding.repository';
import { BindingsService } from './bindings.service';
import { type Asked, FlowCookie } from './flow-cookie';
import { IdentityProvider, type ProvenIdentity } from './identity-provider';

const INACTIVE = { zh: '您的账号已停用，请联系系统管理员。', en: 'Your account is inactive; please tell the system administrators.' };

const NO_SESSION = { zh: '请先登录本系统。', en: 'Sign in here first.' };
const SOMEBODY_ELSE = { zh: '在统一身份认证服务登录的不是您本人。', en: 'It is somebody else who signed in at the identity provider.' };
const ACTIONS = { BIND: 'BINDING_MADE', REAUTHENTICATE: 'REAUTHENTICATED' } as const;

/** Signing in, proving once more who one is, and binding an identity, by way of the provider: out with `begin`, back with `finish`. */
@Injectable()
export class OidcService {
  constructor(
    private readonly provider: IdentityProvider,
    private readonly cookie: FlowCookie,
    private readonly bindings: BindingRepository,
    private readonly bindingsService: BindingsService,
    private readonly sessions: LoginSessions,
    private readonly sessionRows: LoginSessionRepository,
    private readonly reauthentication: Reauthentication,
    private readonly dataSource: DataSource,
    private readonly record: CaseRecord,
  ) {}

  /** Agrees a flow with the browser. @returns the provider's address. */
  async begin(request: FastifyRequest, reply: FastifyReply, { returnTo = '/', asked }: { readonly returnTo?: string; readonly asked?: Asked }): Promise<URL> {
    const flow = this.provider.newFlow(returnTo, asked);
    const address = await this.provider.address(flow);
    await this.cookie.set(request, reply, flow);
    return address;
  }

  /** The same for somebody who is signed in and wants something. Throws `NOT_OFFERED` where they have no session of ours, `REAUTHENTICATION_REQUIRED` where it alone does not bind. */
  async beginAsked(request: FastifyRequest, reply: FastifyReply, { purpose, personId, session, returnTo }: Omit<Asked, 'sessionId'> & { readonly session: Authenticated['session']; readonly returnTo?: string }): Promise<{ readonly authorizationUrl: string }> {
    if (session === undefined) throw new DomainError('NOT_OFFERED', { detail: NO_SESSION });
    if (purpose === 'BIND') await this.mustBeRecent(personId, session.id);
    const address = await this.begin(request, reply, { returnTo, asked: { purpose, personId, sessionId: session.id } });
    return { authorizationUrl: address.href };
  }

  /** What the browser came back for. @returns the path to go on to */
  async finish(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const flow = await this.cookie.take(request, reply);
    // Anybody's GET: there is nothing to tell of it but what the log says.
    if (flow === undefined) throw this.provider.refused();
    const { asked } = flow;
    const action = asked === undefined ? 'LOGIN' : ACTIONS[asked.purpose];
    const identity = await this.provider.prove(searchOf(request), flow).catch(async (error: unknown) => {
      if (error instanceof DomainError && error.code === 'UNAUTHENTICATED') await this.refused(action, 'NOT_PROVEN', error, asked?.personId);
      throw error;
    });
    if (asked === undefined) await this.signIn(request, reply, identity);
    else await this.answer(asked, identity);
    return flow.returnTo;
  }

  private async signIn(request: FastifyRequest, reply: FastifyReply, identity: ProvenIdentity): Promise<void> {
    const person = await this.bindings.person(identity);
    if (person === undefined) throw await this.refused('LOGIN', 'UNBOUND', new DomainError('IDENTITY_UNBOUND'));
    if (!person.active) throw await this.refused('LOGIN', 'INACTIVE', new DomainError('UNAUTHENTICATED', { detail: INACTIVE }), person.id);
    const beginning = { personId: person.id, method: 'OIDC', provenAt: identity.provenAt, userAgent: request.headers['user-agent'] } as const;
    const { token, expiresInSeconds } = await this.dataSource.transaction((manager) => this.sessions.begin(manager, beginning));
    setSession(request, reply, { token, maxAge: expiresInSeconds });
  }

  /** Who asked for it may have signed out meanwhile, or be signed out by somebody else. */
  private async answer({ purpose, personId, sessionId }: Asked, identity: ProvenIdentity): Promise<void> {
    if (!(await this.sessionRows.isLive(personId, sessionId))) throw await this.refused(ACTIONS[purpose], 'SESSION_OVER', new DomainError('UNAUTHENTICATED'), personId);
    if (purpose === 'BIND') {
      await this.mustBeRecent(personId, sessionId);
      return await this.bindingsService.bindOwn(personId, identity);
    }
    const person = await this.bindings.person(identity);
    if (person?.id !== personId) throw await this.refused('REAUTHENTICATED', 'SOMEBODY_ELSE', new DomainError('UNAUTHENTICATED', { detail: SOMEBODY_ELSE }), personId);
    await this.reauthentication.byProvider(personId, sessionId);
  }

  /** A binding is a way in for good: a session left open somewhere makes none. */
  private async mustBeRecent(personId: string, sessionId: string): Promise<void> {
    await this.reauthentication.mustBeRecent(sessionId).catch(async (error: unknown) => {
      throw error instanceof DomainError ? await this.refused('BINDING_MADE', 'NOT_RECENT', error, personId) : error;
    });
  }

  /** A flood of the same is one counted event. */
  private async refused(action: AuditAction, cause: string, error: DomainError, actorId?: string): Promise<DomainError> {
    const row = this.record.refusals.rowFor({ action, actor_kind: 'PERSON', actor_id: actorId ?? null, org_id: null, case_id: null, refused: error.code, details: { method: 'OIDC', cause } });
    if (row) await this.record.audit([row]);
    return error;
  }
}

const searchOf = ({ url }: FastifyRequest): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');
