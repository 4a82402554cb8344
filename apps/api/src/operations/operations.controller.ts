import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { confirm, drop, reassign, requestRebuild, requestTermination, requestVoiding, retry, type OperatedAnswer } from '@libs/record/acts/operations';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CaseRecord } from '@libs/record/record';
import { holding } from '../auth/administrators';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { ACTION, ORG, PERSON } from '../cases/case.schemas';
import { UUID } from '../http/codes';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { instant, list, object, oneOf, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';
import { ActKey } from '../record/act-key';
import { ReadingScope } from '../scope/reading-scope';
import { OperationQuery, OperationRequest, ReassignRequest, StuckQuery } from './operations.dto';
import { STUCK_KINDS } from './stuck-causes';
import { StuckRepository, type RequestedOperation, type StuckFilter } from './stuck.repository';
import { stuckView, type Stuck } from './stuck.view';

const OPERATION_KIND = oneOf(['REBUILD', 'TERMINATE', 'VOID'], '操作');
const KIND = oneOf(STUCK_KINDS, '原因');
const STUCK = schema(
  'StuckCase',
  object({ kind: KIND, since: instant, sentence: text('一句话说明'), case: object({ id: uuid, number: text('编号'), title: text('标题'), processType: text('流程'), status: text('状态'), org: ORG }), actions: list(ACTION) }),
);
const COUNTS = schema('StuckCounts', object(Object.fromEntries(STUCK_KINDS.map((kind) => [kind, whole(kind)]))));
const OPERATED = schema(
  'Operated',
  object({ case: object({ id: uuid, status: text('状态'), outcome: text('结论') }, ['outcome']), operation: object({ id: uuid, kind: OPERATION_KIND, status: oneOf(['REQUESTED', 'CONFIRMED', 'DROPPED'], '状态') }) }, ['operation']),
);
const REQUESTED = schema(
  'RequestedOperation',
  object({ id: uuid, kind: OPERATION_KIND, reason: text('理由'), requestedBy: PERSON, requestedAt: instant, case: object({ id: uuid, number: text('编号'), title: text('标题'), processType: text('流程') }) }),
);
const ACTS = ['NOT_ELIGIBLE', 'CASE_CLOSED', 'CASE_STOPPED', 'NOT_OFFERED', 'REASON_REQUIRED'] as const;
/** Since when, by what, and which case: the place in a list that is sorted by age. */
const PLACE = new RegExp(`^([^ ]+) ([A-Z_]+) (${UUID})$`);

/** What process administrators find and free. They never decide. */
@Controller('operations')
export class OperationsController {
  constructor(
    private readonly stuck: StuckRepository,
    private readonly record: CaseRecord,
    private readonly scope: ReadingScope,
  ) {}

  @Operation({ id: 'listStuck', tag: 'operations', summary: '停滞的办件及其原因', query: StuckQuery, ok: { status: 200, schema: pageOfSchema('StuckPage', STUCK) }, problems: ['NOT_ELIGIBLE', 'OUT_OF_SCOPE'] })
  @Get('stuck')
  async list(@CurrentPerson() person: PersonPrincipal, @Query() query: StuckQuery): Promise<Page<Stuck>> {
    mustAdminister(person);
    const limit = limitOf(query);
    const orgId = query.orgCode === undefined ? undefined : await this.scope.named(person, query.orgCode);
    const rows = await this.stuck.list({ kind: query.kind, orgId, after: placeOf(query.cursor), limit });
    const page = pageOf(rows, { limit, key: ({ since, kind, case: { id } }) => `${since} ${kind} ${id}` });
    return { ...page, items: page.items.map((read) => stuckView(read, this.record.desks.get(read.case.processType))) };
  }

  @Operation({ id: 'countStuck', tag: 'operations', summary: '各类停滞的数量', ok: { status: 200, schema: COUNTS }, problems: ['NOT_ELIGIBLE'] })
  @Get('stuck/counts')
  async counts(@CurrentPerson() person: PersonPrincipal): Promise<Readonly<Record<string, number>>> {
    mustAdminister(person);
    return this.stuck.counts();
  }

  @Operation({ id: 'listOperations', tag: 'operations', summary: '等待另一名管理员确认的操作', query: OperationQuery, ok: { status: 200, schema: pageOfSchema('OperationPage', REQUESTED) }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async requested(@CurrentPerson() person: PersonPrincipal, @Query() query: OperationQuery): Promise<Page<RequestedOperation>> {
    mustAdminister(person);
    const limit = limitOf(query);
    return pageOf(await this.stuck.requested(decodeCursor(query.cursor, UUID_KEY), limit), { limit, key: ({ id }) => id });
  }

  @Operation({ id: 'reassignTask', tag: 'operations', summary: '改派待办', body: ReassignRequest, idempotent: true, ok: { status: 200, schema: OPERATED }, problems: [...ACTS, 'CASE_HELD', 'ALREADY_DECIDED', 'SEPARATION_OF_DUTIES'] })
  @Post('cases/:id/reassign')
  @HttpCode(200)
  async reassign(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() caseId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ReassignRequest): Promise<OperatedAnswer> {
    return (await reassign(this.record, { ...body, personId, caseId, idempotency })).body;
  }

  @Operation({ id: 'retryCase', tag: 'operations', summary: '重试：立即重新告知引擎，停止流转的办件恢复', body: OperationRequest, idempotent: true, ok: { status: 200, schema: OPERATED }, problems: ACTS })
  @Post('cases/:id/retry')
  @HttpCode(200)
  async retry(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() caseId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: OperationRequest): Promise<OperatedAnswer> {
    return (await retry(this.record, { ...body, personId, caseId, idempotency })).body;
  }

  @Operation({ id: 'rebuildCase', tag: 'operations', summary: '申请重建引擎中的流程，由另一名管理员确认', body: OperationRequest, idempotent: true, ok: { status: 201, schema: OPERATED }, problems: ACTS })
  @Post('cases/:id/rebuild')
  @HttpCode(201)
  async rebuild(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() caseId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: OperationRequest): Promise<OperatedAnswer> {
    return (await requestRebuild(this.record, { ...body, personId, caseId, idempotency })).body;
  }

  @Operation({ id: 'terminateCase', tag: 'operations', summary: '申请终止办件，由另一名管理员确认', body: OperationRequest, idempotent: true, ok: { status: 201, schema: OPERATED }, problems: ACTS })
  @Post('cases/:id/terminate')
  @HttpCode(201)
  async terminate(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() caseId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: OperationRequest): Promise<OperatedAnswer> {
    return (await requestTermination(this.record, { ...body, personId, caseId, idempotency })).body;
  }

  @Operation({ id: 'voidCase', tag: 'operations', summary: '申请作废误发起且尚未产生后果的办件，由另一名管理员确认', body: OperationRequest, idempotent: true, ok: { status: 201, schema: OPERATED }, problems: ACTS })
  @Post('cases/:id/void')
  @HttpCode(201)
  async voidCase(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() caseId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: OperationRequest): Promise<OperatedAnswer> {
    return (await requestVoiding(this.record, { ...body, personId, caseId, idempotency })).body;
  }

  @Operation({ id: 'confirmOperation', tag: 'operations', summary: '确认另一名管理员申请的操作', idempotent: true, ok: { status: 200, schema: OPERATED }, problems: [...ACTS, 'SEPARATION_OF_DUTIES'] })
  @Post(':id/confirm')
  @HttpCode(200)
  async confirm(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() operationId: string, @ActKey() idempotency: IdempotencyKey): Promise<OperatedAnswer> {
    return (await confirm(this.record, { personId, operationId, idempotency })).body;
  }

  @Operation({ id: 'dropOperation', tag: 'operations', summary: '取消申请的操作', body: OperationRequest, idempotent: true, ok: { status: 200, schema: OPERATED }, problems: ACTS })
  @Post(':id/drop')
  @HttpCode(200)
  async drop(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() operationId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: OperationRequest): Promise<OperatedAnswer> {
    return (await drop(this.record, { ...body, personId, operationId, idempotency })).body;
  }
}

const mustAdminister = holding('PROCESS_ADMINISTRATOR');

function placeOf(cursor: string | undefined): StuckFilter['after'] {
  const place = decodeCursor(cursor, PLACE);
  if (place === null) return null;
  const [, since, kind, caseId] = PLACE.exec(place) ?? [];
  if (since === undefined || kind === undefined || caseId === undefined || Number.isNaN(Date.parse(since))) throw new DomainError('MALFORMED');
  return { since, kind, caseId };
}
