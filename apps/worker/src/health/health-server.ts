import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';

export interface HealthServerOptions {
  readonly port: number;
  readonly host: string;
  readonly registry: Registry;
  /** Metrics that something else keeps, in the same text format; none where it does not answer. */
  readonly further: () => Promise<string>;
  readonly isReady: () => Promise<boolean>;
}

/** Liveness, readiness and metrics of a process that serves nothing else. */
export function healthServer({ port, host, registry, further, isReady }: HealthServerOptions): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      if (request.url === '/health/live') return void response.writeHead(200, JSON_TYPE).end('{"status":"ok"}');
      if (request.url === '/metrics') return void response.writeHead(200, { 'content-type': registry.contentType }).end((await Promise.all([registry.metrics(), further()])).join(''));
      if (request.url !== '/health/ready') return void response.writeHead(404).end();
      const ready = await isReady();
      response.writeHead(ready ? 200 : 503, JSON_TYPE).end(JSON.stringify({ status: ready ? 'ok' : 'unavailable' }));
    };
    answer().catch(() => response.writeHead(500).end());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };
