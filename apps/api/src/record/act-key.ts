import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { digestOf } from '@libs/domain/digests';
import { guard } from '@libs/forms/guard';
import { explain } from '@libs/forms/messages';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { IdempotencyKey } from '@libs/record/record';
import { idempotencyScopeOf } from '../idempotency/idempotency-key';

/** The key of an act in the record: what makes a repetition of this request recognisable. */
export const ActKey = createParamDecorator((_: unknown, context: ExecutionContext): IdempotencyKey => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { ...idempotencyScopeOf(request), bodyDigest: digestOf(digestible(request.body)) };
});

/** Bounds the body before it is digested: what has no canonical form, or no end of depth, is refused as the form that it would be. */
function digestible(body: unknown): unknown {
  const problems = body === undefined || body === null ? [] : guard(body);
  if (problems.length) throw new DomainError('FORM_INVALID', { errors: problems.map((problem) => explain(problem, problem.path)) });
  return body ?? null;
}
