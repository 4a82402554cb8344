/** A real mail server on a free port: takes mails as it is told, and keeps what it took. */
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** What it does with one mail: takes it, answers with a code, or takes it and is gone before it has said so. */
export type Temper = 'take' | 'vanish' | 421 | 451 | 550;

export class MailServer {
  readonly mails: ParsedMail[] = [];
  /** How often a mail was offered, refused ones among them. */
  offered = 0;
  /** Asked once for each mail. */
  temper: (mail: ParsedMail) => Temper = () => 'take';
  /** How long it thinks about each. */
  slowMs = 0;
  private waiting: (() => void)[] = [];

  private constructor(private readonly server: SMTPServer) {}

  static async start(): Promise<MailServer> {
    const server: SMTPServer = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        void simpleParser(stream).then(async (mail) => {
          if (own.slowMs > 0) await wait(own.slowMs);
          own.take(mail, session.id, done);
        }, done);
      },
    });
    const own = new MailServer(server);
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return own;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** Waits until so many mails were taken that fit; gives them. */
  async until(count: number, fits: (mail: ParsedMail) => boolean = () => true, withinMs = 60_000): Promise<ParsedMail[]> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const found = this.mails.filter(fits);
      if (found.length >= count) return found;
      if (Date.now() > deadline) throw new Error(`${found.length} mails of ${count} came`);
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
        timer = setTimeout(resolve, deadline - Date.now());
      });
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private take(mail: ParsedMail, sessionId: string, done: (error?: Error | null) => void): void {
    this.offered += 1;
    const temper = this.temper(mail);
    if (typeof temper === 'number') return done(Object.assign(new Error('not now'), { responseCode: temper }));
    this.mails.push(mail);
    for (const wake of this.waiting.splice(0)) wake();
    if (temper === 'take') return done();
    for (const connection of this.server.connections as Set<{ id: string; _socket: { destroy(): void } }>) if (connection.id === sessionId) connection._socket.destroy();
  }
}
