import { setTimeout as wait } from 'node:timers/promises';

/**
 * Asks until the answer is true.
 * @param ask one probe; it may not throw
 * @returns false when `timeoutMs` passed first
 */
export async function until(ask: () => Promise<boolean> | boolean, timeoutMs: number, everyMs = 50): Promise<boolean> {
  for (const end = performance.now() + timeoutMs; ; await wait(everyMs)) {
    if (await ask()) return true;
    if (performance.now() > end) return false;
  }
}
