import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import type { CsvColumn } from '../http/csv';
import { IdParam } from '../http/id-param';
import { instantOrder, type Order } from '../http/ordered-list';
import type { Page } from '../http/paging';
import { Operation } from '../openapi/operation';
import { ReadingScope } from '../scope/reading-scope';
import { ObligationQuery, STATUSES, type ObligationSort } from './obligation.dto';
import { OBLIGATION, OBLIGATION_PAGE } from './obligation.schemas';
import { CASE_REF, found, ofCases, ORG_REF, visibleRows, type CaseRef, type OrgRef } from './of-cases';
import { pageOrTable, Registers } from './register';

interface ObligationItem {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly article: string;
  readonly to: string;
  readonly status: keyof typeof STATUSES;
  readonly dueAt: Date | null;
  /** Still owed although the limit has passed. */
  readonly overdue: boolean;
  /** Fulfilled after the limit had passed. */
  readonly late: boolean;
  readonly fulfilledAt: Date | null;
  readonly receiptNo: string | null;
  readonly enteredAt: Date;
  readonly org: OrgRef;
  readonly case: CaseRef;
}

/** By PostgreSQL's clock, as every limit. */
const OVERDUE = `(x.status = 'OPEN' AND coalesce(x.due_at <= clock_timestamp(), false))`;
const ITEM = `x.id, x.key, x.title, x.article, x.addressee AS "to", x.status, x.due_at AS "dueAt", ${OVERDUE} AS overdue, coalesce(x.fulfilled_at > x.due_at, false) AS late,
  x.fulfilled_at AS "fulfilledAt", x.receipt_no AS "receiptNo", x.entered_at AS "enteredAt", ${ORG_REF}, ${CASE_REF}`;
const FROM = ofCases('obligations');
const ORDERS: Readonly<Record<ObligationSort, Order>> = {
  DUE: { by: instantOrder('x.due_at'), as: 'bigint' },
  NEWEST: { by: instantOrder('x.entered_at'), as: 'bigint', descending: true },
  UNIT: { by: 'o.code', as: 'text' },
};
const view = (row: ObligationItem): ObligationItem => row;
const COLUMNS: readonly CsvColumn<ObligationItem>[] = [
  { title: '事项', value: ({ title }) => title },
  { title: '依据', value: ({ article }) => article },
  { title: '向谁履行', value: ({ to }) => to },
  { title: '单位', value: ({ org }) => org.name },
  { title: '办件编号', value: (row) => row.case.number },
  { title: '状态', value: ({ status }) => STATUSES[status] },
  { title: '期限', value: ({ dueAt }) => dueAt },
  { title: '逾期', value: ({ overdue, late }) => (overdue || late ? '是' : '否') },
  { title: '履行时间', value: ({ fulfilledAt }) => fulfilledAt },
  { title: '回执编号', value: ({ receiptNo }) => receiptNo },
];

@Controller('obligations')
export class ObligationsController {
  constructor(
    private readonly registers: Registers,
    private readonly scope: ReadingScope,
  ) {}

  @Operation({ id: 'listObligations', tag: 'registers', summary: '待履行事项，含已逾期的：区级与中心看全区，单位看本单位，申请人看本人的；可导出表格', query: ObligationQuery, ok: pageOrTable(OBLIGATION_PAGE), problems: ['NOT_ELIGIBLE', 'OUT_OF_SCOPE'] })
  @Get()
  async list(@CurrentPerson() principal: PersonPrincipal, @Query() query: ObligationQuery, @Headers('accept') accept: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<Page<ObligationItem> | string> {
    const { status, overdue, caseId, orgCode, q, sort = 'DUE' } = query;
    const orgId = orgCode === undefined ? undefined : await this.scope.named(principal, orgCode);
    const where = found(visibleRows(principal.personId, { orgId, caseId }), q, ['x.title', 'c.number', 'c.title'])
      .add(status, (value) => `x.status = ${value}`)
      .add(overdue, (value) => `${OVERDUE} = ${value}`);
    return this.registers.answer({ name: 'obligations', principal, list: { item: ITEM, from: FROM, id: 'x.id', where, order: ORDERS[sort] }, query, view, columns: COLUMNS, accept, reply });
  }

  @Operation({ id: 'getObligation', tag: 'registers', summary: '一项待履行事项', ok: { status: 200, schema: OBLIGATION }, problems: ['NOT_ELIGIBLE'] })
  @Get(':id')
  async get(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() id: string): Promise<ObligationItem> {
    const row = await this.registers.one<ObligationItem>({ item: ITEM, from: FROM, id: 'x.id', where: visibleRows(personId) }, id);
    if (!row) throw new DomainError('NOT_FOUND');
    return row;
  }
}
