import { Field } from '@libs/forms/field';
import { IsCount, IsFormatted } from '@libs/forms/rules';
import { DomainError } from '@libs/platform/errors/domain-error';
import { UUID } from './codes';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const CURSOR = /^[A-Za-z0-9_-]+$/;

const both =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };

/** `?limit=`: 1 to 100, 20 unless given. */
export const PageLimit = (): PropertyDecorator => both(IsCount(1, MAX_LIMIT), Field('每页条数', { optional: true }));
/** `?cursor=`: the `nextCursor` of the page before. */
export const PageCursor = (): PropertyDecorator => both(IsFormatted(CURSOR, 400), Field('分页游标', { optional: true }));

export interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** null on the last page. */
  readonly nextCursor: string | null;
}

export const encodeCursor = (key: string): string => Buffer.from(key, 'utf8').toString('base64url');

/** The key after which a page begins. Throws `MALFORMED` for a cursor that was never given out. */
export function decodeCursor(cursor: string | undefined, shape: RegExp): string | null {
  if (cursor === undefined) return null;
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (shape.test(key)) return key;
  throw new DomainError('MALFORMED', {
    errors: [{ path: 'cursor', code: 'BAD_FORMAT', message: { zh: '分页游标无效。', en: 'The cursor is not valid.' } }],
  });
}

/** Of what is numbered from 1. */
export const NUMBER_KEY = /^[1-9]\d{0,8}$/;
export const UUID_KEY = new RegExp(`^${UUID}$`);

export const limitOf = ({ limit }: PageQuery): number => limit ?? DEFAULT_LIMIT;

/** A page from rows of which one more than `limit` was asked for. Keyset paging: inserts move no page. */
export function pageOf<T>(rows: readonly T[], { limit, key }: { limit: number; key: (row: T) => string }): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(key(last)) : null };
}
