import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';

/** Routes that take something other than JSON. Everywhere else a form of another site could be posted here. */
const OTHER_TYPES: Readonly<Record<string, readonly string[]>> = {
  '/api/v1/auth/token': ['application/json', 'application/x-www-form-urlencoded'],
  '/l/:token/sign-in': ['application/x-www-form-urlencoded'],
  '/l/:token/confirm': ['application/x-www-form-urlencoded'],
  '/l/:token/provider': ['application/x-www-form-urlencoded'],
  '/l/:token/decision': ['application/x-www-form-urlencoded'],
  '/api/v1/attachments': ['multipart/form-data'],
  '/api/v1/roster/imports': ['multipart/form-data'],
  '/api/v1/roster/imports/preview': ['multipart/form-data'],
  '/api/v1/resource-imports': ['multipart/form-data'],
};
const JSON_ONLY = ['application/json'];

/** The media type of the body that comes with a request; undefined when there is none. */
function bodyType(request: FastifyRequest): string | undefined {
  const { 'content-type': type, 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  const empty = chunked === undefined && (length === undefined || length === '0');
  return empty ? undefined : (type ?? '').split(';', 1)[0]?.trim().toLowerCase();
}

/** Refuses every media type that the route does not take, before a byte of the body is read. */
export function restrictContentTypes(fastify: FastifyInstance): void {
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const type = request.is404 ? undefined : bodyType(request);
    const taken = OTHER_TYPES[request.routeOptions.url ?? ''] ?? JSON_ONLY;
    done(type === undefined || taken.includes(type) ? undefined : new DomainError('MEDIA_TYPE_REFUSED'));
  });
}
