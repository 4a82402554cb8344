import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Runtime } from '@temporalio/worker';
import { NestLogger } from '@libs/platform/logging/nest-logger';
import { temporalMetrics } from './health/temporal-metrics';
import { WORKER_PARTS, type WorkerParts, type WorkerSpec } from './worker-parts';
import { WorkerService } from './worker.service';

@Module({})
class WorkerModule {
  static with(parts: WorkerParts): DynamicModule {
    return { module: WorkerModule, providers: [{ provide: WORKER_PARTS, useValue: parts }, WorkerService] };
  }
}

/** The worker, started: closing the context stops it. */
export async function createWorker(parts: WorkerSpec): Promise<INestApplicationContext> {
  const metrics = await temporalMetrics();
  // Nest hears the signals of the process; two listeners would race.
  Runtime.install({ shutdownSignals: [], logger: temporalLogger(parts), telemetryOptions: { metrics: metrics.options } });
  const app = await NestFactory.createApplicationContext(WorkerModule.with({ ...parts, temporalMetrics: metrics.read }), { logger: new NestLogger(parts.logger), abortOnError: false });
  app.enableShutdownHooks();
  return app;
}

/** Temporal's own lines, at a level that an operator of Qingdun has use for. */
const temporalLogger = ({ logger }: WorkerSpec): NonNullable<Parameters<typeof Runtime.install>[0]['logger']> => ({
  log: (level, message) => (level === 'ERROR' ? logger.error({ temporal: level }, message) : logger.debug({ temporal: level }, message)),
  trace: () => undefined,
  debug: () => undefined,
  info: (message) => logger.debug({ temporal: 'INFO' }, message),
  warn: (message) => logger.warn({ temporal: 'WARN' }, message),
  error: (message) => logger.error({ temporal: 'ERROR' }, message),
});
