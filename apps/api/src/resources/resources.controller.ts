import { Controller, Get, Query } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CurrentPrincipal } from '../auth/current-principal';
import type { Principal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { ReadingScope, scopeOf } from '../scope/reading-scope';
import { ResourceQuery } from './resource.dto';
import { type ResourceDetail, type ResourceItem, ResourceReader } from './resource.repository';
import { RESOURCE_DETAIL, RESOURCE_PAGE } from './resource.schemas';

@Controller('resources')
export class ResourcesController {
  constructor(
    private readonly resources: ResourceReader,
    private readonly scope: ReadingScope,
  ) {}

  @Operation({ id: 'listResources', tag: 'resources', summary: '数据资源目录：单位看本单位，区级与中心看全区', query: ResourceQuery, ok: { status: 200, schema: RESOURCE_PAGE }, problems: ['OUT_OF_SCOPE'] })
  @Get()
  async list(@CurrentPrincipal() principal: Principal, @Query() query: ResourceQuery): Promise<Page<ResourceItem>> {
    const { q, level, gradingStatus, orgCode, cursor } = query;
    const limit = limitOf(query);
    const after = decodeCursor(cursor, UUID_KEY);
    const scope = await this.scope.narrow(principal, orgCode);
    return pageOf(await this.resources.list({ scope, q, level, gradingStatus, after, limit }), { limit, key: ({ id }) => id });
  }

  @Operation({ id: 'getResource', tag: 'resources', summary: '一项数据资源及其定级历史和副本', ok: { status: 200, schema: RESOURCE_DETAIL } })
  @Get(':id')
  async get(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<ResourceDetail> {
    const resource = await this.resources.get(id, scopeOf(principal));
    if (resource === undefined) throw new DomainError('NOT_FOUND');
    return resource;
  }
}
