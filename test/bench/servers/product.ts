/** The product under test: api and worker of production, with the benchmark's processes beside nothing else. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client as Temporal, Connection } from '@temporalio/client';
import { Pool } from 'pg';
import { isOk, NODE_ARGS } from '../../../apps/standalone/src/node-service';
import { freePort } from '../../../apps/standalone/src/ports';
import { withClient } from '../../../apps/standalone/src/postgres';
import { migrate, seed } from '../../../apps/standalone/src/prepare-database';
import { ensureSearchAttributes } from '../../../apps/standalone/src/search-attributes';
import type { Tellings } from '../measure/telling';
import type { Watched } from '../measure/processes';
import { DEADLINE_POLICY } from '../processes/approvals';
import { writeBenchBundle } from '../processes/bundle';
import type { Backing } from './backing';
import { startNode, stopChild, untilReady } from './child';

/** After so long a deadline case lapses: soon enough to be urgent from its first event on. */
export const DEADLINE_SECONDS = 10;

export interface Product {
  readonly apiUrl: string;
  readonly accountsFile: string;
  /** The owner's connections: for looking, not for acting. */
  readonly owner: Pool;
  readonly temporal: Temporal;
  readonly database: string;
  readonly pids: Watched;
  /** What the worker saw since the last call. */
  tellings(): Promise<Tellings>;
  /** For what is only read: nothing in the engine stands behind it. */
  stopWorker(): Promise<void>;
  stop(): Promise<void>;
}

export interface ProductOptions {
  readonly home: string;
  readonly backing: Backing;
  /** A folder for CPU profiles of api and worker. */
  readonly profileTo?: string;
}

export async function startProduct({ home, backing, profileTo }: ProductOptions): Promise<Product> {
  mkdirSync(home, { recursive: true });
  const accountsFile = join(home, 'demo-accounts.json');
  const appUrl = await migrate(backing.ownerUrl, 'bench');
  await seed({ ownerUrl: backing.ownerUrl, appUrl, accountsFile });
  await withClient(backing.ownerUrl, (client) => client.query(DEADLINE_ROW, [DEADLINE_POLICY, JSON.stringify({ type: 'DURATION', amount: DEADLINE_SECONDS, unit: 'SECOND' })]));
  const connection = await Connection.connect({ address: backing.temporalAddress });
  await ensureSearchAttributes(connection, 'default');
  const bundle = join(home, 'workflow-bundle.js');
  await writeBenchBundle(bundle);

  const apiPort = await freePort();
  const workerPort = await freePort([apiPort]);
  const env = { NODE_ENV: 'production', QINGDUN_HOME: home, HOST: '127.0.0.1', DATABASE_URL: appUrl, TEMPORAL_ADDRESS: backing.temporalAddress, PORT: String(apiPort), WORKER_PORT: String(workerPort), LOG_LEVEL: 'warn', SECOND_FACTOR: 'off', YEARLY_RUNS: 'false', BENCH_BUNDLE: bundle };
  const profiling = profileTo === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileTo}`];
  const start = (name: 'api' | 'worker'): ChildProcess => startNode(join(__dirname, '..', `${name}-main.js`), { log: join(home, `${name}.log`), env, nodeArgs: [...NODE_ARGS[name], ...profiling] });
  const [api, worker] = [start('api'), start('worker')];
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  await untilReady(api, () => isOk(`${apiUrl}/health/ready`), 'the api');
  await untilReady(worker, () => isOk(`http://127.0.0.1:${workerPort}/health/ready`), 'the worker');

  const owner = new Pool({ connectionString: backing.ownerUrl, max: 4, application_name: 'bench' });
  return {
    apiUrl,
    accountsFile,
    owner,
    temporal: new Temporal({ connection }),
    database: backing.database,
    pids: { ...backing.pids, api: api.pid ?? 0, worker: worker.pid ?? 0 },
    tellings: async () => {
      worker.send('take');
      const [tellings] = await once(worker, 'message');
      // Sent by `watchTelling` in the worker.
      return tellings as Tellings;
    },
    stopWorker: () => stopChild(worker),
    stop: async () => {
      await stopChild(api);
      await stopChild(worker);
      await owner.end();
      await connection.close();
    },
  };
}

const DEADLINE_ROW = `INSERT INTO policies (key, effective_from, title, value, basis, basis_class, verified) VALUES ($1, '2025-01-01', '基准时限', $2, '性能基准', 'D', false)`;
