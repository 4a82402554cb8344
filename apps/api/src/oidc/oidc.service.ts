import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { ErrorCode } from '@libs/platform/errors/catalogue';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { audit } from '../audit/audit';
import { LoginSessionRepository } from '../auth/login-session.repository';
import { LoginSessions } from '../auth/login-sessions.service';
import { setSession } from '../auth/session-cookie';
import { BindingRepository, type BoundPerson } from './binding.repository';
import { BindingsService } from './bindings.service';
import { type Flow, FlowCookie } from './flow-cookie';
import { IdentityProvider, type ProvenIdentity } from './identity-provider';

const INACTIVE = { zh: '您的账号已停用，请联系系统管理员。', en: 'Your account is inactive; please tell the system administrators.' };

/** Signing in, and binding an identity, by way of the provider: out with `begin`, back with `finish`. */
@Injectable()
export class OidcService {
  constructor(
    private readonly provider: IdentityProvider,
    private readonly cookie: FlowCookie,
    private readonly bindings: BindingRepository,
    private readonly bindingsService: BindingsService,
    private readonly sessions: LoginSessions,
    private readonly sessionRows: LoginSessionRepository,
    private readonly dataSource: DataSource,
  ) {}

  /** Agrees a flow with the browser. @returns the provider's address. */
  async begin(request: FastifyRequest, reply: FastifyReply, { returnTo = '/', binder }: { readonly returnTo?: string; readonly binder?: Flow['binder'] }): Promise<URL> {
    const flow = this.provider.newFlow(returnTo, binder);
    const address = await this.provider.address(flow);
    await this.cookie.set(request, reply, flow);
    return address;
  }

  /** What the browser came back for. @returns the path to go on to */
  async finish(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const flow = await this.cookie.take(request, reply);
    if (flow === undefined) throw await this.refused('UNAUTHENTICATED', 'NO_FLOW', this.provider.refused());
    const identity = await this.provider.prove(searchOf(request), flow).catch(async (error: unknown) => {
      if (error instanceof DomainError && error.code === 'UNAUTHENTICATED') await this.refused(error.code, 'NOT_PROVEN', error);
      throw error;
    });
    if (flow.binder === undefined) await this.signIn(request, reply, identity);
    else await this.bind(flow.binder, identity);
    return flow.returnTo;
  }

  private async signIn(request: FastifyRequest, reply: FastifyReply, identity: ProvenIdentity): Promise<void> {
    const person = await this.bindings.person(identity);
    if (person === undefined) throw await this.refused('IDENTITY_UNBOUND', 'UNBOUND', new DomainError('IDENTITY_UNBOUND'));
    if (!person.active) throw await this.refused('UNAUTHENTICATED', 'INACTIVE', new DomainError('UNAUTHENTICATED', { detail: INACTIVE }), person);
    const beginning = { personId: person.id, method: 'OIDC', userAgent: request.headers['user-agent'] } as const;
    const { token, expiresInSeconds } = await this.dataSource.transaction((manager) => this.sessions.begin(manager, beginning));
    setSession(request, reply, { token, maxAge: expiresInSeconds });
  }

  /** Who asked for it may have signed out meanwhile, or be signed out by somebody else. */
  private async bind({ personId, sessionId }: NonNullable<Flow['binder']>, identity: ProvenIdentity): Promise<void> {
    if (!(await this.sessionRows.isLive(personId, sessionId))) throw new DomainError('UNAUTHENTICATED');
    await this.bindingsService.bindOwn(personId, identity);
  }

  private async refused(code: ErrorCode, cause: string, error: DomainError, person?: BoundPerson): Promise<DomainError> {
    await audit(this.dataSource.manager, { action: 'LOGIN', actorKind: 'PERSON', actorId: person?.id, refused: code, details: { method: 'OIDC', cause } });
    return error;
  }
}

const searchOf = ({ url }: FastifyRequest): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');
