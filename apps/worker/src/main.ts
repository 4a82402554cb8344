import 'reflect-metadata';
import { loadConfig } from '@libs/platform/config/config';
import { ConfigError } from '@libs/platform/config/settings';
import { createLogger } from '@libs/platform/logging/logger';
import { startTracing } from '@libs/platform/tracing/tracing';
import { DefinitionChangedError } from '@libs/record/pin-definitions';
import { DESKS } from '@workflows/processes/desks';
import { BUNDLE_FILE } from './bundle/bundle-file';
import { createWorker } from './create-worker';
import { giveWay } from './give-way';

async function main(): Promise<void> {
  giveWay();
  const config = loadConfig(process.env);
  const logger = createLogger({ service: 'worker', level: config.logLevel });
  await createWorker({ config, logger, desks: DESKS, workflowBundle: { codePath: BUNDLE_FILE }, tracing: startTracing({ service: 'worker', endpoint: config.otlpEndpoint }) });
  logger.info('worker started');
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) for (const sentence of error.sentences) console.error(sentence);
  else console.error(error instanceof DefinitionChangedError ? error.message : error);
  process.exit(1);
});
