/** How the time that a walk speaks of passes. */
import type { Json } from './client';
import { listOf } from './json';

export type Over = 'limit' | 'period' | 'grant';

export interface PassingTime {
  /** Returns when the hard limit, the period or the grant's end of a case that runs next is over, and the case has taken note. */
  pass(caseId: string, what: Over, view: () => Promise<Json>): Promise<void>;
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

/** As it passes: the grants of a demonstration are short. */
export const REAL_TIME: PassingTime = {
  async pass(_caseId, what, view) {
    if (what !== 'grant') throw new Error('the demonstration waits for no limit and no period');
    await until(view, ({ grants }) => listOf(grants).every(({ status }) => status === 'ENDED'), 'the end of the grant');
  },
};
