import { Body, Controller, Delete, Get, HttpCode, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { DraftQuery, DraftRequest } from './draft.dto';
import { type Draft, DraftRepository } from './draft.repository';
import { DRAFT, DRAFT_PAGE } from './draft.schemas';
import { DraftsService } from './drafts.service';

@Controller('drafts')
export class DraftsController {
  constructor(
    private readonly service: DraftsService,
    private readonly drafts: DraftRepository,
  ) {}

  @Operation({ id: 'listDrafts', tag: 'drafts', summary: '我的草稿', query: DraftQuery, ok: { status: 200, schema: DRAFT_PAGE }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async list(@CurrentPerson() { personId }: PersonPrincipal, @Query() query: DraftQuery): Promise<Page<Draft>> {
    const limit = limitOf(query);
    const rows = await this.drafts.list(personId, { processType: query.processType, before: decodeCursor(query.cursor, UUID_KEY), limit });
    return pageOf(rows, { limit, key: ({ id }) => id });
  }

  @Operation({ id: 'getDraft', tag: 'drafts', summary: '一份草稿', ok: { status: 200, schema: DRAFT }, problems: ['NOT_ELIGIBLE'] })
  @Get(':id')
  get(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() id: string): Promise<Draft> {
    return this.service.get(personId, id);
  }

  @Operation({
    id: 'putDraft',
    tag: 'drafts',
    summary: '保存草稿；编号由调用方给出，可重复保存',
    body: DraftRequest,
    ok: { status: 200, schema: DRAFT },
    alsoOk: { status: 201, schema: DRAFT, links: { draft: { operationId: 'getDraft', parameters: { id: '$response.body#/id' } } } },
    problems: ['NOT_ELIGIBLE'],
  })
  @Put(':id')
  async put(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() id: string, @Body() body: DraftRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Draft> {
    const { created, ...draft } = await this.service.put(personId, id, body);
    if (created) void reply.code(201).header('location', `/api/v1/drafts/${id}`);
    return draft;
  }

  @Operation({ id: 'deleteDraft', tag: 'drafts', summary: '删除草稿', ok: { status: 204 }, problems: ['NOT_ELIGIBLE'] })
  @Delete(':id')
  @HttpCode(204)
  delete(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() id: string): Promise<void> {
    return this.service.delete(personId, id);
  }
}
