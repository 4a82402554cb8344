import { HttpException } from '@nestjs/common';
import type { ErrorCode } from '@libs/platform/errors/catalogue';
import { DomainError } from '@libs/platform/errors/domain-error';
import { isDatabaseUnreachable } from '@libs/platform/errors/database-unreachable';
import { isError } from '@libs/platform/errors/is-error';

const CODES: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'MALFORMED'],
  [401, 'UNAUTHENTICATED'],
  [403, 'NOT_ELIGIBLE'],
  [404, 'NOT_FOUND'],
  [405, 'METHOD_NOT_ALLOWED'],
  [413, 'TOO_LARGE'],
  [415, 'MEDIA_TYPE_REFUSED'],
  [429, 'TOO_MANY_REQUESTS'],
  [503, 'UNAVAILABLE'],
]);

/** The status that Nest or Fastify gives its own refusals; undefined for everything that is not one. */
function frameworkStatus(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (!isError(error)) return undefined;
  const { code, statusCode }: { name: string; code?: unknown; statusCode?: unknown } = error;
  return typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' ? statusCode : undefined;
}

/** The one place where anything that was thrown becomes an error of the catalogue. */
export function translateError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isDatabaseUnreachable(error)) return new DomainError('UNAVAILABLE', { cause: error, members: { retryAfter: 2 } });
  const status = frameworkStatus(error);
  if (status === undefined) return new DomainError('INTERNAL', { cause: error });
  const code = CODES.get(status) ?? (status < 500 ? 'MALFORMED' : 'INTERNAL');
  return new DomainError(code, { cause: error });
}
