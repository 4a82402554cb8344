import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CATALOGUE_SOURCES, type CatalogueSource } from '@libs/domain/grading-rules';
import { DataSource } from 'typeorm';
import { CurrentPrincipal } from '../auth/current-principal';
import type { Principal } from '../auth/principal';
import type { CsvColumn } from '../http/csv';
import { Conditions, type Order } from '../http/ordered-list';
import type { Page } from '../http/paging';
import { Operation } from '../openapi/operation';
import { CATEGORIES, LEVELS } from '../resources/resource.dto';
import { ReadingScope, scopeParameter } from '../scope/reading-scope';
import { CatalogueQuery, CatalogueScope, STATUSES, type CatalogueSort } from './catalogue.dto';
import { CATALOGUE, levelRank } from './catalogue.rows';
import { CATALOGUE_PAGE, CATALOGUE_SUMMARY } from './catalogue.schemas';
import { found, ORG_REF, type OrgRef } from './of-cases';
import { pageOrTable, Registers } from './register';

interface Entered {
  readonly level: keyof typeof LEVELS;
  readonly source: CatalogueSource;
  readonly documentNo: string | null;
  readonly at: string;
}
interface CatalogueItem {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly category: keyof typeof CATEGORIES;
  readonly org: OrgRef;
  readonly status: keyof typeof STATUSES;
  readonly level: keyof typeof LEVELS;
  readonly source: CatalogueSource;
  readonly accepted: Entered | null;
  readonly proposed: Entered | null;
  readonly determined: Entered | null;
}
interface Counted extends Pick<CatalogueItem, 'level' | 'category' | 'status' | 'org'> {
  readonly count: number;
}
type Counts<T extends string> = Readonly<Record<T, number>>;
interface Summary {
  readonly total: number;
  readonly byLevel: Counts<keyof typeof LEVELS>;
  readonly byCategory: Counts<keyof typeof CATEGORIES>;
  readonly byStatus: Counts<keyof typeof STATUSES>;
  readonly byUnit: readonly { readonly org: OrgRef; readonly total: number; readonly byLevel: Counts<keyof typeof LEVELS> }[];
}

const FROM = `FROM ${CATALOGUE} k JOIN organisations o ON o.id = k.org_id`;
const ITEM = `k.id, k.code, k.name, k.category, ${ORG_REF}, k.status, k.level, k.source, k.accepted, k.proposed, k.determined`;
const ORDERS: Readonly<Record<CatalogueSort, Order>> = {
  CODE: { by: 'k.code', as: 'text' },
  LEVEL: { by: `${levelRank('k.level')}::bigint`, as: 'bigint', descending: true },
  UNIT: { by: 'o.code', as: 'text' },
};
const view = (item: CatalogueItem): CatalogueItem => item;
const COLUMNS: readonly CsvColumn<CatalogueItem>[] = [
  { title: '单位', value: ({ org }) => org.name },
  { title: '资源代码', value: ({ code }) => code },
  { title: '资源名称', value: ({ name }) => name },
  { title: '类别', value: ({ category }) => CATEGORIES[category] },
  { title: '级别', value: ({ level }) => LEVELS[level] },
  { title: '级别来源', value: ({ source }) => CATALOGUE_SOURCES[source] },
  { title: '状态', value: ({ status }) => STATUSES[status] },
  { title: '单位上报级别', value: ({ accepted }) => accepted && LEVELS[accepted.level] },
  { title: '建议级别', value: ({ proposed }) => proposed && LEVELS[proposed.level] },
  { title: '确定级别', value: ({ determined }) => determined && LEVELS[determined.level] },
  { title: '文号', value: ({ determined }) => determined?.documentNo },
];

/** How many of each code, those of which there are none too. */
const counts = <T extends string>(titles: Readonly<Record<T, string>>, rows: readonly Counted[], codeOf: (row: Counted) => T): Counts<T> => {
  const none = Object.fromEntries(Object.keys(titles).map((code) => [code, 0])) as Record<T, number>;
  for (const row of rows) none[codeOf(row)] += row.count;
  return none;
};
const total = (rows: readonly Counted[]): number => rows.reduce((sum, { count }) => sum + count, 0);

@Controller('catalogue')
export class CatalogueController {
  constructor(
    private readonly registers: Registers,
    private readonly scope: ReadingScope,
    private readonly dataSource: DataSource,
  ) {}

  @Operation({ id: 'listCatalogue', tag: 'registers', summary: '区级数据目录（第六条、第二十三条）：单位看本单位的条目，区级与中心看全区；可导出表格', query: CatalogueQuery, ok: pageOrTable(CATALOGUE_PAGE), problems: ['OUT_OF_SCOPE'] })
  @Get()
  async list(@CurrentPrincipal() principal: Principal, @Query() query: CatalogueQuery, @Headers('accept') accept: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<Page<CatalogueItem> | string> {
    const { level, category, status, source, orgCode, q, sort = 'CODE' } = query;
    const where = found(await this.within(principal, orgCode), q, ['k.code', 'k.name'])
      .add(level, (value) => `k.level = ${value}`)
      .add(category, (value) => `k.category = ${value}`)
      .add(status, (value) => `k.status = ${value}`)
      .add(source, (value) => `k.source = ${value}`);
    return this.registers.answer({ name: 'catalogue', principal, list: { item: ITEM, from: FROM, id: 'k.id', where, order: ORDERS[sort] }, query, view, columns: COLUMNS, accept, reply });
  }

  @Operation({ id: 'getCatalogueSummary', tag: 'registers', summary: '区级数据目录的汇总：按级别、类别、状态和单位计数', query: CatalogueScope, ok: { status: 200, schema: CATALOGUE_SUMMARY }, problems: ['OUT_OF_SCOPE'] })
  @Get('summary')
  async summary(@CurrentPrincipal() principal: Principal, @Query() { orgCode }: CatalogueScope): Promise<Summary> {
    const where = await this.within(principal, orgCode);
    const rows = await this.dataSource.query<Counted[]>(`SELECT k.level, k.category, k.status, ${ORG_REF}, count(*)::int AS count ${FROM} WHERE ${where.sql} GROUP BY k.level, k.category, k.status, o.code, o.name ORDER BY o.code`, where.values);
    const units = [...new Set(rows.map(({ org }) => org.code))].map((code) => rows.filter(({ org }) => org.code === code));
    return {
      total: total(rows),
      byLevel: counts(LEVELS, rows, ({ level }) => level),
      byCategory: counts(CATEGORIES, rows, ({ category }) => category),
      byStatus: counts(STATUSES, rows, ({ status }) => status),
      byUnit: units.flatMap((of) => of.slice(0, 1).map(({ org }) => ({ org, total: total(of), byLevel: counts(LEVELS, of, ({ level }) => level) }))),
    };
  }

  private async within(principal: Principal, orgCode: string | undefined): Promise<Conditions> {
    return new Conditions().add(scopeParameter(await this.scope.narrow(principal, orgCode)), (orgs) => `k.org_id = ANY (${orgs}::uuid[])`);
  }
}
