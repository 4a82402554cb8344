import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { DERIVATION_TYPES } from '@libs/record/registers/entries';
import { CurrentPrincipal } from '../auth/current-principal';
import type { Principal } from '../auth/principal';
import type { CsvColumn } from '../http/csv';
import { IdParam } from '../http/id-param';
import { containing } from '../http/like';
import { BY_ID, instantOrder, type Order } from '../http/ordered-list';
import type { Page } from '../http/paging';
import { Operation } from '../openapi/operation';
import { pageOrTable, Registers } from '../registers/register';
import { ReadingScope, scopeOf } from '../scope/reading-scope';
import { CATEGORIES, GRADING_STATUSES, LEVELS, ResourceQuery, type ResourceSort } from './resource.dto';
import { RESOURCE_ITEM, type ResourceDetail, type ResourceItem, ResourceReader, RESOURCES, resourceView } from './resource.repository';
import { RESOURCE_DETAIL, RESOURCE_PAGE } from './resource.schemas';

const titled = (titles: Readonly<Record<string, string>>, code: string | null | undefined): string => (code === null || code === undefined ? '' : (titles[code] ?? code));
const ORDERS: Readonly<Record<ResourceSort, Order>> = {
  ID: BY_ID,
  CODE: { by: 'r.code', as: 'text' },
  RETENTION: { by: instantOrder('r.retain_until::timestamp'), as: 'bigint' },
};
const COLUMNS: readonly CsvColumn<ResourceItem>[] = [
  { title: '单位', value: ({ org }) => org.name },
  { title: '资源代码', value: ({ code }) => code },
  { title: '资源名称', value: ({ name }) => name },
  { title: '业务责任部门', value: ({ businessOwnerDept }) => businessOwnerDept },
  { title: '资源类别', value: ({ category }) => titled(CATEGORIES, category) },
  { title: '建议级别', value: ({ proposedLevel }) => titled(LEVELS, proposedLevel) },
  { title: '确定级别', value: ({ determinedLevel }) => titled(LEVELS, determinedLevel) },
  { title: '定级状态', value: ({ gradingStatus }) => titled(GRADING_STATUSES, gradingStatus) },
  { title: '含个人敏感信息', value: ({ sensitive }) => (sensitive ? '是' : '否') },
  { title: '涉及人数', value: ({ subjectCount }) => subjectCount },
  { title: '衍生方式', value: ({ derivation }) => titled(DERIVATION_TYPES, derivation) },
  { title: '保存期满日', value: ({ retainUntil }) => retainUntil },
  { title: '冻结', value: ({ preserved }) => (preserved ? '是' : '否') },
  { title: '销毁时间', value: ({ destroyedAt }) => destroyedAt },
];

@Controller('resources')
export class ResourcesController {
  constructor(
    private readonly resources: ResourceReader,
    private readonly registers: Registers,
    private readonly scope: ReadingScope,
  ) {}

  @Operation({ id: 'listResources', tag: 'resources', summary: '数据资源目录：单位看本单位，区级与中心看全区；可导出表格', query: ResourceQuery, ok: pageOrTable(RESOURCE_PAGE), problems: ['OUT_OF_SCOPE'] })
  @Get()
  async list(@CurrentPrincipal() principal: Principal, @Query() query: ResourceQuery, @Headers('accept') accept: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<Page<ResourceItem> | string> {
    const { orgCode, sort = 'ID', q, ...filter } = query;
    const scope = await this.scope.narrow(principal, orgCode);
    const where = this.resources.conditions({ ...filter, q: containing(q) ?? undefined, scope });
    return this.registers.answer({ name: 'resources', principal, list: { item: RESOURCE_ITEM, from: RESOURCES, id: 'r.id', where, order: ORDERS[sort] }, query, view: resourceView, columns: COLUMNS, accept, reply });
  }

  @Operation({ id: 'getResource', tag: 'resources', summary: '一项数据资源及其定级历史、副本、来源、变更、冻结和区级目录条目', ok: { status: 200, schema: RESOURCE_DETAIL } })
  @Get(':id')
  async get(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<ResourceDetail> {
    const resource = await this.resources.get(id, scopeOf(principal), principal.kind === 'PERSON' ? principal.personId : null);
    if (resource === undefined) throw new DomainError('NOT_FOUND');
    return resource;
  }
}
