import 'reflect-metadata';
import { DESKS } from '@workflows/processes/desks';
import { createDataSource } from '@libs/persistence/data-source';
import { type Config, loadConfig } from '@libs/platform/config/config';
import { ConfigError } from '@libs/platform/config/settings';
import { createLogger, type Logger } from '@libs/platform/logging/logger';
import { startTracing } from '@libs/platform/tracing/tracing';
import type { DataSource } from 'typeorm';
import { setTimeout as pause } from 'node:timers/promises';
import { createApp } from './create-app';
import { isDatabaseUnreachable } from '@libs/platform/errors/database-unreachable';

const RETRY_MS = 500;
const GIVE_UP_MS = 60_000;

/** Connects, and waits for a database that is just starting: both are started, and restarted, at the same moment. */
async function connect({ databaseUrl, databasePoolMax, databaseStatementTimeoutMs }: Config, logger: Logger): Promise<DataSource> {
  const dataSource = createDataSource({ url: databaseUrl, poolSize: databasePoolMax, applicationName: 'qingdun-api', statementTimeoutMs: databaseStatementTimeoutMs });
  const giveUpAt = Date.now() + GIVE_UP_MS;
  for (;;) {
    try {
      return await dataSource.initialize();
    } catch (error) {
      if (!isDatabaseUnreachable(error) || Date.now() > giveUpAt) throw error;
      logger.warn('waiting for PostgreSQL');
      await pause(RETRY_MS);
    }
  }
}

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const logger = createLogger({ service: 'api', level: config.logLevel });
  const dataSource = await connect(config, logger);
  const app = await createApp({ config, dataSource, logger, desks: DESKS, tracing: startTracing({ service: 'api', endpoint: config.otlpEndpoint }) });
  await app.listen(config.port, config.host);
  logger.info({ address: await app.getUrl() }, 'listening');
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) console.error(error.message);
  else createLogger({ service: 'api', level: 'error' }).fatal({ err: error }, 'the API could not start');
  process.exit(1);
});
