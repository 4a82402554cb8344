import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { projectRoot } from './root';

type Env = NodeJS.ProcessEnv;

/** The data folder of the stack: `QINGDUN_HOME`, else `.qingdun` in the project; created when missing. */
export function homeFolder(env: Env = process.env): string {
  const home = resolve(env.QINGDUN_HOME || join(projectRoot(), '.qingdun'));
  mkdirSync(home, { recursive: true });
  return home;
}

/** Where fetched components are kept for every checkout of this user: `QINGDUN_CACHE`, else the user's cache folder. */
export function cacheFolder(env: Env = process.env): string {
  const cache = resolve(env.QINGDUN_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'qingdun'));
  mkdirSync(cache, { recursive: true });
  return cache;
}

/**
 * A new data folder for a while, named after this process. It is open to other users, so that the one that PostgreSQL
 * runs as reaches it: its data would lie elsewhere and outlive the folder.
 */
export function temporaryHome(prefix: string): string {
  const home = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  chmodSync(home, 0o755);
  return home;
}

/** The log of one process of the stack. */
export function logFile(home: string, name: string): string {
  mkdirSync(join(home, 'logs'), { recursive: true });
  return join(home, 'logs', `${name}.log`);
}
