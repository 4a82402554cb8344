import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { SENT_BY } from '@libs/notify/channel';
import { NOTICE_KINDS } from '@libs/notify/kinds';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CaseRecord } from '@libs/record/record';
import { audit } from '../audit/audit';
import { holding, mustHold } from '../auth/administrators';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { IdempotencyService } from '../idempotency/idempotency.service';
import { Operation } from '../openapi/operation';
import { instant, nullable, object, oneOf, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';
import { ActKey } from '../record/act-key';
import { DeliveryRepository, type DeliveryRead } from './delivery.repository';
import { DELIVERY_STATES, DeliveryQuery, OperationRequest } from './operations.dto';

const DELIVERY = schema(
  'Delivery',
  object({
    id: uuid, channel: oneOf(SENT_BY, '通道'), kind: oneOf(NOTICE_KINDS, '通知种类'), state: oneOf(Object.keys(DELIVERY_STATES), '状态'), attempts: whole('已尝试次数'), dueAt: instant,
    sentAt: nullable(instant), lastFailure: nullable(text('最近一次失败的种类')), to: object({ id: uuid, name: text('人员或接收地址的名称') }), case: object({ id: uuid, number: text('编号') }),
  }),
);
const REDELIVERED = schema('Redelivered', object({ delivery: object({ id: uuid, state: oneOf(Object.keys(DELIVERY_STATES), '状态') }) }));

/** What could not be delivered, found and sent again. */
@Controller('operations/deliveries')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly idempotency: IdempotencyService,
    private readonly record: CaseRecord,
  ) {}

  @Operation({ id: 'listDeliveries', tag: 'operations', summary: '对外发送的通知；未另行指定时为未能送达的', query: DeliveryQuery, ok: { status: 200, schema: pageOfSchema('DeliveryPage', DELIVERY) }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async list(@CurrentPerson() person: PersonPrincipal, @Query() query: DeliveryQuery): Promise<Page<DeliveryRead>> {
    mustAdminister(person);
    const limit = limitOf(query);
    const rows = await this.deliveries.list({ state: query.state ?? 'DEAD', channel: query.channel, before: decodeCursor(query.cursor, UUID_KEY), limit });
    return pageOf(rows, { limit, key: ({ id }) => id });
  }

  @Operation({ id: 'redeliver', tag: 'operations', summary: '重发未能送达的通知', body: OperationRequest, idempotent: true, ok: { status: 200, schema: REDELIVERED }, problems: ['NOT_ELIGIBLE', 'NOT_OFFERED', 'REASON_REQUIRED'] })
  @Post(':id/redeliver')
  @HttpCode(200)
  async redeliver(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @ActKey() key: IdempotencyKey, @Body() { reason }: OperationRequest): Promise<unknown> {
    await mustHold(this.record, person, 'PROCESS_ADMINISTRATOR', 'REDELIVER');
    const { personId } = person;
    const { body } = await this.idempotency.run({ ...key, callerId: personId }, async (manager) => {
      const message = await this.deliveries.messageOf(manager, id);
      const found = message.find((delivery) => delivery.id === id);
      if (!found) throw new DomainError('NOT_FOUND');
      if (found.state !== 'DEAD') throw new DomainError('NOT_OFFERED', { detail: { zh: '只能重发未能送达的通知。', en: 'Only what could not be delivered is sent again.' } });
      if (!reason?.trim()) throw new DomainError('REASON_REQUIRED');
      // A message goes whole: a part of it, sent alone, would take the id under which the rest is still to come.
      const dead = message.filter(({ state }) => state === 'DEAD');
      await this.deliveries.revive(manager, dead.map((delivery) => delivery.id));
      for (const { id: deliveryId, orgId, caseId } of dead) await audit(manager, { action: 'REDELIVERED', actorKind: 'PERSON', actorId: personId, orgId, caseId, details: { deliveryId, reason: reason.trim() } });
      return { status: 200, body: { delivery: { id, state: 'PENDING' } } };
    });
    return body;
  }
}

const mustAdminister = holding('PROCESS_ADMINISTRATOR');
