/** Timed runs take turns on a machine, and wait until others leave it alone. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { coresInUse } from './processes';

const LOCK_FILE = '/tmp/bench.lock';
const QUIET_CORES = 0.35;

/** Runs `timed` while this machine's bench lock is held. */
export async function locked<T>(timed: () => Promise<T>): Promise<T> {
  // Holds the lock until its input ends, which it also does when this process dies.
  const holder = spawn('flock', [LOCK_FILE, 'sh', '-c', 'echo locked; cat >/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  try {
    return await timed();
  } finally {
    holder.stdin.end();
    await once(holder, 'exit');
  }
}

/** Until the machine is quiet, or the patience is over. */
export async function untilQuiet(seconds: number): Promise<void> {
  for (let waited = 0; waited < seconds; waited += 2) if ((await coresInUse(() => pause(2_000))) < QUIET_CORES) return;
}
