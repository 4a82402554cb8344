import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { StackError } from './errors';
import { type ProcessIdentity, identify, isAlive, parseIdentity } from './identity';

const lockFile = (home: string): string => join(home, 'lock.json');

function holder(home: string): ProcessIdentity | undefined {
  try {
    return parseIdentity(JSON.parse(readFileSync(lockFile(home), 'utf8')));
  } catch {
    return undefined; // missing, or half written by a process that was killed: nobody holds it
  }
}

/** The process that runs a stack in this home now, if one does. */
export function runningIn(home: string): ProcessIdentity | undefined {
  const found = holder(home);
  return found && isAlive(found) ? found : undefined;
}

/**
 * Takes the home for this process, so that two stacks never share one data folder.
 * @returns gives it back
 * @throws StackError when another process that is alive holds it
 */
export function lockHome(home: string): () => void {
  const other = runningIn(home);
  if (other) throw new StackError(`数据文件夹 ${home} 已由进程 ${other.pid} 使用 (a stack already runs in this data folder, as process ${other.pid})`);
  rmSync(lockFile(home), { force: true });
  const self = identify(process.pid, basename(process.execPath));
  writeFileSync(lockFile(home), JSON.stringify(self ?? {}), { flag: 'wx' });
  return () => rmSync(lockFile(home), { force: true });
}
