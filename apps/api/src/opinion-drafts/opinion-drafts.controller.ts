import { Body, Controller, Delete, Get, HttpCode, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { Operation } from '../openapi/operation';
import { OpinionDraftRequest } from './opinion-draft.dto';
import type { OpinionDraft } from './opinion-draft.repository';
import { OPINION_DRAFT } from './opinion-draft.schemas';
import { OpinionDraftsService } from './opinion-drafts.service';

const DECIDES = ['NOT_ELIGIBLE', 'CASE_CLOSED', 'CASE_HELD', 'ALREADY_DECIDED'] as const;

@Controller('tasks/:id/opinion-draft')
export class OpinionDraftsController {
  constructor(private readonly service: OpinionDraftsService) {}

  @Operation({ id: 'getOpinionDraft', tag: 'tasks', summary: '我的意见草稿', ok: { status: 200, schema: OPINION_DRAFT }, problems: DECIDES })
  @Get()
  get(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string): Promise<OpinionDraft> {
    return this.service.get(id, person);
  }

  @Operation({
    id: 'putOpinionDraft',
    tag: 'tasks',
    summary: '保存意见草稿；仅本人可见，办理后即删除',
    body: OpinionDraftRequest,
    ok: { status: 200, schema: OPINION_DRAFT },
    alsoOk: { status: 201, schema: OPINION_DRAFT, links: { draft: { operationId: 'getOpinionDraft', parameters: { id: '$response.body#/taskId' } } } },
    problems: DECIDES,
  })
  @Put()
  async put(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @Body() body: OpinionDraftRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<OpinionDraft> {
    const { draft, created } = await this.service.put(id, person, body);
    if (created) void reply.code(201).header('location', `/api/v1/tasks/${id}/opinion-draft`);
    return draft;
  }

  @Operation({ id: 'deleteOpinionDraft', tag: 'tasks', summary: '删除意见草稿', ok: { status: 204 }, problems: ['NOT_ELIGIBLE'] })
  @Delete()
  @HttpCode(204)
  delete(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string): Promise<void> {
    return this.service.delete(id, person);
  }
}
