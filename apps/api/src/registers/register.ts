/** A register as it is listed: as JSON page by page, or as one table. */
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { audit } from '../audit/audit';
import { type Principal, principalId } from '../auth/principal';
import { asksFor, csvOf, type CsvColumn } from '../http/csv';
import { type OrderedList, orderedPage, wholeList } from '../http/ordered-list';
import type { Page, PageQuery } from '../http/paging';
import type { Success } from '../openapi/operation';
import type { Schema } from '../openapi/schema';

const CSV = 'text/csv';

export interface RegisterAnswer<Row extends { readonly id: string }, Item> {
  /** Of the audit event and of the file. */
  readonly name: string;
  readonly principal: Principal;
  readonly list: OrderedList;
  readonly query: PageQuery;
  readonly view: (row: Row) => Item;
  readonly columns: readonly CsvColumn<Item>[];
  readonly accept: string | undefined;
  readonly reply: FastifyReply;
}

/** A list that is given as a table to who asks for `text/csv`. */
export const pageOrTable = (page: Schema): Success => ({ status: 200, schema: page, also: { [CSV]: { type: 'string', description: '全部各行，按表格导出' } } });

@Injectable()
export class Registers {
  constructor(private readonly dataSource: DataSource) {}

  /** A page, or the table of all rows, of which an audit event tells. */
  async answer<Row extends { readonly id: string }, Item>({ name, principal, list, query, view, columns, accept, reply }: RegisterAnswer<Row, Item>): Promise<Page<Item> | string> {
    if (!asksFor(accept, CSV)) {
      const { items, nextCursor } = await orderedPage<Row>(this.dataSource, list, query);
      return { items: items.map(view), nextCursor };
    }
    const rows = await wholeList<Row>(this.dataSource, list);
    await audit(this.dataSource.manager, { action: 'REGISTER_EXPORTED', actorKind: principal.kind, actorId: principalId(principal), details: { register: name, rows: rows.length } });
    void reply.header('content-type', `${CSV}; charset=utf-8`).header('content-disposition', `attachment; filename="${name}.csv"`).header('cache-control', 'private, no-store');
    return csvOf(columns, rows.map(view));
  }

  /** One row of a list, under the same conditions. */
  async one<Row>({ item, from, where, id }: Omit<OrderedList, 'order'>, rowId: string): Promise<Row | undefined> {
    const [row] = await this.dataSource.query<Row[]>(`SELECT ${item} ${from} WHERE ${where.sql} AND ${id} = ${where.parameter(rowId)}`, where.values);
    return row;
  }
}
