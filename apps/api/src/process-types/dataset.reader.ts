import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { ProcessDesk } from '@libs/record/desk';
import { CaseRecord } from '@libs/record/record';
import type { PersonPrincipal } from '../auth/principal';
import { containing } from '../http/like';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import type { DatasetQuery } from './process-types.dto';

/** As much of a data set as somebody needs to know who may ask for it. */
export interface ApplicableDataset {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly org: { readonly code: string; readonly name: string };
  readonly category: string;
  readonly level: string;
  readonly sensitive: boolean;
}

/** What is ungraded, being graded again or destroyed cannot be asked for (G6). $1 organisations, $2 text, $3 after, $4 how many. */
const DATASETS = `SELECT r.id, r.code, r.name, jsonb_build_object('code', o.code, 'name', o.name) AS org, r.category, coalesce(r.determined_level, r.proposed_level) AS level, r.sensitive
  FROM resources r JOIN organisations o ON o.id = r.org_id
  WHERE r.org_id = ANY ($1::uuid[]) AND r.grading_status = 'GRADED' AND coalesce(r.determined_level, r.proposed_level) IS NOT NULL AND r.destroyed_at IS NULL
    AND ($2::text IS NULL OR r.name ILIKE $2 OR r.code ILIKE $2) AND ($3::uuid IS NULL OR r.id > $3) ORDER BY r.id LIMIT $4`;
const UNIT = `SELECT id FROM organisations WHERE code = $1 AND type = 'MEDICAL_INSTITUTION'`;
const CENTER = `SELECT id FROM organisations WHERE type = 'DISTRICT_CENTER'`;

/** 第三十四条: who may ask for data of others has to know what there is: the catalogue, and nothing of its content. */
@Injectable()
export class DatasetReader {
  constructor(private readonly record: CaseRecord) {}

  /** The graded data sets that a form of this process may name. @throws DomainError NOT_A_STARTER, MALFORMED without the unit that is to be asked */
  async list(desk: ProcessDesk, { assignments }: PersonPrincipal, query: DatasetQuery): Promise<Page<ApplicableDataset>> {
    const starting = assignments.filter(({ position }) => desk.process.definition.starters.includes(position));
    if (starting.length === 0) throw new DomainError('NOT_A_STARTER');
    const orgs = await this.holdersOf(desk, query.orgCode, starting.map(({ org }) => org));
    const limit = limitOf(query);
    const { rows } = await this.record.pool.query<ApplicableDataset>(DATASETS, [orgs, containing(query.q), decodeCursor(query.cursor, UUID_KEY), limit + 1]);
    return pageOf(rows, { limit, key: ({ id }) => id });
  }

  private async holdersOf({ dataOf }: ProcessDesk, orgCode: string | undefined, own: readonly { readonly id: string; readonly code: string }[]): Promise<readonly string[]> {
    if (dataOf === undefined) return own.filter(({ code }) => orgCode === undefined || code === orgCode).map(({ id }) => id);
    if (dataOf === 'CENTER') return this.ids(CENTER, []);
    if (orgCode === undefined) throw new DomainError('MALFORMED', { errors: [{ path: 'orgCode', code: 'REQUIRED', message: { zh: '请指明数据提供单位。', en: 'Say which unit provides the data.' } }] });
    return this.ids(UNIT, [orgCode]);
  }

  private async ids(sql: string, values: readonly string[]): Promise<readonly string[]> {
    const { rows } = await this.record.pool.query<{ id: string }>(sql, [...values]);
    return rows.map(({ id }) => id);
  }
}
