import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { digestOf } from '@libs/domain/digests';
import { guard } from '@libs/forms/guard';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { idempotencyScopeOf } from '../idempotency/idempotency-key';

/** The key of an act in the record: what makes a repetition of this request recognisable. */
export const ActKey = createParamDecorator((_: unknown, context: ExecutionContext): IdempotencyKey => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { ...idempotencyScopeOf(request), bodyDigest: digestible(request.body) ? digestOf(request.body ?? null) : NO_DIGEST };
});

/** The body has no canonical form, or no end of depth: the form pipe refuses it before anybody looks at its digest. */
const NO_DIGEST = '';

const digestible = (body: unknown): boolean => body === undefined || body === null || guard(body).length === 0;
