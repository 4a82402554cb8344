/** Reads server-sent events as a browser does. */
export interface ServerEvent {
  readonly id?: string;
  readonly event: string;
  // What a test expects of an event it says itself.
  readonly data: any;
}

export class EventReader {
  readonly events: ServerEvent[] = [];
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
  private readonly aborting = new AbortController();
  private waiting: (() => void)[] = [];

  private constructor(
    readonly response: Response,
    aborting: AbortController,
  ) {
    this.aborting = aborting;
    this.ended = this.read();
  }

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventReader> {
    const aborting = new AbortController();
    return new EventReader(await fetch(url, { headers, signal: aborting.signal }), aborting);
  }

  /** The first event from `from` on that fits; waits for it. */
  async next(fits: (event: ServerEvent) => boolean, withinMs = 20_000): Promise<ServerEvent> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const found = this.events.find(fits);
      if (found) return found;
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) throw new Error(`no such event among ${JSON.stringify(this.events)}`);
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
        timer = setTimeout(resolve, leftMs);
      });
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    this.aborting.abort();
    await this.ended;
  }

  private async read(): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body ?? []) {
        const parts = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
        text = parts.pop() ?? '';
        for (const part of parts) this.take(part);
      }
    } catch (error) {
      if (!this.aborting.signal.aborted) throw error;
    }
  }

  private take(part: string): void {
    const fields = new Map(part.split('\n').map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]));
    const event = fields.get('event');
    if (event === undefined) return;
    this.events.push({ id: fields.get('id'), event, data: JSON.parse(fields.get('data') ?? 'null') });
    for (const wake of this.waiting.splice(0)) wake();
  }
}
