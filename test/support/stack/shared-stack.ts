import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// Relative, because jest's global setup resolves no aliases.
import { temporaryHome } from '../../../apps/standalone/src/home';
import { type Postgres, providePostgres } from '../../../apps/standalone/src/postgres';
import { reapStale } from '../../../apps/standalone/src/reap';
import { StateFile } from '../../../apps/standalone/src/state';
import { killAll } from '../../../apps/standalone/src/processes';
import { type Temporal, provideTemporal } from '../../../apps/standalone/src/temporal';

const PREFIX = 'qingdun-test-';

/** An environment in which nobody's own database or server is named: tests create, kill and delete. */
export function testEnv(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...env } = process.env;
  return env;
}

/** A new data folder that the next run clears away, should this one be killed. */
export const testHome = (): string => temporaryHome(PREFIX);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Ends and deletes what test runs that were killed have left behind. */
export async function clearLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    if (isAlive(Number(name.slice(PREFIX.length).split('-')[0]))) continue;
    await reapStale(new StateFile(join(tmpdir(), name)));
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

interface Shared {
  home: string;
  postgres?: Postgres;
  temporal?: Temporal;
}
// One for the whole jest run, whichever projects it selects: their global setups run in this one process.
let shared: Shared | undefined;

const log = (line: string): void => void process.stderr.write(`${line}\n`);

/** The servers run in groups of their own, where Ctrl-C does not reach them, and jest tears nothing down then. */
function interrupted(): void {
  killAll();
  process.exit(130);
}

/** Starts the servers of this jest run that do not run yet, and tells the test files where they are. */
export async function startShared(wanted: { temporal: boolean }): Promise<void> {
  if (!shared) {
    await clearLeftovers();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
  }
  shared ??= { home: testHome() };
  const options = { home: shared.home, log, env: testEnv() };
  shared.postgres ??= await providePostgres({ ...options, durable: false });
  process.env.QINGDUN_TEST_POSTGRES = shared.postgres.adminUrl;
  if (!wanted.temporal) return;
  shared.temporal ??= await provideTemporal(options);
  process.env.QINGDUN_TEST_TEMPORAL = shared.temporal.address;
}

/** Stops them; safe to call once for each project. */
export async function stopShared(): Promise<void> {
  const ending = shared;
  shared = undefined;
  await ending?.temporal?.stop();
  await ending?.postgres?.stop();
  if (ending) rmSync(ending.home, { recursive: true, force: true });
}
