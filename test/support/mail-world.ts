/** People with mail addresses, a mail server, and what the worker does to bring the two together. */
import { takeUpAbandoned } from '@libs/notify/deliveries';
import { plainAddress } from '@libs/notify/links';
import { mailChannel } from '@libs/notify/mail/mail-channel';
import type { MailTo } from '@libs/notify/mail/mail-text';
import { perMinute } from '@libs/notify/rate';
import { Sender, type SenderOptions } from '@libs/notify/sender';
import { spreadNotices } from '@libs/notify/spread';
import { MailServer } from './mail-server';
import { RecordWorld } from './record-world';

export const PUBLIC_URL = 'https://qingdun.example';
export const addressOf = (account: string): string => `${account}@mail.example`;

export class MailWorld {
  private senders: Sender<MailTo>[] = [];

  private constructor(
    readonly world: RecordWorld,
    readonly server: MailServer,
  ) {}

  static async create(world?: RecordWorld): Promise<MailWorld> {
    const own = new MailWorld(world ?? (await RecordWorld.create()), await MailServer.start());
    await own.world.owner.query(`UPDATE persons SET email = account || '@mail.example'`);
    return own;
  }

  /** Without limit, and impatient, unless it is said otherwise. */
  sender(options: Partial<SenderOptions<MailTo>> = {}): Sender<MailTo> {
    const channel = mailChannel({ smtpUrl: this.server.url, from: '青盾 <qingdun@qingdun.example>', publicUrl: PUBLIC_URL, taskAddress: plainAddress(PUBLIC_URL) });
    const sender = new Sender({ pool: this.world.pool, channel, rate: perMinute(1_000_000), backoff: { firstMs: 1, mostMs: 1 }, mostAttempts: 5, ...options });
    this.senders.push(sender);
    return sender;
  }

  async spread(): Promise<void> {
    while ((await spreadNotices(this.world.pool, { channels: ['MAIL'] })) > 0);
  }

  /** Spreads, and sends until nothing is left to send: what has to wait becomes due at once. */
  async deliver(sender = this.sender()): Promise<void> {
    await this.spread();
    while ((await this.states(['PENDING', 'SENDING'])) > 0) {
      await this.world.owner.query(`UPDATE deliveries SET due_at = clock_timestamp() WHERE state = 'PENDING'`);
      await takeUpAbandoned(this.world.pool, 5_000);
      await sender.round();
      await sender.drain();
    }
  }

  states(states: readonly string[]): Promise<number> {
    return this.world.count('deliveries', `channel = 'MAIL' AND state IN (${states.map((state) => `'${state}'`).join(', ')})`);
  }

  async destroy(): Promise<void> {
    for (const sender of this.senders) sender.close();
    await this.server.stop();
    await this.world.destroy();
  }
}
