import type { FastifyInstance } from 'fastify';
import { createDuration } from '@libs/platform/metrics/registry';
import type { Registry } from 'prom-client';

/** How long answers took, by route template: paths with ids would be a series for every case. */
export function measureRequests(fastify: FastifyInstance, registry: Registry): void {
  const duration = createDuration({ registry, name: 'http_request_duration_seconds', help: 'HTTP requests by route template', labels: ['method', 'route', 'status'] });
  fastify.addHook('onResponse', (request, reply, done) => {
    // How long somebody looked on says nothing of how long an answer takes.
    if (reply.getHeader('content-type') === 'text/event-stream') return done();
    const route = request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched');
    duration.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
    done();
  });
}
