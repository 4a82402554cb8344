import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CurrentPrincipal } from '../auth/current-principal';
import type { Principal } from '../auth/principal';
import type { CsvColumn } from '../http/csv';
import { IdParam } from '../http/id-param';
import { Conditions, instantOrder, type Order } from '../http/ordered-list';
import type { Page } from '../http/paging';
import { Operation } from '../openapi/operation';
import { type OrganisationScope, ReadingScope, scopeOf, scopeParameter } from '../scope/reading-scope';
import { ChangeQuery, KINDS, STATUSES, type ChangeSort } from './change.dto';
import { ChangeReader, countedAs, type ChangeRow, type Dated } from './change.reader';
import { CHANGE, CHANGE_PAGE } from './change.schemas';
import { found, ORG_REF, type OrgRef } from './of-cases';
import { pageOrTable, Registers } from './register';

interface ListedChange extends ChangeRow {
  readonly resource: { readonly id: string; readonly code: string; readonly name: string };
  readonly org: OrgRef;
}
type ChangeItem = Omit<ListedChange, 'countedAs'> & Dated;

/** Of a change on its own. */
export const CHANGE_ITEM = `x.id, x.kind, ${countedAs('c')} AS "countedAs", x.cause, x.changed_at::text AS "changedAt", x.registered_at AS "registeredAt", x.status, x.settled_at AS "settledAt", jsonb_build_object('id', c.id, 'number', c.number) AS "case"`;
const ITEM = `${CHANGE_ITEM}, jsonb_build_object('id', r.id, 'code', r.code, 'name', r.name) AS resource, ${ORG_REF}`;
const FROM = 'FROM resource_changes x JOIN cases c ON c.id = x.case_id JOIN resources r ON r.id = x.resource_id JOIN organisations o ON o.id = r.org_id';
const ORDERS: Readonly<Record<ChangeSort, Order>> = {
  CHANGED: { by: instantOrder('x.changed_at::timestamp'), as: 'bigint' },
  NEWEST: { by: instantOrder('x.registered_at'), as: 'bigint', descending: true },
  UNIT: { by: 'o.code', as: 'text' },
};
const COLUMNS: readonly CsvColumn<ChangeItem>[] = [
  { title: '单位', value: ({ org }) => org.name },
  { title: '资源代码', value: ({ resource }) => resource.code },
  { title: '资源名称', value: ({ resource }) => resource.name },
  { title: '变化类别', value: ({ kind }) => KINDS[kind] },
  { title: '变更情形', value: ({ cause }) => cause },
  { title: '变化之日', value: ({ changedAt }) => changedAt },
  { title: '登记时间', value: ({ registeredAt }) => registeredAt },
  { title: '期限', value: ({ dueAt }) => dueAt },
  { title: '状态', value: ({ status }) => STATUSES[status] },
  { title: '办结时间', value: ({ settledAt }) => settledAt },
  { title: '逾期', value: ({ overdue, late }) => (overdue || late ? '是' : '否') },
  { title: '办件编号', value: (row) => row.case.number },
];

@Controller('resource-changes')
export class ChangesController {
  constructor(
    private readonly registers: Registers,
    private readonly changes: ChangeReader,
    private readonly scope: ReadingScope,
  ) {}

  @Operation({ id: 'listResourceChanges', tag: 'registers', summary: '数据变更登记（第二十七、三十条）：期限自变化之日起算，含逾期；单位看本单位，区级与中心看全区；可导出表格', query: ChangeQuery, ok: pageOrTable(CHANGE_PAGE), problems: ['OUT_OF_SCOPE'] })
  @Get()
  async list(@CurrentPrincipal() principal: Principal, @Query() query: ChangeQuery, @Headers('accept') accept: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<Page<ChangeItem> | string> {
    const { kind, status, overdue, resourceId, orgCode, q, sort = 'CHANGED' } = query;
    const clock = await this.changes.clock();
    const where = found(within(await this.scope.narrow(principal, orgCode)), q, ['r.code', 'r.name', 'c.number'])
      .add(kind, (value) => `x.kind = ${value}`)
      .add(status, (value) => `x.status = ${value}`)
      .add(resourceId, (value) => `x.resource_id = ${value}`);
    if (overdue !== undefined) this.changes.whereOverdue(where, overdue, clock);
    const view = (row: ListedChange): ChangeItem => this.changes.dated(row, clock);
    return this.registers.answer({ name: 'resource-changes', principal, list: { item: ITEM, from: FROM, id: 'x.id', where, order: ORDERS[sort] }, query, view, columns: COLUMNS, accept, reply });
  }
  @Operation({ id: 'getResourceChange', tag: 'registers', summary: '一项数据变更登记', ok: { status: 200, schema: CHANGE } })
  @Get(':id')
  async get(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<ChangeItem> {
    const row = await this.registers.one<ListedChange>({ item: ITEM, from: FROM, id: 'x.id', where: within(scopeOf(principal)) }, id);
    if (!row) throw new DomainError('NOT_FOUND');
    return this.changes.dated(row, await this.changes.clock());
  }
}

/** Of data of these organisations. */
const within = (scope: OrganisationScope): Conditions => new Conditions().add(scopeParameter(scope), (orgs) => `r.org_id = ANY (${orgs}::uuid[])`);
