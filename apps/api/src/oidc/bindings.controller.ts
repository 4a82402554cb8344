import { Body, Controller, Delete, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Idempotent, type IdempotencyScope } from '../idempotency/idempotency-key';
import { Operation } from '../openapi/operation';
import { BindingQuery, BindingRequest } from './binding.dto';
import { type Binding, BindingRepository } from './binding.repository';
import { BINDING, BINDING_PAGE } from './binding.schemas';
import { BindingsService } from './bindings.service';

/** Bindings of everybody: made and undone by system administrators, those of administrators by security administrators. */
@Controller('bindings')
export class BindingsController {
  constructor(
    private readonly service: BindingsService,
    private readonly bindings: BindingRepository,
  ) {}

  @Operation({ id: 'listBindings', tag: 'auth', summary: '身份绑定；系统管理员、安全管理员可见', query: BindingQuery, ok: { status: 200, schema: BINDING_PAGE }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async list(@CurrentPerson() { personId: by }: PersonPrincipal, @Query() query: BindingQuery): Promise<Page<Binding>> {
    await this.service.mustRead(by);
    const limit = limitOf(query);
    const rows = await this.bindings.list({ personId: query.personId, after: decodeCursor(query.cursor, UUID_KEY), limit });
    return pageOf(rows, { limit, key: ({ id }) => id });
  }

  @Operation({ id: 'getBinding', tag: 'auth', summary: '一项身份绑定；系统管理员、安全管理员可见', ok: { status: 200, schema: BINDING }, problems: ['NOT_ELIGIBLE'] })
  @Get(':id')
  get(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() id: string): Promise<Binding> {
    return this.service.find(personId, id);
  }

  @Operation({
    id: 'bindIdentity',
    tag: 'auth',
    summary: '系统管理员将统一身份认证的身份绑定到人员；管理员的身份由安全管理员绑定',
    body: BindingRequest,
    idempotent: true,
    ok: { status: 201, schema: BINDING, links: { binding: { operationId: 'getBinding', parameters: { id: '$response.body#/id' } } } },
    problems: ['NOT_ELIGIBLE', 'SEPARATION_OF_DUTIES', 'IDENTITY_TAKEN'],
  })
  @Post()
  async bind(@CurrentPerson() { personId }: PersonPrincipal, @Idempotent() scope: IdempotencyScope, @Body() body: BindingRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const answer = await this.service.bindAs(personId, scope, body);
    void reply.code(answer.status).header('location', answer.location);
    return answer.body;
  }

  @Operation({ id: 'unbindIdentity', tag: 'auth', summary: '系统管理员解除身份绑定；管理员的身份由安全管理员解除', ok: { status: 204 }, problems: ['NOT_ELIGIBLE'] })
  @Delete(':id')
  @HttpCode(204)
  unbind(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() id: string): Promise<void> {
    return this.service.unbindAs(personId, id);
  }
}
