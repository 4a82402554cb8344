/** Another system that is told by webhooks: a real server on a free port, which keeps what it was sent. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export class WebhookReceiver {
  readonly received: Received[] = [];
  /** The status to answer with; `vanish` takes it and is gone before it has said so. */
  temper: (sent: Received) => number | 'vanish' = () => 204;
  private waiting: (() => void)[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        const sent = { headers: request.headers, body };
        const answer = own.temper(sent);
        own.received.push(sent);
        for (const wake of own.waiting.splice(0)) wake();
        if (answer === 'vanish') request.socket.destroy();
        else response.writeHead(answer, answer === 302 ? { location: `${own.url}/elsewhere` } : {}).end();
      });
    });
    const own = new WebhookReceiver(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return own;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Waits until so much has come that fits; gives it. */
  async until(count: number, fits: (sent: Received) => boolean = () => true, withinMs = 60_000): Promise<Received[]> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const found = this.received.filter(fits);
      if (found.length >= count) return found;
      if (Date.now() > deadline) throw new Error(`${found.length} of ${count} came`);
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
        timer = setTimeout(resolve, deadline - Date.now());
      });
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => void this.server.close(() => resolve()));
  }
}
