import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';

/** Liveness, readiness and metrics of a process that serves nothing else. */
export function healthServer(options: { readonly port: number; readonly host: string; readonly registry: Registry; readonly isReady: () => Promise<boolean> }): Promise<Server> {
  const { port, host, registry, isReady } = options;
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      if (request.url === '/health/live') return void response.writeHead(200, JSON_TYPE).end('{"status":"ok"}');
      if (request.url === '/metrics') return void response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
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
