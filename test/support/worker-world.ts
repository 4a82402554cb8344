/** A worker of our own beside the record's world: real Temporal, real PostgreSQL. */
import { rmSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { loadConfig } from '@libs/platform/config/config';
import { DESKS } from '@workflows/processes/desks';
import { bundleStories } from '../../apps/worker/src/bundle/bundle';
import { createWorker } from '../../apps/worker/src/create-worker';
import { EngineWatch } from './engine-watch';
import { RecordWorld } from './record-world';
import { SILENT } from './silent';
import { temporalAddress } from './stack/engine';
import { testHome } from './stack/shared-stack';

let bundle: Promise<WorkflowBundleWithSourceMap> | undefined;
export const storiesBundle = (): Promise<WorkflowBundleWithSourceMap> => (bundle ??= bundleStories());

export class WorkerWorld {
  private worker?: INestApplicationContext;

  private constructor(
    readonly world: RecordWorld,
    readonly engine: EngineWatch,
    readonly home: string,
  ) {}

  static async create(): Promise<WorkerWorld> {
    const world = await RecordWorld.create();
    const engine = await EngineWatch.open(temporalAddress(), world.database.ownerUrl);
    const own = new WorkerWorld(world, engine, testHome());
    await own.start();
    return own;
  }

  /** @param change variables of the environment that differ from the usual ones */
  async start(change: Readonly<Record<string, string>> = {}): Promise<void> {
    const env = { DATABASE_URL: this.world.database.appUrl, TEMPORAL_ADDRESS: temporalAddress(), QINGDUN_HOME: this.home, WORKER_PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', YEARLY_RUNS: 'false', ...change };
    this.worker = await createWorker({ config: loadConfig(env), logger: SILENT, desks: DESKS, workflowBundle: await storiesBundle() });
  }

  /** Stops the worker; the record and the engine stay. */
  async stop(): Promise<void> {
    await this.worker?.close();
    this.worker = undefined;
  }

  async destroy(): Promise<void> {
    await this.stop();
    await this.engine.close();
    await this.world.destroy();
    rmSync(this.home, { recursive: true, force: true });
  }
}
