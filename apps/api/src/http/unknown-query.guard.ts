import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';

/** Keys of the metadata are `<kind>:<index>`. */
const takesQuery = (args: unknown): boolean =>
  typeof args === 'object' && args !== null && Object.keys(args).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));

/** A handler without a query of its own takes none: a misspelt filter must not read as "no filter". */
@Injectable()
export class UnknownQueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { query } = context.switchToHttp().getRequest<FastifyRequest>();
    const names = typeof query === 'object' && query !== null ? Object.keys(query) : [];
    if (names.length === 0) return true;
    const args: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name);
    if (takesQuery(args)) return true;
    throw new DomainError('MALFORMED', {
      errors: names.slice(0, 20).map((name) => ({
        path: name.slice(0, 64),
        code: 'UNKNOWN_FIELD',
        message: { zh: `没有「${name.slice(0, 64)}」这一参数。`, en: `There is no parameter "${name.slice(0, 64)}".` },
      })),
    });
  }
}
