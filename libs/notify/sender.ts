/** Sends what is due by one channel: no faster than it may, and each message until it has arrived or was tried often enough. */
import type { TokenBucket } from 'limiter';
import type { Pool } from 'pg';
import { failureKind } from '@libs/platform/logging/failure-kind';
import { pauseMs, type Backoff } from './backoff';
import { RejectedError, type Channel, type SentBy } from './channel';
import { claim, postpone, settle, type Claimed } from './deliveries';
import { left } from './rate';

export type DeliveryResult = 'sent' | 'failed' | 'dead';

export interface SenderOptions<To> {
  readonly pool: Pool;
  readonly channel: Channel<To>;
  /** A token a message. */
  readonly rate: TokenBucket;
  readonly backoff: Backoff;
  /** After so many it is dead. */
  readonly mostAttempts: number;
  /** Of more messages to one person one is made. */
  readonly mergeAbove?: () => Promise<number>;
  readonly onResult?: (channel: SentBy, result: DeliveryResult, failure?: string) => void;
}

/** Sent side by side. */
const AT_ONCE = 16;

export class Sender<To> {
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly options: SenderOptions<To>) {}

  get channel(): SentBy {
    return this.options.channel.name;
  }

  /** Begins to send what is due, as far as there is room; returns how many. None is taken that may not be sent at once, and who answers slowly holds up no other. */
  async round(): Promise<number> {
    const { pool, channel, rate, mergeAbove } = this.options;
    if (this.underWay.size >= AT_ONCE) await Promise.race(this.underWay);
    const room = Math.min(AT_ONCE - this.underWay.size, left(rate));
    if (room <= 0) return 0;
    const parcels = await claim<To>(pool, channel.name, room, await mergeAbove?.());
    rate.tryRemoveTokens(parcels.length);
    for (const parcel of parcels) {
      // Where the outcome could not be written, it is taken up again like what a worker died over.
      const sending = this.send(parcel).catch(() => undefined).finally(() => this.underWay.delete(sending));
      this.underWay.add(sending);
    }
    return parcels.length;
  }

  /** Once what is under way has ended. */
  async drain(): Promise<void> {
    await Promise.all(this.underWay);
  }

  close(): void {
    this.options.channel.close();
  }

  private async send(parcel: Claimed<To>): Promise<void> {
    const { pool, channel, onResult } = this.options;
    try {
      await channel.send(parcel);
    } catch (error) {
      return this.failed(parcel, error);
    }
    await settle(pool, 'SENT', parcel.deliveryIds);
    onResult?.(channel.name, 'sent');
  }

  private async failed({ deliveryIds, attempts }: Claimed<To>, error: unknown): Promise<void> {
    const { pool, channel, backoff, mostAttempts, onResult } = this.options;
    const failure = failureKind(error);
    const dead = error instanceof RejectedError || attempts >= mostAttempts;
    if (dead) await settle(pool, 'DEAD', deliveryIds, failure);
    else await postpone(pool, deliveryIds, { pauseMs: pauseMs(attempts, backoff), failure });
    onResult?.(channel.name, dead ? 'dead' : 'failed', failure);
  }
}
