import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CaseRecord } from '@libs/record/record';
import { holding, mustHold } from '../auth/administrators';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { ActKey } from '../record/act-key';
import { type Endpoint, type EndpointDelivery, WebhookRepository } from './webhook.repository';
import { WEBHOOK, WEBHOOK_DELIVERY_PAGE, WEBHOOK_PAGE, WEBHOOK_WITH_SECRET } from './webhook.schemas';
import { RotateRequest, WebhookChange, WebhookDeliveryQuery, WebhookQuery, WebhookRequest } from './webhooks.dto';
import { type EndpointWithSecret, WebhooksService } from './webhooks.service';

/** Addresses of other systems that are told what happens. Kept by the system administrators. */
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly service: WebhooksService,
    private readonly webhooks: WebhookRepository,
    private readonly record: CaseRecord,
  ) {}

  @Operation({ id: 'listWebhooks', tag: 'webhooks', summary: '外部系统的接收地址', query: WebhookQuery, ok: { status: 200, schema: WEBHOOK_PAGE }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async list(@CurrentPerson() person: PersonPrincipal, @Query() query: WebhookQuery): Promise<Page<Endpoint>> {
    mustAdminister(person);
    const limit = limitOf(query);
    return pageOf(await this.webhooks.list(decodeCursor(query.cursor, UUID_KEY), limit), { limit, key: ({ id }) => id });
  }

  @Operation({
    id: 'addWebhook',
    tag: 'webhooks',
    summary: '登记接收地址；签名密钥仅在此答复中显示',
    body: WebhookRequest,
    idempotent: true,
    ok: { status: 201, schema: WEBHOOK_WITH_SECRET, links: { webhook: { operationId: 'getWebhook', parameters: { id: '$response.body#/id' } } } },
    problems: ['NOT_ELIGIBLE', 'NOT_OFFERED', 'OUT_OF_SCOPE'],
  })
  @Post()
  @HttpCode(201)
  async add(@CurrentPerson() person: PersonPrincipal, @ActKey() key: IdempotencyKey, @Body() body: WebhookRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<EndpointWithSecret> {
    await this.mustKeep(person, 'ADD_WEBHOOK');
    const { body: endpoint, location } = await this.service.add(person, body, key);
    if (location !== undefined) void reply.header('location', location);
    return endpoint;
  }

  @Operation({ id: 'getWebhook', tag: 'webhooks', summary: '一个接收地址', ok: { status: 200, schema: WEBHOOK }, problems: ['NOT_ELIGIBLE'] })
  @Get(':id')
  get(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string): Promise<Endpoint> {
    mustAdminister(person);
    return this.service.get(id);
  }

  @Operation({ id: 'changeWebhook', tag: 'webhooks', summary: '变更、停用或启用接收地址', body: WebhookChange, ok: { status: 200, schema: WEBHOOK }, problems: ['NOT_ELIGIBLE', 'NOT_OFFERED', 'OUT_OF_SCOPE'] })
  @Put(':id')
  async change(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @Body() body: WebhookChange): Promise<Endpoint> {
    await this.mustKeep(person, 'CHANGE_WEBHOOK');
    return this.service.change(person, id, body);
  }

  @Operation({ id: 'deleteWebhook', tag: 'webhooks', summary: '删除接收地址及其密钥', ok: { status: 204 }, problems: ['NOT_ELIGIBLE'] })
  @Delete(':id')
  @HttpCode(204)
  async delete(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string): Promise<void> {
    await this.mustKeep(person, 'DELETE_WEBHOOK');
    return this.service.delete(person, id);
  }

  @Operation({ id: 'rotateWebhookSecret', tag: 'webhooks', summary: '更换签名密钥；旧密钥在重叠期内同时签名', body: RotateRequest, idempotent: true, ok: { status: 200, schema: WEBHOOK_WITH_SECRET }, problems: ['NOT_ELIGIBLE', 'NOT_OFFERED'] })
  @Post(':id/rotate-secret')
  @HttpCode(200)
  async rotate(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @ActKey() key: IdempotencyKey, @Body() body: RotateRequest): Promise<EndpointWithSecret> {
    await this.mustKeep(person, 'ROTATE_WEBHOOK_SECRET');
    return this.service.rotate(person, id, body, key);
  }

  @Operation({ id: 'listWebhookDeliveries', tag: 'webhooks', summary: '发往接收地址的通知，最新的在前', query: WebhookDeliveryQuery, ok: { status: 200, schema: WEBHOOK_DELIVERY_PAGE }, problems: ['NOT_ELIGIBLE'] })
  @Get(':id/deliveries')
  async deliveries(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @Query() query: WebhookDeliveryQuery): Promise<Page<EndpointDelivery>> {
    mustAdminister(person);
    await this.service.get(id);
    const limit = limitOf(query);
    return pageOf(await this.webhooks.deliveries(id, { state: query.state, before: decodeCursor(query.cursor, UUID_KEY), limit }), { limit, key: (delivery) => delivery.id });
  }

  private mustKeep(person: PersonPrincipal, action: string): Promise<void> {
    return mustHold(this.record, person, 'SYSTEM_ADMINISTRATOR', action);
  }
}

const mustAdminister = holding('SYSTEM_ADMINISTRATOR');
