import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import type { Logger } from '@libs/platform/logging/logger';
import { createRegistry } from '@libs/platform/metrics/registry';
import { Registry } from 'prom-client';
import { DataSource, EntityManager } from 'typeorm';
import { DatabaseShutdown } from './database-shutdown';
import { LOGGER } from './logger.token';

/** What every module of the API stands on; made by the entry point, not by the container. */
export interface PlatformParts {
  readonly config: Config;
  readonly dataSource: DataSource;
  readonly logger: Logger;
}

/** Configuration, database, log and metrics, injectable everywhere. */
@Global()
@Module({})
export class PlatformModule {
  static with({ config, dataSource, logger }: PlatformParts): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: Config, useValue: config },
        { provide: DataSource, useValue: dataSource },
        // The repositories of libs/persistence: outside a transaction each statement takes a connection of the pool.
        { provide: EntityManager, useFactory: () => dataSource.manager },
        { provide: LOGGER, useValue: logger },
        { provide: Registry, useFactory: () => createRegistry({ service: 'api' }) },
        DatabaseShutdown,
      ],
      exports: [Config, DataSource, EntityManager, LOGGER, Registry],
    };
  }
}
