/** How the time that a walk speaks of passes. */
import type { Move } from '@workflows/processes/walk';

export type Over = 'limit' | 'period' | 'grant';

export interface PassingTime {
  /** Returns when the hard limit, the period or the grant's end of a case that runs next is over, and the case has taken note. */
  pass(caseId: string, what: Over): Promise<void>;
}

const DEADLINE_MS = 60_000;

/** Asks again until the answer satisfies. */
export async function until<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean, what: string): Promise<T> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`${what} did not happen`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** A demonstration waits for nothing: it goes walks in which no time has to pass. */
export const NO_WAITING: PassingTime = {
  pass: (_caseId, what) => Promise.reject(new Error(`the demonstration does not wait for the ${what}`)),
};

/** Whether a walk speaks of time that has to pass. */
export const waits = ({ moves }: { readonly moves: readonly Move[] }): boolean => moves.some((move) => 'over' in move || ('child' in move && waits(move)));
