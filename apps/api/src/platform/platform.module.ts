import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import type { Desks } from '@libs/record/desk';
import type { Logger } from '@libs/platform/logging/logger';
import type { Tracing } from '@libs/platform/tracing/tracing';
import { createRegistry } from '@libs/platform/metrics/registry';
import { Registry } from 'prom-client';
import { DataSource, EntityManager } from 'typeorm';
import { DESKS_OFFERED } from '../record/desks.token';
import { DatabaseShutdown } from './database-shutdown';
import { LOGGER } from './logger.token';
import { TracingShutdown } from './tracing-shutdown';

/** What every module of the API stands on; made by the entry point, not by the container. */
export interface PlatformParts {
  readonly config: Config;
  readonly dataSource: DataSource;
  readonly logger: Logger;
  /** The processes that this API offers. */
  readonly desks: Desks;
  /** Where somebody collects traces. */
  readonly tracing?: Tracing;
}

/** Configuration, database, log and metrics, injectable everywhere. */
@Global()
@Module({})
export class PlatformModule {
  static with({ config, dataSource, logger, desks, tracing }: PlatformParts): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: Config, useValue: config },
        { provide: DataSource, useValue: dataSource },
        // The repositories of libs/persistence: outside a transaction each statement takes a connection of the pool.
        { provide: EntityManager, useFactory: () => dataSource.manager },
        { provide: LOGGER, useValue: logger },
        { provide: DESKS_OFFERED, useValue: desks },
        { provide: Registry, useFactory: () => createRegistry({ service: 'api' }) },
        DatabaseShutdown,
        { provide: TracingShutdown, useFactory: () => new TracingShutdown(tracing) },
      ],
      exports: [Config, DESKS_OFFERED, DataSource, EntityManager, LOGGER, Registry],
    };
  }
}
