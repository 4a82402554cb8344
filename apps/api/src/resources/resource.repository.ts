import { Injectable } from '@nestjs/common';
import { type Grading, protectiveLevel } from '@libs/domain/grading';
import { SOURCE_LEVEL } from '@libs/record/statements';
import { visibleTo } from '@libs/record/scope';
import { DataSource } from 'typeorm';
import { Conditions } from '../http/ordered-list';
import { ChangeReader, countedAs, type ChangeRow, type Dated } from '../registers/change.reader';
import { CATALOGUE } from '../registers/catalogue.rows';
import { type OrganisationScope, scopeParameter } from '../scope/reading-scope';

interface OrgRef {
  readonly code: string;
  readonly name: string;
}

export interface ResourceRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly org: OrgRef;
  readonly businessOwnerDept: string;
  readonly category: string;
  readonly proposedLevel: Grading['proposedLevel'] | null;
  readonly determinedLevel: Grading['determinedLevel'] | null;
  readonly gradingStatus: Grading['gradingStatus'];
  /** Of what is derived and not graded yet. */
  readonly sourceLevel: Grading['sourceLevel'] | null;
  readonly sensitive: boolean;
  readonly subjectCount: number;
  readonly revision: number;
  readonly derivation: string | null;
  /** A calendar day. */
  readonly retainUntil: string | null;
  readonly preserved: boolean;
  readonly destroyedAt: Date | null;
}
export interface ResourceItem extends ResourceRow {
  /** The level at which it is protected now. */
  readonly protectiveLevel: ReturnType<typeof protectiveLevel>;
}

interface RelatedResource {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly org: OrgRef;
}
interface ResourceParts {
  readonly info: object | null;
  readonly gradings: readonly object[];
  readonly copies: readonly object[];
  readonly sources: readonly RelatedResource[];
  readonly derived: readonly RelatedResource[];
  readonly preservations: readonly object[];
  readonly catalogue: object | null;
}
export type ResourceDetail = ResourceItem & ResourceParts & { readonly changes: readonly (Omit<ChangeRow, 'countedAs'> & Dated)[] };

export interface ResourceFilter {
  readonly scope: OrganisationScope;
  readonly q?: string;
  readonly level?: string;
  readonly gradingStatus?: string;
  readonly category?: string;
  readonly preserved?: boolean;
  readonly derived?: boolean;
}

const PRESERVED = 'EXISTS (SELECT FROM preservations h WHERE h.resource_id = r.id AND h.lifted_at IS NULL)';
// A count of people fits a double; the driver would give a bigint as text.
export const RESOURCE_ITEM = `r.id, r.code, r.name, jsonb_build_object('code', o.code, 'name', o.name) AS org, r.business_owner_dept AS "businessOwnerDept", r.category,
  r.proposed_level AS "proposedLevel", r.determined_level AS "determinedLevel", r.grading_status AS "gradingStatus", r.sensitive,
  CASE WHEN r.derivation IS NOT NULL AND r.grading_status <> 'GRADED' THEN ${SOURCE_LEVEL} END AS "sourceLevel",
  r.subject_count::float8 AS "subjectCount", r.revision, r.derivation, r.retain_until::text AS "retainUntil", ${PRESERVED} AS preserved, r.destroyed_at AS "destroyedAt"`;
export const RESOURCES = 'FROM resources r JOIN organisations o ON o.id = r.org_id';

const listOf = (item: string, from: string, order: string): string => `(SELECT coalesce(jsonb_agg(${item} ORDER BY ${order}), '[]') FROM ${from})`;
const CASE = `CASE WHEN k.id IS NOT NULL THEN jsonb_build_object('id', k.id, 'number', k.number) END`;
const GRADINGS = listOf(
  `jsonb_build_object('revision', g.revision, 'proposedLevel', g.proposed_level, 'determinedLevel', g.determined_level, 'gradingStatus', g.grading_status, 'basis', g.basis, 'reasons', g.reasons, 'case', ${CASE}, 'at', g.at)`,
  'resource_gradings g LEFT JOIN cases k ON k.id = g.case_id WHERE g.resource_id = r.id',
  'g.revision DESC',
);
const COPIES = listOf(
  `jsonb_build_object('id', x.id, 'kind', x.kind, 'location', x.location, 'details', x.details, 'createdAt', x.created_at, 'destroyedAt', x.destroyed_at, 'destroyedBy', ${CASE})`,
  'resource_copies x LEFT JOIN cases k ON k.id = x.destroyed_by WHERE x.resource_id = r.id',
  'x.id',
);
const related = (from: string): string =>
  listOf(`jsonb_build_object('id', u.id, 'code', u.code, 'name', u.name, 'org', jsonb_build_object('code', uo.code, 'name', uo.name))`, `${from} JOIN organisations uo ON uo.id = u.org_id`, 'u.id');
const SOURCES = related('resource_sources s JOIN resources u ON s.resource_id = r.id AND u.id = s.source_id');
/** What was made from it within one's own scope. */
const DERIVED = related('resource_sources s JOIN resources u ON s.source_id = r.id AND u.id = s.resource_id AND ($1::uuid[] IS NULL OR u.org_id = ANY ($1))');
/** The case that holds it is named to who may know of that case. */
const PRESERVATIONS = listOf(
  `jsonb_build_object('heldAt', h.held_at, 'liftedAt', h.lifted_at, 'basis', CASE WHEN c.id IS NOT NULL THEN h.basis END, 'case', CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'number', c.number) END)`,
  `preservations h LEFT JOIN cases c ON c.id = h.case_id AND ${visibleTo('$3::uuid')} WHERE h.resource_id = r.id`,
  'h.held_at DESC',
);
const CHANGES = listOf(
  `jsonb_build_object('id', x.id, 'kind', x.kind, 'countedAs', ${countedAs('k')}, 'cause', x.cause, 'changedAt', x.changed_at, 'registeredAt', x.registered_at, 'status', x.status, 'settledAt', x.settled_at, 'case', jsonb_build_object('id', k.id, 'number', k.number))`,
  'resource_changes x JOIN cases k ON k.id = x.case_id WHERE x.resource_id = r.id',
  'x.changed_at DESC, x.id DESC',
);
const ENTERED = `(SELECT jsonb_build_object('status', k.status, 'level', k.level, 'source', k.source, 'accepted', k.accepted, 'proposed', k.proposed, 'determined', k.determined) FROM ${CATALOGUE} k WHERE k.id = r.id)`;

/** With the level at which it is protected. */
export const resourceView = (row: ResourceRow): ResourceItem => ({
  ...row,
  protectiveLevel: protectiveLevel({ gradingStatus: row.gradingStatus, proposedLevel: row.proposedLevel ?? undefined, determinedLevel: row.determinedLevel ?? undefined, sourceLevel: row.sourceLevel ?? undefined }),
});

/** 数据资源目录 as it is read. */
@Injectable()
export class ResourceReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: ChangeReader,
  ) {}

  conditions({ scope, q, level, gradingStatus, category, preserved, derived }: ResourceFilter): Conditions {
    return new Conditions()
      .add(scopeParameter(scope), (orgs) => `r.org_id = ANY (${orgs}::uuid[])`)
      .add(q, (text) => `r.name ILIKE ${text} OR r.code ILIKE ${text}`)
      .add(level, (value) => `coalesce(r.determined_level, r.proposed_level) = ${value}`)
      .add(gradingStatus, (value) => `r.grading_status = ${value}`)
      .add(category, (value) => `r.category = ${value}`)
      .add(preserved, (value) => `${PRESERVED} = ${value}`)
      .add(derived, (value) => `(r.derivation IS NOT NULL) = ${value}`);
  }

  /** @param personId who asks, if it is a person */
  async get(id: string, scope: OrganisationScope, personId: string | null): Promise<ResourceDetail | undefined> {
    const [row] = await this.dataSource.query<(ResourceRow & ResourceParts & { readonly changes: readonly ChangeRow[] })[]>(
      `SELECT ${RESOURCE_ITEM}, r.info, ${GRADINGS} AS gradings, ${COPIES} AS copies, ${SOURCES} AS sources, ${DERIVED} AS derived, ${PRESERVATIONS} AS preservations, ${CHANGES} AS changes, ${ENTERED} AS catalogue
       ${RESOURCES} WHERE ($1::uuid[] IS NULL OR r.org_id = ANY ($1)) AND r.id = $2`,
      [scopeParameter(scope), id, personId],
    );
    if (!row) return undefined;
    const clock = await this.changes.clock();
    return { ...row, ...resourceView(row), changes: row.changes.map((change) => this.changes.dated(change, clock)) };
  }
}
