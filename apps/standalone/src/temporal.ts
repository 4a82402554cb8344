import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { StackError, reasonOf } from './errors';
import { freePort, rememberedPort } from './ports';
import { ManagedProcess } from './processes';
import { searchAttributeFlags } from './search-attributes';
import { StateFile } from './state';
import { type TemporalBinary, findTemporal } from './temporal-binary';

/** A Temporal server, ours or a given one. */
export interface Temporal {
  /** `host:port` of the frontend. */
  address: string;
  /** Where an operator looks at workflows; known for our own server only. */
  uiUrl: string | undefined;
  origin: 'given' | TemporalBinary['origin'];
  readonly pid: number | undefined;
  /** The store of our own server, one SQLite file with its journal beside it. */
  dbFile: string | undefined;
  stop(): Promise<void>;
  /** As a crash would. It stays down until `restart`. */
  kill9(): Promise<void>;
  restart(): Promise<void>;
  /** Deletes the store, while the server is down: everything that the engine knows is lost. */
  deleteStore(): void;
}

export interface TemporalOptions {
  home: string;
  log: (line: string) => void;
  /** Restart it when it ends unasked; false by default. */
  keepAlive?: boolean;
  /** `TEMPORAL_ADDRESS` in it names a given server. */
  env?: NodeJS.ProcessEnv;
}

/** One partition: a single node gains nothing from spreading a task queue. Limits are raised until they are never what is felt. */
const DYNAMIC_CONFIG = {
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  'frontend.rps': 20_000,
  'frontend.namespaceRPS': 20_000,
  'frontend.persistenceMaxQPS': 50_000,
  'history.persistenceMaxQPS': 50_000,
  'matching.persistenceMaxQPS': 50_000,
};

const NAMESPACE = 'default';

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Asks for the namespace, on a connection of its own. @throws when it does not answer within `timeoutMs` */
async function ask(address: string, timeoutMs: number): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: timeoutMs });
  try {
    await connection.withDeadline(Date.now() + timeoutMs, () => connection.workflowService.describeNamespace({ namespace: NAMESPACE }));
  } finally {
    await connection.close();
  }
}

// A gRPC connection that fails once waits a second before it tries again: knock on the port first.
const answers = async (port: number): Promise<boolean> =>
  (await listens(port)) &&
  (await ask(`127.0.0.1:${port}`, 1_000).then(
    () => true,
    () => false,
  ));

/** Finds or starts Temporal: a given server, else its command-line tool's own with a database file. @throws StackError */
export async function provideTemporal(options: TemporalOptions): Promise<Temporal> {
  const given = (options.env ?? process.env).TEMPORAL_ADDRESS;
  return given ? await useGiven(given) : await startOwn(options);
}

async function useGiven(address: string): Promise<Temporal> {
  await ask(address, 10_000).catch((error: unknown) => {
    throw new StackError(`TEMPORAL_ADDRESS 指定的服务没有应答 (the server in TEMPORAL_ADDRESS does not answer): ${reasonOf(error)}`);
  });
  const notOurs = (): Promise<void> => Promise.reject(new Error('a given Temporal server is not ours to kill or restart'));
  const deleteStore = (): void => {
    throw new Error('the store of a given Temporal server is not ours to delete');
  };
  return { address, uiUrl: undefined, origin: 'given', pid: undefined, dbFile: undefined, stop: () => Promise.resolve(), kill9: notOurs, restart: notOurs, deleteStore };
}

const storeFiles = (dbFile: string): string[] => ['', '-wal', '-shm'].map((tail) => dbFile + tail);

/**
 * A store is read by the version that wrote it only. Another version gets an empty one and the old one is kept aside:
 * the record starts every open case again, so nothing is lost but the engine's own history.
 */
function setAsideOther(state: StateFile, dbFile: string, version: string, log: (line: string) => void): void {
  const before = state.read().versions.temporal;
  state.update((next) => {
    next.versions.temporal = version;
  });
  if (before === undefined || before === version || !existsSync(dbFile)) return;
  for (const file of storeFiles(dbFile)) if (existsSync(file)) renameSync(file, file.replace(dbFile, `${dbFile}.${before}`));
  log(`Temporal 由 ${before} 变为 ${version}，旧存储保留为 ${dbFile}.${before}，办件将由记录重建 (Temporal changed from ${before} to ${version}: its old store is kept aside and open cases start again from the record)`);
}

async function startOwn({ home, log, keepAlive = false, env = process.env }: TemporalOptions): Promise<Temporal> {
  const state = new StateFile(home);
  const binary = await findTemporal({ env, log });
  mkdirSync(join(home, 'temporal'), { recursive: true });
  const dbFile = join(home, 'temporal', 'temporal.db');
  setAsideOther(state, dbFile, binary.version, log);
  const port = await rememberedPort(state, 'temporal');
  const uiPort = await rememberedPort(state, 'temporalUi');
  const httpPort = await freePort([port, uiPort]);
  const server = new ManagedProcess(
    {
      name: 'temporal',
      command: binary.path,
      args: [
        ...`server start-dev --ip 127.0.0.1 --port ${port} --ui-port ${uiPort} --http-port ${httpPort} --ui-disable-news-fetch --log-level error`.split(' '),
        '--db-filename',
        dbFile,
        '--sqlite-pragma',
        'journal_mode=wal',
        ...Object.entries(DYNAMIC_CONFIG).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]),
        ...searchAttributeFlags(),
      ],
      env: { ...env, GOGC: env.GOGC ?? '400' },
      cwd: home,
      marker: dbFile,
      stopSignal: 'SIGTERM',
      graceMs: 15_000,
      isReady: () => answers(port),
      readyTimeoutMs: 90_000,
      retryForMs: 5_000,
    },
    { home, state, log, keepAlive },
  );
  await server.start();
  return {
    address: `127.0.0.1:${port}`,
    uiUrl: `http://127.0.0.1:${uiPort}`,
    origin: binary.origin,
    dbFile,
    get pid() {
      return server.pid;
    },
    stop: () => server.stop(),
    kill9: () => server.kill9(),
    restart: () => server.restart(),
    deleteStore: () => {
      if (server.pid !== undefined) throw new Error('stop the Temporal server before its store is deleted');
      for (const file of storeFiles(dbFile)) rmSync(file, { force: true });
    },
  };
}
