/** The API of production with the processes of the benchmark. */
import 'reflect-metadata';
import { createDataSource } from '@libs/persistence/data-source';
import { loadConfig } from '@libs/platform/config/config';
import { createLogger } from '@libs/platform/logging/logger';
import { createApp } from '../../apps/api/src/create-app';
import { BENCH_DESKS } from './processes/desks';

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const { databaseUrl, databasePoolMax, databaseStatementTimeoutMs } = config;
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: databasePoolMax, applicationName: 'qingdun-api', statementTimeoutMs: databaseStatementTimeoutMs }).initialize();
  const app = await createApp({ config, dataSource, logger: createLogger({ service: 'api', level: config.logLevel }), desks: BENCH_DESKS });
  await app.listen(config.port, config.host);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
