import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { authenticatedAtOf, type Authenticated, type PersonPrincipal, type Principal } from './principal';

const authenticatedOf = (context: ExecutionContext): Authenticated => {
  const { authenticated } = context.switchToHttp().getRequest<FastifyRequest>();
  if (authenticated === undefined) throw new DomainError('UNAUTHENTICATED');
  return authenticated;
};

/** Who asks: a person or a machine client. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => authenticatedOf(context).principal);

/** The person who asks; a machine client is answered 403 `NOT_ELIGIBLE`. */
export const CurrentPerson = createParamDecorator((_: unknown, context: ExecutionContext): PersonPrincipal => {
  const { principal } = authenticatedOf(context);
  if (principal.kind === 'PERSON') return principal;
  throw new DomainError('NOT_ELIGIBLE');
});

/** The principal together with the token that proved it. */
export const CurrentToken = createParamDecorator((_: unknown, context: ExecutionContext): Authenticated => authenticatedOf(context));

/** When the caller last proved who they are, in milliseconds since the epoch; undefined where nobody says. */
export const AuthenticatedAt = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => authenticatedAtOf(authenticatedOf(context)));
