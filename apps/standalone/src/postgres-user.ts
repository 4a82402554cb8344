import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StackError } from './errors';
import type { PostgresBinaries } from './postgres-binaries';
import { secret } from './secrets';

/** The user that PostgreSQL runs as where we are root, which it refuses to be. */
export interface SystemUser {
  uid: number;
  gid: number;
}

/** A home or a checkout below a private folder (such as root's own) is out of that user's reach; this is not. */
const SHARED_FOLDER = '/var/lib/qingdun';

function lookUp(name: string): SystemUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function create(): SystemUser {
  const commands: [string, string[]][] = [
    ['useradd', ['--system', '--no-create-home', '--shell', '/bin/false', 'qingdun']],
    ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', 'qingdun']], // busybox
  ];
  for (const [command, args] of commands) if (spawnSync(command, args).status === 0) break;
  const user = lookUp('qingdun');
  if (!user)
    throw new StackError('PostgreSQL 不能以 root 运行，且无法创建系统用户 qingdun，请改用普通用户启动 (PostgreSQL cannot run as root and no system user could be created: start as another user)');
  return user;
}

/**
 * Whom PostgreSQL runs as: undefined means ourselves.
 * @param dataDir keeps the user that owns it already
 */
export function postgresUser(dataDir: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(dataDir) && statSync(dataDir).uid !== 0) return { uid: statSync(dataDir).uid, gid: statSync(dataDir).gid };
  return lookUp('postgres') ?? lookUp('qingdun') ?? create();
}

const canReach = (user: SystemUser, path: string): boolean => spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...user, cwd: '/' }).status === 0;

const sharedFolder = (name: string): string => {
  const folder = join(SHARED_FOLDER, name);
  mkdirSync(folder, { recursive: true });
  return folder;
};

/** Where the data lives: `<home>/postgres`, or beside other homes in a shared folder when the user cannot reach it there. */
export function placeData(home: string): { dataDir: string; user?: SystemUser } {
  const usual = join(home, 'postgres');
  const user = postgresUser(usual);
  if (!user || canReach(user, home)) return { dataDir: usual, user };
  const name = secret(home, 'data-folder').slice(0, 12); // kept in the home: who deletes that starts afresh
  const dataDir = join(sharedFolder(name), 'postgres');
  return { dataDir, user: postgresUser(dataDir) };
}

/** The packaged binaries lie in the checkout; where the user cannot reach that, a copy is used. */
export function placeBinaries(binaries: PostgresBinaries, user: SystemUser | undefined): PostgresBinaries {
  if (!user || canReach(user, join(binaries.dir, 'postgres'))) return binaries;
  const native = dirname(binaries.dir);
  const version = String(statSync(join(binaries.dir, 'postgres')).size);
  const copy = join(sharedFolder('components'), `postgres-${binaries.major}-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    renameSync(unfinished, copy);
  }
  return { ...binaries, dir: join(copy, 'bin') };
}

/** Creates a folder of this user's own. */
export function ownedFolder(path: string, user: SystemUser | undefined): void {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o700);
  if (user) chownSync(path, user.uid, user.gid);
}
