import { Global, Inject, Injectable, Module, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import type { Logger } from '@libs/platform/logging/logger';
import type { Desks } from '@libs/record/desk';
import { pinDefinitions } from '@libs/record/pin-definitions';
import { createRecordPool } from '@libs/record/pool';
import { CaseRecord } from '@libs/record/record';
import { LOGGER } from '../platform/logger.token';
import { DESKS_OFFERED } from './desks.token';
import { RefusedActs } from './refused-acts';

/** Pins the definitions before the first request; counted refusals are written before the end. */
@Injectable()
class RecordLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private flushing?: NodeJS.Timeout;

  constructor(
    private readonly record: CaseRecord,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    // An idle connection that the server ends is no error of ours: the next statement opens another.
    record.pool.on('error', () => this.logger.warn('a connection to PostgreSQL ended'));
  }

  async onApplicationBootstrap(): Promise<void> {
    await pinDefinitions(this.record.pool, this.record.desks);
    this.flushing = setInterval(() => void this.record.refusals.flush().catch(() => undefined), 60_000).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.flushing);
    await this.record.refusals.flush().catch(() => undefined);
    await this.record.pool.end();
  }
}

/** The record, on connections of its own. */
@Global()
@Module({
  providers: [
    {
      provide: CaseRecord,
      useFactory: ({ databaseUrl, databasePoolMax, databaseStatementTimeoutMs }: Config, desks: Desks) =>
        new CaseRecord(createRecordPool({ url: databaseUrl, size: databasePoolMax, statementTimeoutMs: databaseStatementTimeoutMs }), desks),
      inject: [Config, DESKS_OFFERED],
    },
    RecordLifecycle,
    RefusedActs,
  ],
  exports: [CaseRecord, RefusedActs],
})
export class RecordModule {}
