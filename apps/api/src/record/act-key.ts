import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { digestOf } from '@libs/domain/digests';
import type { IdempotencyKey } from '@libs/record/record';
import { idempotencyScopeOf } from '../idempotency/idempotency-key';

/** The key of an act in the record: what makes a repetition of this request recognisable. */
export const ActKey = createParamDecorator((_: unknown, context: ExecutionContext): IdempotencyKey => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { ...idempotencyScopeOf(request), bodyDigest: digestOf(request.body ?? null) };
});
