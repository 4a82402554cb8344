import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StackError } from './errors';
import type { PostgresBinaries } from './postgres-binaries';
import { type SystemUser, ownedFolder } from './postgres-user';

/** The superuser of a cluster that we made: it owns the schema; the application never connects as it. */
export const OWNER = 'qingdun_owner';

/** The major version that wrote the data folder; undefined when there is none yet. */
export function dataVersion(dataDir: string): number | undefined {
  const file = join(dataDir, 'PG_VERSION');
  try {
    return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
  } catch {
    throw new StackError(`数据文件夹 ${dataDir} 属于另一个用户 (the data folder belongs to another user)`);
  }
}

/** The binaries for this data folder. @throws StackError when there are none, or none of the version that wrote it */
export function chooseBinaries(found: readonly PostgresBinaries[], dataDir: string): PostgresBinaries {
  const written = dataVersion(dataDir);
  const chosen = found.find(({ major }) => written === undefined || major === written);
  if (chosen) return chosen;
  if (written !== undefined)
    throw new StackError(
      `${dataDir} 由 PostgreSQL ${written} 写入，而本机只有 ${[...new Set(found.map(({ major }) => major))].join(', ') || '无'}：请装回 ${written} 或先用 pg_upgrade 升级 ` +
        `(this data folder was written by PostgreSQL ${written}, which is not installed: install it, or upgrade the folder with pg_upgrade)`,
    );
  throw new StackError(
    '找不到 PostgreSQL 15 或更高版本：请安装 postgresql，或以 DATABASE_URL 指定一个数据库 (no PostgreSQL 15 or newer found: install it, or name a database in DATABASE_URL)',
  );
}

/** Makes the cluster in a folder beside its place and moves it there when complete, so that a killed start leaves none by halves. */
export function createCluster(o: { binaries: PostgresBinaries; dataDir: string; user: SystemUser | undefined; password: string; sync: boolean }): void {
  const unfinished = `${o.dataDir}.new`;
  const passwordFile = `${o.dataDir}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  ownedFolder(unfinished, o.user);
  try {
    writeFileSync(passwordFile, o.password, { mode: 0o600 });
    if (o.user) chownSync(passwordFile, o.user.uid, o.user.gid);
    const args = ['-D', unfinished, '-U', OWNER, '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8', '--locale=C', ...(o.sync ? [] : ['--no-sync'])];
    const made = spawnSync(join(o.binaries.dir, 'initdb'), args, { ...o.user, cwd: '/', encoding: 'utf8' });
    if (made.status !== 0)
      throw new StackError(`PostgreSQL 数据文件夹创建失败 (initdb failed): ${made.error?.message ?? made.stderr.trim().split('\n').at(-1) ?? ''}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, o.dataDir);
}
