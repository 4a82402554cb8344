import { join } from 'node:path';
import { Client } from 'pg';
import { StackError, reasonOf } from './errors';
import { rememberedPort } from './ports';
import { OLDEST_POSTGRES, findPostgres } from './postgres-binaries';
import { OWNER, chooseBinaries, createCluster, dataVersion } from './postgres-cluster';
import { placeBinaries, placeData } from './postgres-user';
import { ManagedProcess } from './processes';
import { secret } from './secrets';
import { StateFile } from './state';

/** A PostgreSQL server, ours or a given one. */
export interface Postgres {
  /** Connection of the owner to the product's database. */
  url: string;
  /** Connection of the owner to the maintenance database `postgres`, for creating and dropping others. */
  adminUrl: string;
  origin: 'given' | 'system' | 'packaged';
  /** Major version. */
  major: number;
  /** The postmaster; undefined while it is down, and for a given server. */
  readonly pid: number | undefined;
  /** Data folder of our own server. Copied while the server is down, it is a backup. */
  dataDir: string | undefined;
  stop(): Promise<void>;
  /** As a crash would. It stays down until `restart`. */
  kill9(): Promise<void>;
  restart(): Promise<void>;
}

export interface PostgresOptions {
  home: string;
  log: (line: string) => void;
  /** Restart it when it ends unasked; false by default. */
  keepAlive?: boolean;
  /** False gives up durability for speed, for tests that do not need it. */
  durable?: boolean;
  /** `DATABASE_URL` in it names a given server: the owner's connection. */
  env?: NodeJS.ProcessEnv;
  /** Server settings in place of the usual ones; for measurements. */
  settings?: Readonly<Record<string, string>>;
}

const DATABASE = 'qingdun';

/** The same connection to another database, and as another role where one is named. */
export function connectionTo(url: string, database: string, role?: { name: string; password: string }): string {
  const to = new URL(url);
  to.pathname = `/${database}`;
  if (role) [to.username, to.password] = [role.name, role.password];
  return to.toString();
}

/** Runs `use` on a connection of its own. */
export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // a server that goes away rejects the running query, which is enough
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

const answers = (url: string): Promise<boolean> =>
  withClient(url, (client) => client.query('SELECT 1')).then(
    () => true,
    () => false,
  );

/** Finds or starts PostgreSQL: a given one, the system's binaries, else the packaged ones. @throws StackError */
export async function providePostgres(options: PostgresOptions): Promise<Postgres> {
  const given = (options.env ?? process.env).DATABASE_URL;
  return given ? await useGiven(given) : await startOwn(options);
}

async function useGiven(url: string): Promise<Postgres> {
  const major = await withClient(url, async (client) => {
    const { rows } = await client.query<{ version: number }>(`SELECT current_setting('server_version_num')::int / 10000 AS version`);
    return rows[0]?.version ?? 0;
  }).catch((error: unknown) => {
    throw new StackError(`DATABASE_URL 指定的数据库无法连接 (the database in DATABASE_URL cannot be reached): ${reasonOf(error)}`);
  });
  if (major < OLDEST_POSTGRES)
    throw new StackError(`DATABASE_URL 指向 PostgreSQL ${major}，需要 ${OLDEST_POSTGRES} 或更高 (DATABASE_URL is PostgreSQL ${major}; ${OLDEST_POSTGRES} or newer is needed)`);
  const notOurs = (): Promise<void> => Promise.reject(new Error('a given PostgreSQL is not ours to kill or restart'));
  return { url, adminUrl: connectionTo(url, 'postgres'), origin: 'given', major, pid: undefined, dataDir: undefined, stop: () => Promise.resolve(), kill9: notOurs, restart: notOurs };
}

async function startOwn({ home, log, keepAlive = false, durable = true, env = process.env, settings: given = {} }: PostgresOptions): Promise<Postgres> {
  const state = new StateFile(home);
  const { dataDir, user } = placeData(home);
  const binaries = placeBinaries(chooseBinaries(findPostgres(env), dataDir), user);
  const password = secret(home, 'postgres-owner');
  if (dataVersion(dataDir) === undefined) createCluster({ binaries, dataDir, user, password, sync: durable });
  const port = await rememberedPort(state, 'postgres');
  const adminUrl = `postgres://${OWNER}:${password}@127.0.0.1:${port}/postgres`;
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '256MB',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
    ...given,
  };
  const server = new ManagedProcess(
    {
      name: 'postgres',
      command: join(binaries.dir, 'postgres'),
      args: ['-D', dataDir, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
      env: { PATH: env.PATH, LC_ALL: 'C' }, // PG* variables of ours are not for the server
      cwd: '/',
      user,
      marker: dataDir,
      stopSignal: 'SIGINT', // "fast": sessions are ended, the data is written
      graceMs: 30_000,
      isReady: () => answers(adminUrl),
      readyTimeoutMs: 60_000,
      retryForMs: 15_000, // after a kill -9 the old server's children hold its shared memory until they notice
    },
    { home, state, log, keepAlive },
  );
  await server.start();
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
  return {
    url: connectionTo(adminUrl, DATABASE),
    adminUrl,
    origin: binaries.origin,
    major: binaries.major,
    dataDir,
    get pid() {
      return server.pid;
    },
    stop: () => server.stop(),
    kill9: () => server.kill9(),
    restart: () => server.restart(),
  };
}
