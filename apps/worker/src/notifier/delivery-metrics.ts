import { Counter, type Registry } from 'prom-client';
import type { SentBy } from '@libs/notify/channel';
import type { DeliveryResult } from '@libs/notify/sender';

/** How attempts to deliver a message ended. */
export class DeliveryMetrics {
  private readonly results: Counter<'channel' | 'result'>;

  constructor(registry: Registry) {
    this.results = new Counter({ name: 'notification_deliveries_total', help: 'Attempts to deliver a message: sent, failed and tried again, or given up.', labelNames: ['channel', 'result'], registers: [registry] });
  }

  ended(channel: SentBy, result: DeliveryResult): void {
    this.results.inc({ channel, result });
  }
}
