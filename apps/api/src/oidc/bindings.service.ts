import { Injectable } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import { DomainError } from '@libs/platform/errors/domain-error';
import { digestOf } from '@libs/domain/digests';
import type { PositionCode } from '@libs/domain/positions';
import type { Answer } from '@libs/record/idempotency';
import { administers, holdsPosition } from '@libs/roster/standing';
import { DataSource, type EntityManager } from 'typeorm';
import { audit, type AuditEntry } from '../audit/audit';
import { Authenticator } from '../auth/authenticator';
import { LoginSessionRepository } from '../auth/login-session.repository';
import type { IdempotencyScope } from '../idempotency/idempotency-key';
import { IdempotencyService } from '../idempotency/idempotency.service';
import { notOneself } from '../roster/not-oneself';
import { type Binding, BindingRepository } from './binding.repository';
import type { BindingRequest } from './binding.dto';
import type { ProvenIdentity } from './identity-provider';

interface Attempt {
  readonly by: string;
  readonly action: AuditEntry['action'];
  /** Whose binding it is about. */
  readonly personId?: string;
}

/** Identities of a provider are bound to people by the people themselves or by administrators, and by nothing that a token claims. */
@Injectable()
export class BindingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly bindings: BindingRepository,
    private readonly idempotency: IdempotencyService,
    private readonly config: Config,
    private readonly sessions: LoginSessionRepository,
    private readonly authenticator: Authenticator,
  ) {}

  /** By the person themself, who has just proven it. Throws `IDENTITY_TAKEN`. */
  async bindOwn(personId: string, identity: ProvenIdentity): Promise<void> {
    await this.dataSource.transaction((manager) => this.bind(manager, identity, { personId, boundBy: personId }));
  }

  /** By an administrator, for others. Throws `NOT_ELIGIBLE`, `SEPARATION_OF_DUTIES`, `FORM_INVALID`, `IDENTITY_TAKEN`. */
  bindAs(boundBy: string, scope: IdempotencyScope, body: BindingRequest): Promise<Answer<unknown>> {
    return this.idempotency.run({ ...scope, callerId: boundBy, bodyDigest: digestOf({ ...body }) }, async (manager) => {
      const { personId, issuer, subject } = body;
      await this.mustKeep(manager, { by: boundBy, action: 'BINDING_MADE', personId });
      if (personId === boundBy) throw await this.refused({ by: boundBy, action: 'BINDING_MADE', personId }, notOneself());
      if (!this.issuers().includes(issuer)) throw wrong('issuer', 'NOT_IN_LIST', '没有接入这一统一身份认证服务。', 'This issuer is not configured.');
      const known = await manager.query<unknown[]>('SELECT FROM persons WHERE id = $1', [personId]);
      if (known.length === 0) throw wrong('personId', 'UNKNOWN', '没有这一人员。', 'There is no such person.');
      const { id } = await this.bind(manager, { issuer, subject }, { personId, boundBy });
      return { status: 201, body: await this.bindings.find(manager, id), location: `/api/v1/bindings/${id}` };
    });
  }

  /** By the person themself: their own, else `NOT_FOUND`. */
  async unbindOwn(personId: string, id: string): Promise<void> {
    const whose = await this.dataSource.transaction((manager) => this.unbind(manager, { by: personId, id, personId }));
    this.authenticator.forgetPerson(whose);
  }

  /** By an administrator. Throws `NOT_ELIGIBLE`, `NOT_FOUND`. */
  async unbindAs(by: string, id: string): Promise<void> {
    const whose = await this.dataSource.transaction(async (manager) => {
      const there = await this.bindings.find(manager, id);
      await this.mustKeep(manager, { by, action: 'BINDING_UNDONE', personId: there?.person.id });
      return await this.unbind(manager, { by, id });
    });
    this.authenticator.forgetPerson(whose);
  }

  /** Throws `NOT_ELIGIBLE`. */
  async find(by: string, id: string): Promise<Binding> {
    await this.mustRead(by);
    const found = await this.bindings.find(this.dataSource.manager, id);
    if (found === undefined) throw new DomainError('NOT_FOUND');
    return found;
  }

  /** Throws `NOT_ELIGIBLE`. */
  async mustRead(by: string): Promise<void> {
    await this.mustHold(this.dataSource.manager, { by, action: 'REGISTER_READ' }, ['SYSTEM_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR']);
  }

  /** Whoever keeps the roster makes nobody an administrator, and so lets nobody in as one: their bindings are for who appoints them. */
  private async mustKeep(manager: EntityManager, attempt: Attempt): Promise<void> {
    const ofAdministrator = attempt.personId !== undefined && (await administers(manager, attempt.personId));
    await this.mustHold(manager, attempt, [ofAdministrator ? 'SECURITY_ADMINISTRATOR' : 'SYSTEM_ADMINISTRATOR']);
  }

  private async mustHold(manager: EntityManager, attempt: Attempt, positions: readonly PositionCode[]): Promise<void> {
    for (const position of positions) if (await holdsPosition(manager, attempt.by, position)) return;
    throw await this.refused(attempt, new DomainError('NOT_ELIGIBLE'));
  }

  /** With a connection of its own: what is refused is rolled back, and the attempt stays. */
  private async refused({ by, action, personId }: Attempt, error: DomainError): Promise<DomainError> {
    await audit(this.dataSource.manager, { action, actorKind: 'PERSON', actorId: by, refused: error.code, details: personId === undefined ? {} : { personId } });
    return error;
  }

  private async bind(manager: EntityManager, identity: ProvenIdentity, { personId, boundBy }: { readonly personId: string; readonly boundBy: string }): Promise<{ readonly id: string }> {
    const event = { action: 'BINDING_MADE', actorKind: 'PERSON', actorId: boundBy } as const;
    const bound = await this.bindings.bind(manager, identity, { personId, boundBy });
    if (bound.personId !== personId) {
      await audit(this.dataSource.manager, { ...event, refused: 'IDENTITY_TAKEN', details: { personId } });
      throw new DomainError('IDENTITY_TAKEN');
    }
    if (bound.made) await audit(manager, { ...event, details: { personId, bindingId: bound.id } });
    return bound;
  }

  private async unbind(manager: EntityManager, { by, id, personId }: { readonly by: string; readonly id: string; readonly personId?: string }): Promise<string> {
    const whose = await this.bindings.unbind(manager, id, personId);
    if (whose === undefined) throw new DomainError('NOT_FOUND');
    // Whoever came in by it goes with it.
    await this.sessions.end(manager, { personId: whose, method: 'OIDC' }, personId === undefined ? 'ADMINISTRATOR' : 'OWNER');
    await audit(manager, { action: 'BINDING_UNDONE', actorKind: 'PERSON', actorId: by, details: { personId: whose, bindingId: id } });
    return whose;
  }

  private issuers(): readonly string[] {
    const { oidcIssuer, oidcIssuers } = this.config;
    return [...(oidcIssuer === undefined ? [] : [oidcIssuer]), ...oidcIssuers.map(({ issuer }) => issuer)];
  }
}

const wrong = (path: string, code: string, zh: string, en: string): DomainError => new DomainError('FORM_INVALID', { errors: [{ path, code, message: { zh, en } }] });
