import { Injectable } from '@nestjs/common';
import { newWebhookSecret, openSecret, sealSecret, secretsKey } from '@libs/notify/webhook/secrets';
import { faultOf, type TargetFault } from '@libs/notify/webhook/targets';
import { Config } from '@libs/platform/config/config';
import { DomainError, type FieldProblem } from '@libs/platform/errors/domain-error';
import type { Answer, IdempotencyKey } from '@libs/record/idempotency';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { audit, type AuditAction, type AuditEntry } from '../audit/audit';
import type { PersonPrincipal } from '../auth/principal';
import { IdempotencyService } from '../idempotency/idempotency.service';
import { ReadingScope } from '../scope/reading-scope';
import { type Endpoint, type EndpointChange, WebhookRepository } from './webhook.repository';
import type { WebhookChange, WebhookRequest } from './webhooks.dto';

export type EndpointWithSecret = Endpoint & { readonly secret: string };

/** What is kept under an idempotency key: where the secret is, never the secret. */
interface Kept {
  readonly endpointId: string;
  readonly secretId: string;
}

const OVERLAP_HOURS = 24;

const FAULTS: Readonly<Record<TargetFault, Pick<FieldProblem, 'message'>['message']>> = {
  NOT_A_URL: { zh: '不是网址', en: 'Not a web address' },
  NOT_HTTPS: { zh: '须为 https 地址', en: 'Must be an https address' },
  CREDENTIALS: { zh: '网址中不得含用户名和密码', en: 'A web address with a user name or password' },
  PRIVATE_ADDRESS: { zh: '内网地址未经运维放行', en: 'A private address that operations have not allowed' },
};

/** What is told, from where, and to whom: of an address the host alone, since a path may hold a secret. */
const told = ({ url, kinds, active, orgId }: EndpointChange): NonNullable<AuditEntry['details']> => ({ host: new URL(url).host, kinds: kinds.join(','), active, ...(orgId !== null && { orgId }) });

/** Endpoints of other systems, kept by the system administrators; each change is audited. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly config: Config,
    private readonly webhooks: WebhookRepository,
    private readonly idempotency: IdempotencyService,
    private readonly scope: ReadingScope,
    private readonly dataSource: DataSource,
  ) {}

  /** A repetition of the request is given the same secret again; nothing else ever is. */
  async add(person: PersonPrincipal, request: WebhookRequest, key: IdempotencyKey): Promise<Answer<EndpointWithSecret>> {
    const sealing = this.key();
    const change = await this.changeOf(person, { ...request, active: true });
    const answer = await this.idempotency.run({ ...key, callerId: person.personId }, async (manager) => {
      const [endpointId, secretId] = [v7(), v7()];
      await this.webhooks.insert(manager, endpointId, person.personId, change);
      await this.webhooks.addSecret(manager, endpointId, sealSecret(secretId, newWebhookSecret(), sealing));
      await this.tell(manager, person, 'WEBHOOK_ADDED', endpointId, told(change));
      return { status: 201, body: { endpointId, secretId } satisfies Kept, location: `/api/v1/webhooks/${endpointId}` };
    });
    return { ...answer, body: await this.withSecret(answer, sealing) };
  }

  async change(person: PersonPrincipal, id: string, request: WebhookChange): Promise<Endpoint> {
    this.key();
    const change = await this.changeOf(person, request);
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.webhooks.update(manager, id, change))) throw new DomainError('NOT_FOUND');
      await this.tell(manager, person, 'WEBHOOK_CHANGED', id, told(change));
    });
    return this.get(id);
  }

  async delete(person: PersonPrincipal, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.webhooks.delete(manager, id))) throw new DomainError('NOT_FOUND');
      await this.tell(manager, person, 'WEBHOOK_DELETED', id);
    });
  }

  /** The new secret signs at once; those before it sign too until the overlap is over. */
  async rotate(person: PersonPrincipal, id: string, { overlapHours = OVERLAP_HOURS }: { readonly overlapHours?: number }, key: IdempotencyKey): Promise<EndpointWithSecret> {
    const sealing = this.key();
    const answer = await this.idempotency.run({ ...key, callerId: person.personId }, async (manager) => {
      if (!(await this.webhooks.endSecrets(manager, id, overlapHours))) throw new DomainError('NOT_FOUND');
      const secretId = v7();
      await this.webhooks.addSecret(manager, id, sealSecret(secretId, newWebhookSecret(), sealing));
      await this.tell(manager, person, 'WEBHOOK_SECRET_ROTATED', id, { overlapHours });
      return { status: 200, body: { endpointId: id, secretId } satisfies Kept };
    });
    return this.withSecret(answer, sealing);
  }

  async get(id: string): Promise<Endpoint> {
    const endpoint = await this.webhooks.get(id);
    if (!endpoint) throw new DomainError('NOT_FOUND');
    return endpoint;
  }

  private async withSecret({ body }: Answer<unknown>, sealing: Buffer): Promise<EndpointWithSecret> {
    // Written by the two acts above.
    const { endpointId, secretId } = body as Kept;
    const [endpoint, sealed] = await Promise.all([this.get(endpointId), this.webhooks.secret(secretId)]);
    if (!sealed) throw new DomainError('NOT_FOUND');
    return { ...endpoint, secret: openSecret(sealed, sealing) };
  }

  /** @throws DomainError NOT_OFFERED where this installation sends no webhooks */
  private key(): Buffer {
    const { webhookSecretsKey } = this.config;
    if (webhookSecretsKey === undefined) throw new DomainError('NOT_OFFERED', { detail: { zh: '本系统未启用向外部系统推送通知（未配置 WEBHOOK_SECRETS_KEY）。', en: 'This installation sends no webhooks: WEBHOOK_SECRETS_KEY is not set.' } });
    return secretsKey(webhookSecretsKey);
  }

  /** @throws DomainError FORM_INVALID for an address that may not be reached, OUT_OF_SCOPE */
  private async changeOf(person: PersonPrincipal, { name, url, kinds, orgCode, active }: WebhookChange): Promise<EndpointChange> {
    const { webhookAllowedNetworks: networks, webhookAllowHttp: http } = this.config;
    const fault = faultOf(url, { networks, http });
    if (fault) throw new DomainError('FORM_INVALID', { errors: [{ path: 'url', code: fault, message: FAULTS[fault] }] });
    return { name, url, kinds, active, orgId: orgCode === undefined ? null : await this.scope.named(person, orgCode) };
  }

  private tell(manager: EntityManager, { personId }: PersonPrincipal, action: AuditAction, endpointId: string, details: AuditEntry['details'] = {}): Promise<void> {
    return audit(manager, { action, actorKind: 'PERSON', actorId: personId, details: { endpointId, ...details } });
  }
}
