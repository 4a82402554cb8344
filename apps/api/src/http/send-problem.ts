import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DomainError } from '@libs/platform/errors/domain-error';
import { problemHeaders, toProblem } from '@libs/platform/errors/problem';

/** Path of a request without its query: a query may hold what a person searched for. */
export const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '/';

/** Answers with the problem of an error, in the caller's language. */
export function sendProblem(error: DomainError, request: FastifyRequest, reply: FastifyReply): void {
  const acceptLanguage = request.headers['accept-language'];
  const problem = toProblem(error, { acceptLanguage, instance: pathOf(request) });
  // The serializer is named because a handler may have chosen another one for its own answer.
  void reply.serializer(JSON.stringify).headers({ ...problemHeaders(error, acceptLanguage), 'x-request-id': request.id }).code(problem.status).send(problem);
}
