import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import { migrate } from '@libs/persistence/migrate';
import { connectionTo, withClient } from '../../../apps/standalone/src/postgres';
import { APP_ROLE, allowLogin } from '../../../apps/standalone/src/prepare-database';

/** A database of a test file's own, migrated. */
export interface TestDatabase {
  /** Connection of the owner, who may do anything. */
  ownerUrl: string;
  /** Connection of the application's role, which owns nothing. */
  appUrl: string;
  /** Ends every connection to it and removes it. */
  drop(): Promise<void>;
}

const TEMPLATE = 'qingdun_template';
const APP_PASSWORD = 'test-only';
/** Held while the template is made, in case two test files ask at once. Any number will do. */
const TEMPLATE_LOCK = 3_290_117;
const GOODBYE_MS = 5_000;

function adminUrl(): string {
  const url = process.env.QINGDUN_TEST_POSTGRES;
  if (!url) throw new Error('no PostgreSQL for tests: this jest project lacks the global setup of test/support/stack');
  return url;
}

const exists = async (client: Client, name: string): Promise<boolean> =>
  ((await client.query('SELECT FROM pg_database WHERE datname = $1', [name])).rowCount ?? 0) > 0;

async function makeTemplate(client: Client): Promise<void> {
  const unfinished = `${TEMPLATE}_unfinished`;
  await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${unfinished}`);
  const url = connectionTo(adminUrl(), unfinished);
  await migrate(url);
  await allowLogin(url, APP_PASSWORD);
  await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${TEMPLATE}`);
}

/** A copy of the migrated template; the migrations themselves run once a jest run. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient(adminUrl(), async (client) => {
    // A session's lock: it ends with the connection, and CREATE DATABASE may not run in a transaction.
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    if (!(await exists(client, TEMPLATE))) await makeTemplate(client);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  });
  const ownerUrl = connectionTo(adminUrl(), name);
  return {
    ownerUrl,
    appUrl: connectionTo(ownerUrl, name, { name: APP_ROLE, password: APP_PASSWORD }),
    drop: () =>
      withClient(adminUrl(), async (client) => {
        await untilLeft(client, name);
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** A pool that has ended is still saying goodbye: what is cut off in the middle of it would be an error of whoever runs then. */
async function untilLeft(client: Client, name: string): Promise<void> {
  const until = Date.now() + GOODBYE_MS;
  const isUsed = async (): Promise<boolean> => ((await client.query('SELECT FROM pg_stat_activity WHERE datname = $1', [name])).rowCount ?? 0) > 0;
  while ((await isUsed()) && Date.now() < until) await setTimeout(20);
}
