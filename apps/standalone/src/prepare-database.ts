import { spawn } from 'node:child_process';
import { builtFile } from './node-service';
import { StackError } from './errors';
import { connectionTo, withClient } from './postgres';
import { projectRoot } from './root';

/** The role of api and worker: the migrations create it without a login, it owns nothing. */
export const APP_ROLE = 'qingdun_app';

/** Runs one command of the persistence tool. @throws StackError with the end of its output when it fails */
function persistence(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--enable-source-maps', builtFile('libs/persistence/cli.js'), ...args], {
      env,
      cwd: projectRoot(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let tail = '';
    const keep = (chunk: Buffer): void => {
      tail = (tail + chunk.toString()).slice(-4_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new StackError(`数据库 ${args[0]} 失败 (database ${args[0]} failed):\n${tail.trim()}`))));
  });
}

/**
 * Brings the database up to today's schema and lets the application's role log in.
 * @param ownerUrl connection of the owner, who may create roles
 * @returns connection of the application's role
 */
export async function migrate(ownerUrl: string, appPassword: string): Promise<string> {
  await persistence(['migrate'], { ...process.env, DATABASE_ADMIN_URL: ownerUrl });
  return await allowLogin(ownerUrl, appPassword);
}

/** Gives the application's role its password; `format` quotes it, as no parameter is possible in this statement. */
export async function allowLogin(ownerUrl: string, password: string): Promise<string> {
  await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ sql: string }>(`SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', $1::text, $2::text) AS sql`, [APP_ROLE, password]);
    for (const { sql } of rows) await client.query(sql);
  });
  return connectionTo(ownerUrl, decodeURIComponent(new URL(ownerUrl).pathname.slice(1)), { name: APP_ROLE, password });
}

/** Fills an empty database with the demonstration district and writes its accounts to a file; safe to repeat. */
export const seed = (o: { ownerUrl: string; appUrl: string; accountsFile: string }): Promise<void> =>
  persistence(['seed', '--accounts', o.accountsFile], { ...process.env, DATABASE_ADMIN_URL: o.ownerUrl, DATABASE_URL: o.appUrl });
