/** The journals of open cases, page by page: what a new version of a story has to be able to go on from. */
import type { Pool } from 'pg';
import type { CaseEvent } from '@workflows/kit/journal';

export interface OpenJournal {
  readonly caseId: string;
  readonly number: string;
  readonly processType: string;
  readonly version: number;
  readonly journal: readonly CaseEvent[];
  readonly wantsDigest: string;
}

const PAGE = 200;
const OPEN = `SELECT c.id AS "caseId", c.number, c.process_type AS "processType", c.definition_version AS version, c.wants_digest AS "wantsDigest",
    (SELECT json_agg(e.body ORDER BY e.seq) FROM case_events e WHERE e.case_id = c.id) AS journal
  FROM cases c WHERE c.status <> 'CLOSED' AND ($1::uuid IS NULL OR c.id > $1) ORDER BY c.id LIMIT ${PAGE}`;

export async function* openJournals(pool: Pick<Pool, 'query'>): AsyncGenerator<OpenJournal> {
  for (let after: string | null = null; ; ) {
    const { rows }: { rows: OpenJournal[] } = await pool.query<OpenJournal>(OPEN, [after]);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.caseId;
  }
}
