/** The worker of production with the processes of the benchmark. */
import 'reflect-metadata';
import { loadConfig } from '@libs/platform/config/config';
import { createLogger } from '@libs/platform/logging/logger';
import { createWorker } from '../../apps/worker/src/create-worker';
import { giveWay } from '../../apps/worker/src/give-way';
import { watchTelling } from './measure/telling';
import { BENCH_DESKS } from './processes/desks';

async function main(): Promise<void> {
  const codePath = process.env['BENCH_BUNDLE'];
  if (!codePath) throw new Error('BENCH_BUNDLE is not set');
  giveWay();
  watchTelling();
  const config = loadConfig(process.env);
  await createWorker({ config, logger: createLogger({ service: 'worker', level: config.logLevel }), desks: BENCH_DESKS, workflowBundle: { codePath } });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
