import type { FastifyInstance } from 'fastify';

/**
 * Answers that are still under way when the server closes end their connections. Otherwise a client that keeps its
 * connection alive would keep the process alive for as long.
 */
export function endConnectionsOnClose(fastify: FastifyInstance): void {
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) void reply.header('connection', 'close');
    done(null, payload);
  });
}
