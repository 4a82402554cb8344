/** Lists that are read in one of several orders, page by page, stable under inserts. */
import { DomainError } from '@libs/platform/errors/domain-error';
import type { DataSource } from 'typeorm';
import { UUID } from './codes';
import { decodeCursor, encodeCursor, limitOf, type Page, type PageQuery } from './paging';

/** By what a list is ordered: a SQL expression that is never null, a whole number or a code; then by id. */
export interface Order {
  readonly by: string;
  readonly as: 'bigint' | 'text';
  readonly descending?: boolean;
}

/** By id alone. */
export const BY_ID: Order = { by: '0::bigint', as: 'bigint' };

/** An instant as a number that orders it; one that is not known comes last. */
export const instantOrder = (column: string): string => `(coalesce(extract(epoch FROM ${column}) * 1000000, 9000000000000000))::bigint`;

/** The conditions of a list with their values; one whose value is not given is none. */
export class Conditions {
  private readonly parts: string[] = [];
  readonly values: unknown[] = [];

  /** @param sql is given the name of the value's parameter */
  add(value: unknown, sql: (parameter: string) => string): this {
    if (value === undefined || value === null) return this;
    this.parts.push(`(${sql(this.parameter(value))})`);
    return this;
  }

  /** The name of a parameter with this value. */
  parameter(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  get sql(): string {
    return this.parts.length > 0 ? this.parts.join(' AND ') : 'true';
  }
}

export interface OrderedList {
  /** What is selected of a row, its `id` among it. */
  readonly item: string;
  /** The tables; `id` is how the id of a row is called there. */
  readonly from: string;
  readonly id: string;
  readonly where: Conditions;
  readonly order: Order;
}

const KEYS: Readonly<Record<Order['as'], string>> = { bigint: '-?\\d{1,18}', text: '[^\\u0000]{0,64}' };

/** One page. @throws DomainError MALFORMED for a cursor that was never given out for this order */
export async function orderedPage<T extends { readonly id: string }>(dataSource: DataSource, list: OrderedList, query: PageQuery): Promise<Page<T>> {
  const limit = limitOf(query);
  const { as } = list.order;
  const cursor = decodeCursor(query.cursor, new RegExp(`^${UUID} ${KEYS[as]}$`));
  const rows = await read<T>(dataSource, list, limit + 1, cursor === null ? undefined : { id: cursor.slice(0, 36), key: cursor.slice(37) });
  const last = rows[limit - 1];
  return { items: rows.slice(0, limit).map(({ item }) => item), nextCursor: rows.length > limit && last ? encodeCursor(`${last.item.id} ${last.key}`) : null };
}

/** Beyond so many rows a table is not made: whoever needs more asks for it in parts. */
const MOST_ROWS = 20_000;

/** All rows. @throws DomainError MALFORMED where there are too many for one table */
export async function wholeList<T extends { readonly id: string }>(dataSource: DataSource, list: OrderedList): Promise<readonly T[]> {
  const rows = await read<T>(dataSource, list, MOST_ROWS + 1);
  if (rows.length > MOST_ROWS) throw new DomainError('MALFORMED', { detail: { zh: `超过 ${MOST_ROWS} 行，请缩小范围后分次导出。`, en: `More than ${MOST_ROWS} rows: export them in parts.` } });
  return rows.map(({ item }) => item);
}

async function read<T>(dataSource: DataSource, { item, from, id, where, order }: OrderedList, limit: number, after?: { readonly id: string; readonly key: string }): Promise<readonly { readonly item: T; readonly key: string }[]> {
  const by = order.as === 'text' ? `(${order.by}) COLLATE "C"` : `(${order.by})`;
  const direction = order.descending ? 'DESC' : 'ASC';
  const beyond = after ? ` AND (${by}, ${id}) ${order.descending ? '<' : '>'} (${where.parameter(after.key)}::${order.as}, ${where.parameter(after.id)}::uuid)` : '';
  const rows = await dataSource.query<(T & { order_key: string })[]>(`SELECT ${item}, ${by}::text AS order_key ${from} WHERE ${where.sql}${beyond} ORDER BY ${by} ${direction}, ${id} ${direction} LIMIT ${limit}`, where.values);
  return rows.map(({ order_key: key, ...rest }) => ({ item: rest as unknown as T, key }));
}
