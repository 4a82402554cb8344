import { type ProcessIdentity, isAlive } from './identity';
import { until } from './pause';
import type { StateFile } from './state';

/** Who uses whom: the users end first. */
const ORDER = ['worker', 'api', 'temporal', 'postgres'];
const GRACE_MS = 15_000;

async function end(name: string, child: ProcessIdentity): Promise<void> {
  if (!isAlive(child)) return;
  process.kill(child.pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  if (await until(() => !isAlive(child), GRACE_MS)) return;
  process.kill(child.pid, 'SIGKILL');
  await until(() => !isAlive(child), GRACE_MS);
}

/**
 * Ends what an earlier stack of this home left running when it was killed itself. A process is only touched if it
 * is the one that was recorded: same pid, same start time, same command line.
 * @returns the names of what was ended
 */
export async function reapStale(state: StateFile): Promise<string[]> {
  const { children } = state.read();
  const stale = Object.entries(children)
    .filter(([, child]) => isAlive(child))
    .sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  for (const [name, child] of stale) await end(name, child);
  state.update((next) => {
    next.children = {};
    delete next.apiUrl;
  });
  return stale.map(([name]) => name);
}
