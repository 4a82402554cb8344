/** Time that is brought forward in the rows of one case: the record then finds by its own clock what is over. */
import type { Over, PassingTime } from '../../apps/standalone/src/demo/time';

type Query = (sql: string, values: unknown[]) => Promise<{ readonly rows: readonly unknown[] }>;

const WHICH: Readonly<Record<Over, string>> = {
  limit: `c.nature = 'HARD' AND s.kind NOT IN ('GRANT', 'PERIOD')`,
  period: `s.kind = 'PERIOD'`,
  grant: `s.kind = 'GRANT'`,
};

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
