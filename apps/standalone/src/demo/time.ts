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

type Query = (sql: string, values: unknown[]) => Promise<{ readonly rows: readonly unknown[] }>;

const WHICH: Readonly<Record<Over, string>> = {
  limit: `c.nature = 'HARD' AND s.kind NOT IN ('GRANT', 'PERIOD')`,
  period: `s.kind = 'PERIOD'`,
  grant: `s.kind = 'GRANT'`,
};

/** Brought forward in the rows of one case, as the owner of the database may: the record then finds by its own clock what is over. */
export class ForwardedTime implements PassingTime {
  /** @param settle has what is due settled: the record itself, where it is at hand; else whoever keeps house */
  constructor(
    private readonly query: Query,
    private readonly settle: (caseId: string) => Promise<void>,
  ) {}

  async pass(caseId: string, what: Over): Promise<void> {
    // Later than what housekeeping takes for missed.
    const { rows } = await this.query(
      `WITH next AS (SELECT c.id FROM clocks c JOIN steps s ON s.id = c.step_id WHERE c.case_id = $1 AND c.stopped_at IS NULL AND c.next_at IS NOT NULL AND s.status = 'OPEN' AND ${WHICH[what]} ORDER BY c.due_at LIMIT 1),
         moved AS (UPDATE clocks SET due_at = clock_timestamp() - interval '10 seconds', next_at = clock_timestamp() - interval '10 seconds' WHERE id IN (SELECT id FROM next) RETURNING case_id)
       UPDATE cases SET next_due_at = clock_timestamp() - interval '10 seconds' WHERE id IN (SELECT case_id FROM moved) RETURNING id`,
      [caseId],
    );
    if (rows.length === 0) throw new Error(`no ${what} runs in ${caseId}`);
    await this.settle(caseId);
  }
}
