import { PassThrough, type Readable } from 'node:stream';

/** How long a browser waits before it connects again. */
const RETRY_MS = 3_000;
/** What a reader has not taken yet, at most: one that hangs is let go, and reads on from its last event later. */
const MOST_WAITING_BYTES = 1_024 * 1_024;

/** Server-sent events (WHATWG HTML, 9.2) to one reader. */
export class EventStream {
  private readonly stream = new PassThrough();

  constructor() {
    this.stream.write(`retry: ${RETRY_MS}\n\n`);
  }

  get readable(): Readable {
    return this.stream;
  }

  /** Whether nobody reads any more. */
  get ended(): boolean {
    return this.stream.destroyed || this.stream.writableEnded;
  }

  /** @param id where to go on after a break; JSON has no line breaks, so the data is one line */
  send(event: string, data: unknown, id?: string): void {
    this.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Keeps proxies from closing what seems idle. */
  beat(): void {
    this.write(':\n\n');
  }

  end(): void {
    this.stream.end();
  }

  onClose(closed: () => void): void {
    this.stream.once('close', closed);
  }

  private write(text: string): void {
    if (this.ended) return;
    this.stream.write(text);
    if (this.stream.writableLength > MOST_WAITING_BYTES) this.stream.destroy();
  }
}
