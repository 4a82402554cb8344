import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type OrganisationScope, scopeParameter } from '../scope/reading-scope';

export interface ExpectedRunItem {
  readonly id: string;
  readonly processType: string;
  readonly org: { readonly code: string; readonly name: string };
  readonly year: number;
  readonly status: string;
  readonly opensAt: string;
  readonly dueAt: string;
  readonly case: { readonly id: string; readonly number: string; readonly status: string; readonly outcome: string | null } | null;
}

export interface ExpectedRunFilter {
  readonly scope: OrganisationScope;
  readonly processType?: string;
  readonly year?: number;
  readonly status?: string;
  readonly after: string | null;
  readonly limit: number;
}

/** Done is what has come to a good end; what is late stays so until then. */
const STATUS = `CASE WHEN (d.body -> 'terminals' -> c.outcome ->> 'positive')::boolean THEN 'DONE' WHEN e.due_at <= clock_timestamp() THEN 'OVERDUE'
  WHEN e.case_id IS NOT NULL THEN 'OPEN' WHEN e.opens_at <= clock_timestamp() THEN 'MISSED' ELSE 'EXPECTED' END`;
const LIST = `SELECT x.* FROM (
    SELECT e.id, e.org_id, e.process_type AS "processType", jsonb_build_object('code', o.code, 'name', o.name) AS org, e.year, ${STATUS} AS status, e.opens_at AS "opensAt", e.due_at AS "dueAt",
      CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'number', c.number, 'status', c.status, 'outcome', c.outcome) END AS case
    FROM expected_runs e JOIN organisations o ON o.id = e.org_id LEFT JOIN cases c ON c.id = e.case_id
      LEFT JOIN definitions d ON d.process_type = c.process_type AND d.version = c.definition_version) x
  WHERE ($1::uuid[] IS NULL OR x.org_id = ANY ($1)) AND ($2::text IS NULL OR x."processType" = $2) AND ($3::int IS NULL OR x.year = $3)
    AND ($4::text IS NULL OR x.status = $4) AND ($5::uuid IS NULL OR x.id > $5) ORDER BY x.id LIMIT $6`;

/** What each year expects of whom, and how far it is. */
@Injectable()
export class ExpectedRunReader {
  constructor(private readonly dataSource: DataSource) {}

  /** One more than the limit, in the order of ids. */
  async list({ scope, processType, year, status, after, limit }: ExpectedRunFilter): Promise<readonly ExpectedRunItem[]> {
    const rows = await this.dataSource.query<(ExpectedRunItem & { org_id: string })[]>(LIST, [scopeParameter(scope), processType ?? null, year ?? null, status ?? null, after, limit + 1]);
    return rows.map(({ org_id: _org, ...item }) => item);
  }
}
