import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Tracing } from '@libs/platform/tracing/tracing';

/** Sends the traces of what was answered last. */
@Injectable()
export class TracingShutdown implements OnApplicationShutdown {
  constructor(private readonly tracing: Tracing | undefined) {}

  async onApplicationShutdown(): Promise<void> {
    await this.tracing?.shutdown().catch(() => undefined);
  }
}
