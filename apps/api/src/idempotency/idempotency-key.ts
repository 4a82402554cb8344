import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { pathOf } from '../http/send-problem';

/** Visible ASCII, as a header carries it. */
const KEY = /^[\x21-\x7e]{8,128}$/;

/** What makes a repetition of a request recognisable, beside who sends it. */
export interface IdempotencyScope {
  readonly key: string;
  /** The concrete path, with the ids in it. */
  readonly path: string;
}

/** The key of a request, 8 to 128 characters. Throws `IDEMPOTENCY_REQUIRED`. */
export function idempotencyScopeOf(request: FastifyRequest): IdempotencyScope {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !KEY.test(key)) throw new DomainError('IDEMPOTENCY_REQUIRED');
  return { key, path: pathOf(request) };
}

/** The `Idempotency-Key` and path of the request. Say `idempotent: true` in the `@Operation` of the handler too. */
export const Idempotent = createParamDecorator((_: unknown, context: ExecutionContext): IdempotencyScope =>
  idempotencyScopeOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
