import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { dissent, type DissentAnswer } from '@libs/record/acts/dissent';
import { recuseFromSession } from '@libs/record/acts/recusal-acts';
import type { TaskActAnswer } from '@libs/record/acts/task-acts';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CaseRecord } from '@libs/record/record';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { Operation } from '../openapi/operation';
import { ActKey } from '../record/act-key';
import { ReasonRequest } from '../record/acts.dto';
import { TASK_ACT } from '../tasks/task.schemas';
import { SessionRepository } from './session.repository';
import { DISSENT, SESSION } from './session.schemas';
import { sessionView, type SessionView } from './session.view';
import { DissentRequest } from './sessions.dto';

@Controller('sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly record: CaseRecord,
  ) {}

  @Operation({ id: 'getSession', tag: 'sessions', summary: '委员会会议：委员、回避、表决与不同意见', ok: { status: 200, schema: SESSION }, problems: ['NOT_ELIGIBLE'] })
  @Get(':id')
  async get(@CurrentPerson() person: PersonPrincipal, @IdParam() stepId: string): Promise<SessionView> {
    const read = await this.sessions.find(stepId, person.personId);
    if (!read) throw new DomainError('NOT_FOUND');
    const { definition } = this.record.desk(read.case.process_type).process;
    if (!definition.steps[read.step.key]?.seats.some((seat) => 'body' in seat)) throw new DomainError('NOT_FOUND');
    return sessionView(read, definition, person);
  }

  @Operation({
    id: 'recuseFromSession',
    tag: 'sessions',
    summary: '委员回避：退出整个办件',
    body: ReasonRequest,
    idempotent: true,
    ok: { status: 200, schema: TASK_ACT },
    problems: ['NOT_ELIGIBLE', 'CASE_CLOSED', 'CASE_HELD', 'CASE_STOPPED', 'ALREADY_DECIDED', 'NOT_OFFERED', 'REASON_REQUIRED'],
  })
  @Post(':id/recusals')
  @HttpCode(200)
  async recuse(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() stepId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ReasonRequest): Promise<TaskActAnswer> {
    return (await recuseFromSession(this.record, { ...body, personId, stepId, idempotency })).body;
  }

  @Operation({ id: 'dissent', tag: 'sessions', summary: '记录不同意见', body: DissentRequest, idempotent: true, ok: { status: 200, schema: DISSENT }, problems: ['NOT_ELIGIBLE', 'CASE_STOPPED', 'NOT_OFFERED', 'REASON_REQUIRED'] })
  @Post(':id/dissent')
  @HttpCode(200)
  async dissent(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() stepId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: DissentRequest): Promise<DissentAnswer> {
    return (await dissent(this.record, { ...body, personId, stepId, idempotency })).body;
  }
}
