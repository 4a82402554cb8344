import type { FastifyInstance, FastifyRequest } from 'fastify';
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context } from '@opentelemetry/api';

const tracer = trace.getTracer('qingdun');

/** A span for each request, named by its route template: it goes on from the caller's, and what the request does goes on from it. */
export function traceRequests(fastify: FastifyInstance): void {
  const under = new WeakMap<FastifyRequest, Context>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched');
    const parent = propagation.extract(ROOT_CONTEXT, request.headers);
    const span = tracer.startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER, attributes: { 'http.request.method': request.method, 'http.route': route } }, parent);
    under.set(request, trace.setSpan(parent, span));
    done();
  });
  // After the body was read, which the socket's events do: they know nothing of the request.
  fastify.addHook('preHandler', (request, _reply, done) => context.with(under.get(request) ?? ROOT_CONTEXT, done));
  fastify.addHook('onResponse', (request, reply, done) => {
    const span = trace.getSpan(under.get(request) ?? ROOT_CONTEXT);
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}
