import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { Authenticator } from './authenticator';
import { PUBLIC } from './public.decorator';
import { CSRF_HEADER, csrfMatches, sessionOf } from './session-cookie';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;
const MAX_TOKEN_LENGTH = 8_192;

const headerOf = (value: string | string[] | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** Every route needs a principal unless it is `@Public()`. A bearer token goes before the cookie. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = tokenOf(request);
    request.authenticated = await this.authenticator.authenticate(token);
    // A browser sends the cookie by itself, for other sites too; the header only our own pages can send.
    if (request.headers.authorization === undefined && !SAFE.has(request.method) && !csrfMatches(token, headerOf(request.headers[CSRF_HEADER]))) throw new DomainError('CSRF_REFUSED');
    return true;
  }
}

/** The token that comes with a request: of the header, or else of the session cookie. @throws DomainError UNAUTHENTICATED where there is none */
function tokenOf(request: FastifyRequest): string {
  const { authorization } = request.headers;
  if (authorization !== undefined) return bearerOf(authorization);
  const session = sessionOf(request);
  if (session === undefined || session.length > MAX_TOKEN_LENGTH) throw new DomainError('UNAUTHENTICATED');
  return session;
}

function bearerOf(authorization: string): string {
  const token = authorization.length > MAX_TOKEN_LENGTH ? undefined : BEARER.exec(authorization)?.[1];
  if (token === undefined) throw new DomainError('UNAUTHENTICATED');
  return token;
}
