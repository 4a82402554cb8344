import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { copy, markRead, type CopyAnswer, type ReadAnswer } from '@libs/record/acts/copies';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CaseRecord } from '@libs/record/record';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { Operation } from '../openapi/operation';
import { ActKey } from '../record/act-key';
import { CopyRequest } from './copies.dto';
import { COPIES, COPY_READ } from './copy.schemas';

/** Sent at a task, read as what they are. */
@Controller()
export class CopiesController {
  constructor(private readonly record: CaseRecord) {}

  @Operation({ id: 'copyTask', tag: 'tasks', summary: '抄送：接收人可查看办件', body: CopyRequest, idempotent: true, ok: { status: 200, schema: COPIES }, problems: ['NOT_ELIGIBLE', 'CASE_STOPPED'] })
  @Post('tasks/:id/copy')
  @HttpCode(200)
  async copy(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() taskId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: CopyRequest): Promise<CopyAnswer> {
    return (await copy(this.record, { ...body, personId, taskId, idempotency })).body;
  }

  @Operation({ id: 'readCopy', tag: 'tasks', summary: '已阅', idempotent: true, ok: { status: 200, schema: COPY_READ }, problems: ['NOT_ELIGIBLE', 'CASE_STOPPED'] })
  @Post('copies/:id/read')
  @HttpCode(200)
  async read(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() copyId: string, @ActKey() idempotency: IdempotencyKey): Promise<ReadAnswer> {
    return (await markRead(this.record, { personId, copyId, idempotency })).body;
  }
}
