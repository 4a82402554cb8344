/** Beside every load: cases that nobody answers, so that something always needs the engine within seconds. */
import { setTimeout as pause } from 'node:timers/promises';
import { DEADLINE } from '../processes/approvals';
import { CaseDriver, newNotes, noteError, type DriverOptions, type Notes } from './case-driver';

const PER_SECOND = 2;

/** Starts two a second until the signal. */
export async function startDeadlines(options: Pick<DriverOptions, 'sessions' | 'owner'>, signal: AbortSignal): Promise<Notes> {
  const notes = newNotes();
  while (!signal.aborted) {
    const from = performance.now();
    await new CaseDriver({ ...options, process: DEADLINE, manner: 'ACTS' }, new Map()).act(notes).catch((error: unknown) => noteError(notes, error));
    await pause(Math.max(0, 1_000 / PER_SECOND - (performance.now() - from)), undefined, { signal }).catch(() => undefined);
  }
  return notes;
}
