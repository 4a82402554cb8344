import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { FILING_KINDS, type FilingKind } from '@libs/record/registers/entries';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import type { CsvColumn } from '../http/csv';
import { IdParam } from '../http/id-param';
import { instantOrder, type Order } from '../http/ordered-list';
import type { Page } from '../http/paging';
import { Operation } from '../openapi/operation';
import { ReadingScope } from '../scope/reading-scope';
import { FilingQuery, STATUSES, type FilingSort } from './filing.dto';
import { FILING, FILING_PAGE } from './filing.schemas';
import { CASE_REF, found, ofCases, ORG_REF, visibleRows, type CaseRef, type OrgRef } from './of-cases';
import { pageOrTable, Registers } from './register';

interface FilingRow {
  readonly id: string;
  readonly kind: FilingKind;
  readonly status: keyof typeof STATUSES;
  readonly number: string | null;
  readonly year: number | null;
  readonly rounds: number;
  readonly points: readonly string[];
  readonly submittedAt: Date;
  readonly returnedAt: Date | null;
  readonly receivedAt: Date | null;
  readonly org: OrgRef;
  readonly case: CaseRef;
}
type FilingItem = FilingRow & { readonly kindTitle: string };

const ITEM = `x.id, x.kind, x.status, x.number, x.year, x.rounds, x.points, x.submitted_at AS "submittedAt", x.returned_at AS "returnedAt", x.received_at AS "receivedAt", ${ORG_REF}, ${CASE_REF}`;
const FROM = ofCases('filings');
const ORDERS: Readonly<Record<FilingSort, Order>> = {
  NEWEST: { by: instantOrder('x.submitted_at'), as: 'bigint', descending: true },
  OLDEST: { by: instantOrder('x.submitted_at'), as: 'bigint' },
  UNIT: { by: 'o.code', as: 'text' },
};
const view = (row: FilingRow): FilingItem => ({ ...row, kindTitle: FILING_KINDS[row.kind] });
const COLUMNS: readonly CsvColumn<FilingItem>[] = [
  { title: '回执号', value: ({ number }) => number },
  { title: '类别', value: ({ kindTitle }) => kindTitle },
  { title: '年度', value: ({ year }) => year },
  { title: '单位', value: ({ org }) => org.name },
  { title: '办件编号', value: (row) => row.case.number },
  { title: '事项', value: (row) => row.case.title },
  { title: '状态', value: ({ status }) => STATUSES[status] },
  { title: '报送次数', value: ({ rounds }) => rounds },
  { title: '退回要点', value: ({ points }) => points },
  { title: '报送时间', value: ({ submittedAt }) => submittedAt },
  { title: '退回时间', value: ({ returnedAt }) => returnedAt },
  { title: '收讫时间', value: ({ receivedAt }) => receivedAt },
];

@Controller('filings')
export class FilingsController {
  constructor(
    private readonly registers: Registers,
    private readonly scope: ReadingScope,
  ) {}

  @Operation({ id: 'listFilings', tag: 'registers', summary: '备案、清单和报告：区级与中心看全区，单位看本单位，申请人看本人的；可导出表格', query: FilingQuery, ok: pageOrTable(FILING_PAGE), problems: ['NOT_ELIGIBLE', 'OUT_OF_SCOPE'] })
  @Get()
  async list(@CurrentPerson() principal: PersonPrincipal, @Query() query: FilingQuery, @Headers('accept') accept: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<Page<FilingItem> | string> {
    const { kind, status, year, caseId, orgCode, q, sort = 'NEWEST' } = query;
    const orgId = orgCode === undefined ? undefined : await this.scope.named(principal, orgCode);
    const where = found(visibleRows(principal.personId, { orgId, caseId }), q, ['x.number', 'c.number', 'c.title'])
      .add(kind, (value) => `x.kind = ${value}`)
      .add(status, (value) => `x.status = ${value}`)
      .add(year, (value) => `x.year = ${value}`);
    return this.registers.answer({ name: 'filings', principal, list: { item: ITEM, from: FROM, id: 'x.id', where, order: ORDERS[sort] }, query, view, columns: COLUMNS, accept, reply });
  }

  @Operation({ id: 'getFiling', tag: 'registers', summary: '一项备案、清单或报告', ok: { status: 200, schema: FILING }, problems: ['NOT_ELIGIBLE'] })
  @Get(':id')
  async get(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() id: string): Promise<FilingItem> {
    const row = await this.registers.one<FilingRow>({ item: ITEM, from: FROM, id: 'x.id', where: visibleRows(personId) }, id);
    if (!row) throw new DomainError('NOT_FOUND');
    return view(row);
  }
}
