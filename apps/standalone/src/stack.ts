import { join } from 'node:path';
import { lockHome, runningIn } from './lock';
import { nodeService } from './node-service';
import { apiPort, rememberedPort } from './ports';
import { type Postgres, providePostgres } from './postgres';
import { migrate, seed } from './prepare-database';
import type { ManagedProcess, ProcessHost } from './processes';
import { reapStale } from './reap';
import { registerSearchAttributes } from './search-attributes';
import { secret } from './secrets';
import { StateFile } from './state';
import { type Temporal, provideTemporal } from './temporal';

/** The whole stack, ready. */
export interface Stack {
  /** e.g. `http://127.0.0.1:3000` */
  apiUrl: string;
  /** `[{account, password, name, assignments}]` */
  accountsFile: string;
  /** Connection of the owner of the database, and of the application's role. */
  ownerUrl: string;
  appUrl: string;
  postgres: Postgres;
  temporal: Temporal;
  api: ManagedProcess;
  worker: ManagedProcess;
  /** Ends worker, api, Temporal and PostgreSQL, in this order, and frees the home. Once, however often it is called. */
  stop(): Promise<void>;
}

export interface StackOptions {
  home: string;
  env?: NodeJS.ProcessEnv;
  log: (line: string) => void;
  /** Restart what ends unasked; true by default. */
  keepAlive?: boolean;
  /** Ends a start that is under way, as well as what it has started so far. */
  signal?: AbortSignal;
}

/** Address of the API of the stack that runs in this home now. */
export function runningStack(home: string): string | undefined {
  return runningIn(home) ? new StateFile(home).read().apiUrl : undefined;
}

/** Starts everything. What was started is stopped again when a later part fails. @throws StackError */
export async function startStack({ home, env = process.env, log, keepAlive = true, signal }: StackOptions): Promise<Stack> {
  const state = new StateFile(home);
  const unlock = lockHome(home);
  const undo: (() => Promise<void>)[] = [];
  let unwinding = Promise.resolve();
  const unwind = (): Promise<void> => (unwinding = unwinding.then(() => runAll(undo)));
  const stop = (): Promise<void> => unwind().then(unlock);
  signal?.addEventListener('abort', () => void unwind(), { once: true });
  const host: ProcessHost = { home, state, log, keepAlive };
  try {
    const stale = await reapStale(state);
    if (stale.length > 0) log(`已清理上次遗留的进程 (ended what an earlier start had left): ${stale.join(', ')}`);
    const port = await apiPort(env);

    log('启动 PostgreSQL (starting PostgreSQL)');
    const postgres = await providePostgres({ home, log, keepAlive, env });
    undo.push(() => postgres.stop());
    signal?.throwIfAborted();

    log('启动 Temporal (starting Temporal)');
    const temporal = await provideTemporal({ home, log, keepAlive, env });
    undo.push(() => temporal.stop());
    if (temporal.origin === 'given') await registerSearchAttributes(temporal.address, env.TEMPORAL_NAMESPACE || 'default');
    signal?.throwIfAborted();

    log('迁移数据库，写入演示数据 (migrating and seeding the database)');
    const ownerUrl = postgres.url;
    const appUrl = await migrate(ownerUrl, secret(home, 'postgres-app'));
    const accountsFile = join(home, 'demo-accounts.json');
    await seed({ ownerUrl, appUrl, accountsFile });
    signal?.throwIfAborted();

    log('启动 api 与 worker (starting api and worker)');
    const apiUrl = `http://127.0.0.1:${port}`;
    const { api, worker } = await makeServices({ env, host, port, appUrl, temporalAddress: temporal.address });
    undo.push(() => api.stop(), () => worker.stop());
    await Promise.all([api.start(), worker.start()]);
    signal?.throwIfAborted();

    state.update((next) => {
      next.apiUrl = apiUrl;
    });
    return { apiUrl, accountsFile, ownerUrl, appUrl, postgres, temporal, api, worker, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface ServiceOptions {
  env: NodeJS.ProcessEnv;
  host: ProcessHost;
  port: number;
  appUrl: string;
  temporalAddress: string;
}

async function makeServices({ env, host, port, appUrl, temporalAddress }: ServiceOptions): Promise<{ api: ManagedProcess; worker: ManagedProcess }> {
  const healthPort = await rememberedPort(host.state, 'workerHealth');
  const shared = {
    ...env,
    NODE_ENV: 'production',
    QINGDUN_HOME: host.home,
    HOST: env.HOST || '127.0.0.1', // the demonstration's passwords are known to everybody
    SECOND_FACTOR: env.SECOND_FACTOR || 'off', // and nobody of it has an authenticator
    SECOND_FACTOR_KEY: env.SECOND_FACTOR_KEY || Buffer.from(secret(host.home, 'second-factor'), 'base64url').toString('hex'),
    DATABASE_URL: appUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    WEBHOOK_SECRETS_KEY: env.WEBHOOK_SECRETS_KEY || secret(host.home, 'webhook-secrets'),
    PUBLIC_URL: env.PUBLIC_URL || `http://127.0.0.1:${port}`,
    LINK_KEY: env.LINK_KEY || secret(host.home, 'links'),
  };
  const healthOn = (of: number): string => `http://127.0.0.1:${of}/health/ready`;
  return {
    api: nodeService({ name: 'api', env: { ...shared, PORT: String(port) }, healthUrl: healthOn(port) }, host),
    worker: nodeService({ name: 'worker', env: { ...shared, WORKER_PORT: String(healthPort) }, healthUrl: healthOn(healthPort) }, host),
  };
}

/** The last started is stopped first. */
async function runAll(undo: (() => Promise<void>)[]): Promise<void> {
  for (let last = undo.pop(); last; last = undo.pop()) await last();
}
