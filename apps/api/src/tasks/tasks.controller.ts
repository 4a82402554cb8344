import { Body, Controller, Get, Headers, HttpCode, Post, Query } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { decide, type DecideAnswer } from '@libs/record/acts/decide';
import { delegate, returnToOwner } from '@libs/record/acts/delegation-acts';
import { recuse } from '@libs/record/acts/recusal-acts';
import { addSeats, removeSeat, type AddSeatsAnswer } from '@libs/record/acts/seat-acts';
import { takeBack } from '@libs/record/acts/take-back';
import { claim, transfer, unclaim, urge, type TaskActAnswer } from '@libs/record/acts/task-acts';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CaseRecord } from '@libs/record/record';
import { SecretUploads } from '../attachments/secret-uploads';
import { AuthenticatedAt, CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { UUID } from '../http/codes';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf } from '../http/paging';
import { Operation } from '../openapi/operation';
import { ActKey } from '../record/act-key';
import { ReasonRequest } from '../record/acts.dto';
import { TaskRepository, type TaskCounts, type TaskFilter, type TaskItem } from './task.repository';
import { BULK, DECIDED, SEATS_ADDED, TASK, TASK_ACT, TASK_COUNTS, TASK_PAGE } from './task.schemas';
import { AddSeatsRequest, BulkRequest, ClaimRequest, DecisionRequest, DelegateRequest, RemoveSeatRequest, ReturnToOwnerRequest, TakeBackRequest, TaskQuery, TransferRequest } from './tasks.dto';
import { TasksService, type BulkResult } from './tasks.service';

const ACTS = ['NOT_ELIGIBLE', 'CASE_CLOSED', 'CASE_HELD', 'CASE_STOPPED', 'ALREADY_DECIDED', 'STALE_VERSION'] as const;
const CHANGES = [...ACTS, 'NOT_OFFERED', 'REASON_REQUIRED'] as const;
const DECIDES = [...ACTS, 'NOT_OFFERED', 'STALE_CONTENT', 'EVIDENCE_INVALID', 'REASON_REQUIRED', 'GATE_FAILED', 'SEPARATION_OF_DUTIES', 'REAUTHENTICATION_REQUIRED'] as const;
/** Due instant or nothing, and id: the place in a list that is sorted by deadline. */
const PLACE = new RegExp(`^([^ ]*) (${UUID})$`);

@Controller('tasks')
export class TasksController {
  constructor(
    private readonly service: TasksService,
    private readonly tasks: TaskRepository,
    private readonly record: CaseRecord,
    private readonly secrets: SecretUploads,
  ) {}

  @Operation({ id: 'listTasks', tag: 'tasks', summary: '待办、已办与抄送', query: TaskQuery, ok: { status: 200, schema: TASK_PAGE }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async list(@CurrentPerson() person: PersonPrincipal, @Query() query: TaskQuery): Promise<Page<TaskItem>> {
    const limit = limitOf(query);
    const rows = await this.service.list(query.box ?? 'todo', person, { processType: query.processType, q: query.q, overdue: query.overdue, unread: query.unread, after: placeOf(query.cursor), limit });
    return pageOf(rows, { limit, key: ({ dueAt, id, copy }) => (copy ? ` ${copy.id}` : `${dueAt ?? ''} ${id}`) });
  }

  @Operation({ id: 'countTasks', tag: 'tasks', summary: '各类待办的数量', ok: { status: 200, schema: TASK_COUNTS }, problems: ['NOT_ELIGIBLE'] })
  @Get('counts')
  counts(@CurrentPerson() { personId }: PersonPrincipal): Promise<TaskCounts> {
    return this.tasks.counts(personId);
  }

  @Operation({ id: 'getTask', tag: 'tasks', summary: '一项待办：所见内容与可选结论', ok: { status: 200, schema: TASK }, problems: ['NOT_ELIGIBLE'] })
  @Get(':id')
  get(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string): Promise<unknown> {
    return this.service.view(id, person);
  }

  @Operation({ id: 'decideTask', tag: 'tasks', summary: '办理', body: DecisionRequest, idempotent: true, ok: { status: 200, schema: DECIDED }, problems: DECIDES })
  @Post(':id/decision')
  @HttpCode(200)
  async decide(
    @CurrentPerson() { personId }: PersonPrincipal,
    @AuthenticatedAt() authenticatedAt: number | undefined,
    @IdParam() taskId: string,
    @ActKey() idempotency: IdempotencyKey,
    @Body() body: DecisionRequest,
  ): Promise<DecideAnswer> {
    const { attachments } = body;
    return (await this.secrets.keepNone({ personId, attachments }, () => decide(this.record, { ...body, personId, authenticatedAt, taskId, idempotency }))).body;
  }

  @Operation({ id: 'decideTasks', tag: 'tasks', summary: '批量办理：逐项给出结果', body: BulkRequest, idempotent: true, ok: { status: 200, schema: BULK }, problems: ['NOT_ELIGIBLE', 'NOT_OFFERED'] })
  @Post('decisions')
  @HttpCode(200)
  async bulk(@CurrentPerson() person: PersonPrincipal, @ActKey() idempotency: IdempotencyKey, @Body() { items }: BulkRequest, @Headers('accept-language') acceptLanguage: string | undefined): Promise<{ items: BulkResult[] }> {
    return { items: await this.service.bulk(person, items, idempotency, { acceptLanguage, instance: idempotency.path }) };
  }

  @Operation({ id: 'claimTask', tag: 'tasks', summary: '签收', body: ClaimRequest, idempotent: true, ok: { status: 200, schema: TASK_ACT }, problems: [...ACTS, 'NOT_OFFERED'] })
  @Post(':id/claim')
  @HttpCode(200)
  async claim(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() taskId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ClaimRequest): Promise<TaskActAnswer> {
    return (await claim(this.record, { ...body, personId, taskId, idempotency })).body;
  }

  @Operation({ id: 'unclaimTask', tag: 'tasks', summary: '退签', body: ClaimRequest, idempotent: true, ok: { status: 200, schema: TASK_ACT }, problems: [...ACTS, 'NOT_OFFERED'] })
  @Post(':id/unclaim')
  @HttpCode(200)
  async unclaim(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() taskId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ClaimRequest): Promise<TaskActAnswer> {
    return (await unclaim(this.record, { ...body, personId, taskId, idempotency })).body;
  }

  @Operation({ id: 'transferTask', tag: 'tasks', summary: '转办', body: TransferRequest, idempotent: true, ok: { status: 200, schema: TASK_ACT }, problems: [...CHANGES, 'SEPARATION_OF_DUTIES'] })
  @Post(':id/transfer')
  @HttpCode(200)
  async transfer(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() taskId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: TransferRequest): Promise<TaskActAnswer> {
    return (await transfer(this.record, { ...body, personId, taskId, idempotency })).body;
  }

  @Operation({ id: 'delegateTask', tag: 'tasks', summary: '委派：请他人提供意见', body: DelegateRequest, idempotent: true, ok: { status: 200, schema: TASK_ACT }, problems: [...CHANGES, 'SEPARATION_OF_DUTIES'] })
  @Post(':id/delegate')
  @HttpCode(200)
  async delegate(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() taskId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: DelegateRequest): Promise<TaskActAnswer> {
    return (await delegate(this.record, { ...body, personId, taskId, idempotency })).body;
  }

  @Operation({ id: 'returnTaskToOwner', tag: 'tasks', summary: '交还委派或收回委派', body: ReturnToOwnerRequest, idempotent: true, ok: { status: 200, schema: TASK_ACT }, problems: CHANGES })
  @Post(':id/return-to-owner')
  @HttpCode(200)
  async returnToOwner(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() taskId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ReturnToOwnerRequest): Promise<TaskActAnswer> {
    return (await returnToOwner(this.record, { ...body, personId, taskId, idempotency })).body;
  }

  @Operation({ id: 'addSeats', tag: 'tasks', summary: '加签', body: AddSeatsRequest, idempotent: true, ok: { status: 200, schema: SEATS_ADDED }, problems: [...CHANGES, 'SEPARATION_OF_DUTIES'] })
  @Post(':id/add-seats')
  @HttpCode(200)
  async addSeats(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() taskId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: AddSeatsRequest): Promise<AddSeatsAnswer> {
    return (await addSeats(this.record, { ...body, personId, taskId, idempotency })).body;
  }

  @Operation({ id: 'removeSeat', tag: 'tasks', summary: '减签', body: RemoveSeatRequest, idempotent: true, ok: { status: 200, schema: TASK_ACT }, problems: CHANGES })
  @Post(':id/remove-seat')
  @HttpCode(200)
  async removeSeat(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() id: string, @ActKey() idempotency: IdempotencyKey, @Body() { taskId: seatId, ...body }: RemoveSeatRequest): Promise<TaskActAnswer> {
    return (await removeSeat(this.record, { ...body, seatId, personId, taskId: id, idempotency })).body;
  }

  @Operation({ id: 'recuseFromTask', tag: 'tasks', summary: '回避：退出整个办件', body: ReasonRequest, idempotent: true, ok: { status: 200, schema: TASK_ACT }, problems: CHANGES })
  @Post(':id/recuse')
  @HttpCode(200)
  async recuse(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() taskId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ReasonRequest): Promise<TaskActAnswer> {
    return (await recuse(this.record, { ...body, personId, taskId, idempotency })).body;
  }

  @Operation({ id: 'urgeTask', tag: 'tasks', summary: '催办', body: ClaimRequest, idempotent: true, ok: { status: 200, schema: TASK_ACT }, problems: [...ACTS, 'NOT_OFFERED', 'TOO_MANY_REQUESTS'] })
  @Post(':id/urge')
  @HttpCode(200)
  async urge(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() taskId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ClaimRequest): Promise<TaskActAnswer> {
    return (await urge(this.record, { ...body, personId, taskId, idempotency })).body;
  }

  @Operation({
    id: 'takeBackDecision',
    tag: 'tasks',
    summary: '撤回本人最近作出、尚未产生后果的决定',
    body: TakeBackRequest,
    idempotent: true,
    ok: { status: 200, schema: TASK_ACT },
    problems: ['NOT_ELIGIBLE', 'CASE_CLOSED', 'CASE_HELD', 'CASE_STOPPED', 'STALE_VERSION', 'NOT_OFFERED', 'REASON_REQUIRED'],
  })
  @Post(':id/take-back')
  @HttpCode(200)
  async takeBack(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() taskId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: TakeBackRequest): Promise<TaskActAnswer> {
    return (await takeBack(this.record, { ...body, personId, taskId, idempotency })).body;
  }
}

function placeOf(cursor: string | undefined): TaskFilter['after'] {
  const place = decodeCursor(cursor, PLACE);
  if (place === null) return null;
  const [, dueAt, id] = PLACE.exec(place) ?? [];
  if (id === undefined || (dueAt && Number.isNaN(Date.parse(dueAt)))) throw new DomainError('MALFORMED');
  return { dueAt: dueAt || null, id };
}
