/** PostgreSQL and Temporal under the product: the floor's own where its folder is given, else those of `npm start`. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { providePostgres, withClient, connectionTo } from '../../../apps/standalone/src/postgres';
import { provideTemporal } from '../../../apps/standalone/src/temporal';
import type { Floor } from '../floor';
import { STATEMENTS_SETTINGS } from '../measure/statements';

export interface Backing {
  readonly title: string;
  /** Connection of the owner to an empty database. */
  readonly ownerUrl: string;
  readonly database: string;
  readonly temporalAddress: string;
  readonly pids: { readonly postgres: number; readonly temporal: number };
  stop(): Promise<void>;
}

export const DATABASE = 'qingdun_bench';

/** The floor's settings. */
export const POSTGRES_SETTINGS = { shared_buffers: '512MB', max_wal_size: '4GB' } as const;

export interface BackingOptions {
  readonly home: string;
  readonly log: (line: string) => void;
  readonly floor?: Floor;
  /** Own servers only: PostgreSQL counts its statements. */
  readonly profile: boolean;
}

export async function startBacking(options: BackingOptions): Promise<Backing> {
  return options.floor ? await onFloor(options.floor) : await onOwn(options);
}

const emptyDatabase = (adminUrl: string): Promise<void> =>
  withClient(adminUrl, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${DATABASE}`);
  });

async function onFloor(floor: Floor): Promise<Backing> {
  const stack = await floor.startServers();
  await emptyDatabase(floor.adminUrl);
  return {
    title: 'floor servers: one PostgreSQL for record and engine, Temporal server with the floor’s visibility indexes (pg-slim)',
    ownerUrl: connectionTo(floor.adminUrl, DATABASE),
    database: DATABASE,
    temporalAddress: floor.temporalAddress,
    pids: stack.pids,
    stop: stack.stop,
  };
}

async function onOwn({ home, log, profile }: BackingOptions): Promise<Backing> {
  const servers = join(home, 'servers');
  rmSync(servers, { recursive: true, force: true });
  const env = { ...process.env, DATABASE_URL: '', TEMPORAL_ADDRESS: '' };
  const postgres = await providePostgres({ home: servers, log, env, settings: { ...POSTGRES_SETTINGS, ...(profile && STATEMENTS_SETTINGS) } });
  const temporal = await provideTemporal({ home: servers, log, env });
  await emptyDatabase(postgres.adminUrl);
  return {
    title: `own servers: PostgreSQL ${postgres.major}, Temporal's command-line server on SQLite`,
    ownerUrl: connectionTo(postgres.adminUrl, DATABASE),
    database: DATABASE,
    temporalAddress: temporal.address,
    pids: { postgres: postgres.pid ?? 0, temporal: temporal.pid ?? 0 },
    stop: async () => {
      await temporal.stop();
      await postgres.stop();
    },
  };
}
