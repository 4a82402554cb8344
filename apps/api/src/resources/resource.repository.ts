import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { containing } from '../http/like';
import { type OrganisationScope, scopeParameter } from '../scope/reading-scope';

export interface ResourceItem {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly org: { readonly code: string; readonly name: string };
  readonly businessOwnerDept: string;
  readonly category: string;
  readonly proposedLevel: string | null;
  readonly determinedLevel: string | null;
  readonly gradingStatus: string;
  readonly sensitive: boolean;
  readonly subjectCount: number;
  readonly revision: number;
}

export interface ResourceDetail extends ResourceItem {
  readonly gradings: readonly object[];
  readonly copies: readonly object[];
}

export interface ResourceFilter {
  readonly scope: OrganisationScope;
  readonly q?: string;
  readonly level?: string;
  readonly gradingStatus?: string;
  readonly after: string | null;
  readonly limit: number;
}

// A count of people fits a double; the driver would give a bigint as text.
const ITEM = `r.id, r.code, r.name, jsonb_build_object('code', o.code, 'name', o.name) AS org, r.business_owner_dept AS "businessOwnerDept", r.category,
  r.proposed_level AS "proposedLevel", r.determined_level AS "determinedLevel", r.grading_status AS "gradingStatus", r.sensitive,
  r.subject_count::float8 AS "subjectCount", r.revision`;
const FROM = 'FROM resources r JOIN organisations o ON o.id = r.org_id';
const IN_SCOPE = '($1::uuid[] IS NULL OR r.org_id = ANY ($1))';
const GRADINGS = `(SELECT coalesce(jsonb_agg(jsonb_build_object('revision', g.revision, 'proposedLevel', g.proposed_level, 'determinedLevel', g.determined_level,
  'gradingStatus', g.grading_status, 'basis', g.basis, 'at', g.at) ORDER BY g.revision DESC), '[]') FROM resource_gradings g WHERE g.resource_id = r.id) AS gradings`;
const COPIES = `(SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'kind', c.kind, 'location', c.location, 'createdAt', c.created_at) ORDER BY c.id), '[]')
  FROM resource_copies c WHERE c.resource_id = r.id) AS copies`;

/** 数据资源目录 as it is read. */
@Injectable()
export class ResourceReader {
  constructor(private readonly dataSource: DataSource) {}

  /** One more than the limit, in the order of ids. */
  list({ scope, q, level, gradingStatus, after, limit }: ResourceFilter): Promise<readonly ResourceItem[]> {
    return this.dataSource.query<ResourceItem[]>(
      `SELECT ${ITEM} ${FROM}
       WHERE ${IN_SCOPE} AND ($2::text IS NULL OR r.name ILIKE $2 OR r.code ILIKE $2)
         AND ($3::text IS NULL OR coalesce(r.determined_level, r.proposed_level) = $3)
         AND ($4::text IS NULL OR r.grading_status = $4) AND ($5::uuid IS NULL OR r.id > $5)
       ORDER BY r.id LIMIT $6`,
      [scopeParameter(scope), containing(q), level ?? null, gradingStatus ?? null, after, limit + 1],
    );
  }

  async get(id: string, scope: OrganisationScope): Promise<ResourceDetail | undefined> {
    const rows = await this.dataSource.query<ResourceDetail[]>(`SELECT ${ITEM}, ${GRADINGS}, ${COPIES} ${FROM} WHERE ${IN_SCOPE} AND r.id = $2`, [scopeParameter(scope), id]);
    return rows[0];
  }
}
