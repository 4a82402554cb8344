import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from 'node:http';
import type { Pool } from 'pg';
import { AuthorizationDocument } from '@activities/documents/authorization-document';
import { DestructionCertificate } from '@activities/documents/destruction-certificate';
import { caseActivities } from '@activities/case-activities';
import { isDatabaseUnreachable } from '@libs/platform/errors/database-unreachable';
import { ContentStore } from '@libs/platform/files/content-store';
import { failureKind } from '@libs/platform/logging/failure-kind';
import { createRegistry } from '@libs/platform/metrics/registry';
import { beginYearlyRuns, yearlyDesks } from '@libs/record/yearly-runs';
import { pinDefinitions } from '@libs/record/pin-definitions';
import { createRecordPool } from '@libs/record/pool';
import { CaseRecord } from '@libs/record/record';
import { EngineWorker } from './engine-worker';
import { healthServer } from './health/health-server';
import { watchFeasibility } from './housekeeping/feasibility-watch';
import { keepHouse } from './housekeeping/housekeeping';
import { keepSchedules } from './schedules/schedules';
import { Notifier } from './notifier/notifier';
import { DeliveryMetrics } from './notifier/delivery-metrics';
import { sendersOf } from './notifier/senders';
import { reconcile } from './reconciler/reconciler';
import { EngineClient, tellVia } from './relay/engine-client';
import { Relay } from './relay/relay';
import { RelayMetrics } from './relay/relay-metrics';
import { ToldWindow } from './relay/window';
import { whileOwner } from './single-owner';
import { engineTracing } from './tracing/engine-tracing';
import { WORKER_PARTS, type WorkerParts } from './worker-parts';

const KEEP_HOUSE_EVERY_MS = 5_000;
const YEARLY_EVERY_MS = 600_000;
/** What has been due for less is begun by its schedule. */
const LEFT_TO_THE_SCHEDULE_MS = 3_600_000;
const WATCH_FEASIBILITY_EVERY_MS = 10_000;
/** In the first rounds of an owner, and every so often, each run is looked into, whether it is suspicious or not. */
const THOROUGH_ROUNDS = 4;
const THOROUGH_EVERY = 10;
/** Cases that were told and have not run yet: about what one machine's engine works off in two fifths of a second. */
const TOLD_WINDOW = 32;

/** Everything that a worker does, for as long as the application lives. */
@Injectable()
export class WorkerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private loops: Promise<unknown>[] = [];
  private health?: Server;
  private readonly record: CaseRecord;
  private readonly telling: Pool;
  private readonly engine: EngineClient;
  private readonly registry = createRegistry({ service: 'worker' });
  private readonly metrics = new RelayMetrics(this.registry);
  private readonly deliveries = new DeliveryMetrics(this.registry);
  private readonly window = new ToldWindow(TOLD_WINDOW);
  private readonly worker: EngineWorker;

  constructor(@Inject(WORKER_PARTS) private readonly parts: WorkerParts) {
    const { config, logger, desks, workflowBundle } = parts;
    const tracing = engineTracing(parts.tracing);
    const connections = { url: config.databaseUrl, statementTimeoutMs: config.databaseStatementTimeoutMs };
    const pool = createRecordPool({ ...connections, size: config.databasePoolMax, name: 'qingdun engine' });
    // What was told and is not noted is told again, and is heard once.
    this.telling = createRecordPool({ ...connections, size: config.relayInFlight + 1, name: 'qingdun relay', mayForget: true });
    // An idle connection that the server ends is no error of ours: the next statement opens another.
    for (const one of [pool, this.telling]) one.on('error', () => logger.warn('a connection to PostgreSQL ended'));
    this.record = new CaseRecord(pool, desks);
    this.engine = new EngineClient({ address: config.temporalAddress, namespace: config.temporalNamespace, interceptors: tracing.client });
    const store = new ContentStore(config.attachmentsDir);
    const performers = { DOCUMENT: new AuthorizationDocument(pool, store), DESTRUCTION_CERTIFICATE: new DestructionCertificate(pool, store) };
    this.worker = new EngineWorker({
      config,
      logger,
      workflowBundle,
      tracing,
      activities: caseActivities({ record: this.record, performers }),
      ran: (caseId, seq) => {
        this.window.ran(caseId, seq);
        this.metrics.ran(caseId, seq);
      },
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    const { config, logger } = this.parts;
    const { signal } = this.stopping;
    await this.untilPinned();
    this.health = await healthServer({ port: config.workerPort, host: config.host, registry: this.registry, further: this.parts.temporalMetrics, isReady: () => this.isReady() });
    this.loops = [this.worker.run(signal), whileOwner({ databaseUrl: config.databaseUrl, logger, signal, loops: (owning) => this.own(owning) })];
  }

  /** Stops telling first, then polling; what is in flight is waited for. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.loops);
    await this.record.refusals.flush().catch(() => undefined);
    this.health?.close();
    await this.engine.close();
    await Promise.all([this.telling.end(), this.record.pool.end()]);
    await this.parts.tracing?.shutdown().catch(() => undefined);
  }

  /** What one worker alone does. */
  private async own(signal: AbortSignal): Promise<void> {
    const { config, logger } = this.parts;
    const relay = new Relay({ pool: this.telling, tell: tellVia(this.engine.get, config.temporalDeadlineMs), logger, metrics: this.metrics, window: this.window, inFlight: config.relayInFlight });
    let round = 0;
    const isThorough = (): boolean => round < THOROUGH_ROUNDS || round % THOROUGH_EVERY === 0;
    await Promise.all([
      relay.run(signal),
      this.notify(signal),
      this.repeatedly(signal, config.reconcileSeconds * 1_000, 'reconcile', async () => {
        await reconcile({ client: await this.engine.get(), pool: this.record.pool, logger, thorough: isThorough() });
        round += 1;
      }),
      ...(config.yearlyRuns ? [this.repeatedly(signal, YEARLY_EVERY_MS, 'yearly', () => this.expectYearly())] : []),
      this.repeatedly(signal, KEEP_HOUSE_EVERY_MS, 'housekeeping', () => keepHouse(this.record, logger)),
      this.repeatedly(signal, WATCH_FEASIBILITY_EVERY_MS, 'feasibility', () => watchFeasibility({ record: this.record, logger, signal })),
    ]);
  }

  /** Schedules stand as they should, what the year expects is written down, and what no schedule has begun is begun. */
  private async expectYearly(): Promise<void> {
    for (const { process } of yearlyDesks(this.record)) await beginYearlyRuns(this.record, process.definition.id, LEFT_TO_THE_SCHEDULE_MS);
    await keepSchedules(await this.engine.get(), this.record);
  }

  private async notify(signal: AbortSignal): Promise<void> {
    const { config, logger } = this.parts;
    const { record, deliveries: metrics } = this;
    const senders = sendersOf({ config, record, logger, metrics });
    await new Notifier({ pool: record.pool, logger, senders, abandonedMs: config.deliveryAbandonedMs }).run(signal);
    for (const sender of senders) sender.close();
  }

  private async repeatedly(signal: AbortSignal, everyMs: number, task: string, run: () => Promise<unknown>): Promise<void> {
    while (!signal.aborted) {
      await run().catch((error: unknown) => this.parts.logger.warn({ task, failure: failureKind(error) }, 'a round failed, and is tried again'));
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** A database that is just starting is waited for; a definition that was changed without a new version ends the start. */
  private async untilPinned(): Promise<void> {
    for (;;) {
      try {
        return await pinDefinitions(this.record.pool, this.parts.desks);
      } catch (error) {
        if (!isDatabaseUnreachable(error) || this.stopping.signal.aborted) throw error;
        this.parts.logger.warn('waiting for PostgreSQL');
        await pause(500);
      }
    }
  }

  private async isReady(): Promise<boolean> {
    if (!this.worker.running) return false;
    return this.record.pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }
}
