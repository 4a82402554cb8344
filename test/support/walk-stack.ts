/** The API and a worker over one database, with the walker of the demonstration in it. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { loadConfig } from '@libs/platform/config/config';
import { DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import { deliverChildEnd, untoldChildEnds } from '@libs/record/children';
import { settleOverdue } from '@libs/record/engine';
import { CaseRecord } from '@libs/record/record';
import { DESKS } from '@workflows/processes/desks';
import { Sessions } from '../../apps/standalone/src/demo/client';
import { Walker } from '../../apps/standalone/src/demo/walker';
import { createWorker } from '../../apps/worker/src/create-worker';
import { startApi, type TestApi } from './api';
import { EngineWatch } from './engine-watch';
import { ForwardedTime } from './forwarded-time';
import { SILENT } from './silent';
import { temporalAddress } from './stack/engine';
import { storiesBundle } from './worker-world';

const TELL_PARENTS_EVERY_MS = 300;

/** The worker tells parents every few seconds; a suite of walks does not wait for that. */
async function tellParents(record: CaseRecord, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const end of await untoldChildEnds(record.pool)) await deliverChildEnd(record, end);
    await wait(TELL_PARENTS_EVERY_MS);
  }
}

export class WalkStack {
  readonly walker: Walker;
  private readonly ending = new AbortController();
  private readonly telling: Promise<void>;

  private constructor(
    readonly api: TestApi,
    readonly engine: EngineWatch,
    private readonly worker: INestApplicationContext,
  ) {
    const record = api.app.get(CaseRecord);
    this.telling = tellParents(record, this.ending.signal);
    const time = new ForwardedTime((sql, values) => engine.owner.query(sql, values), (caseId) => settleOverdue(record, caseId));
    this.walker = new Walker(new Sessions(api.url, () => DEMO_PASSWORD), time);
  }

  static async start(): Promise<WalkStack> {
    // `LOG_LEVEL=error` shows why a walk was answered with 500.
    const api = await startApi({ env: { LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' } });
    const engine = await EngineWatch.open(temporalAddress(), api.database.ownerUrl);
    const env = { DATABASE_URL: api.database.appUrl, TEMPORAL_ADDRESS: temporalAddress(), QINGDUN_HOME: join(api.home, 'data'), WORKER_PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', YEARLY_RUNS: 'false' };
    const worker = await createWorker({ config: loadConfig(env), logger: SILENT, desks: DESKS, workflowBundle: await storiesBundle() });
    return new WalkStack(api, engine, worker);
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.telling;
    await this.worker.close();
    await this.engine.close();
    await this.api.close();
  }
}
