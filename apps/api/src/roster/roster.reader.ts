import { Injectable } from '@nestjs/common';
import { POSITIONS } from '@libs/domain/positions';
import { holdsNow } from '@libs/persistence/holds-now';
import { positionCode } from '@libs/persistence/position-code';
import { DataSource, type EntityManager } from 'typeorm';
import { containing } from '../http/like';
import { type OrganisationScope, scopeParameter } from '../scope/reading-scope';

interface OrgName {
  readonly code: string;
  readonly name: string;
}

export interface RosterPerson {
  readonly id: string;
  readonly name: string;
  readonly account?: string;
  readonly active: boolean;
  readonly assignments: readonly { readonly position: string; readonly positionTitle: string; readonly org: OrgName; readonly dept?: string }[];
}

export interface RosterAssignment {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly position: string;
  readonly positionTitle: string;
  readonly org: OrgName;
  readonly dept: string | null;
  readonly documentNo: string | null;
  readonly validFrom: Date;
  readonly validTo: Date | null;
}

export interface RosterBody {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly org: OrgName;
  readonly members: readonly { readonly id: string; readonly name: string; readonly chair: boolean }[];
}

export interface RosterPage {
  readonly scope: OrganisationScope;
  readonly after: string | null;
  readonly limit: number;
}

export interface PersonPage extends RosterPage {
  /** Seen whatever the scope. */
  readonly self: string;
  readonly q?: string;
  readonly id?: string;
}

export interface AssignmentPage extends RosterPage {
  readonly position?: string;
  readonly personId?: string;
  readonly id?: string;
  readonly current: boolean;
}

const ORG = `jsonb_build_object('code', o.code, 'name', o.name)`;
const titled = <T extends { readonly position: string }>(row: T): T & { readonly positionTitle: string } => ({ ...row, positionTitle: POSITIONS[positionCode(row.position)].title });

/** The roster as it is read; each list gives one more than its limit, in the order of ids. */
@Injectable()
export class RosterReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Those who hold a position in the scope now, with these positions only, and oneself. */
  async persons({ scope, self, q, id, after, limit }: PersonPage): Promise<readonly RosterPerson[]> {
    const rows = await this.dataSource.query<RosterPerson[]>(
      `SELECT p.id, p.name, p.account, p.active, seats.list AS assignments
       FROM persons p CROSS JOIN LATERAL (
         SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('position', a.position, 'dept', a.dept, 'org', ${ORG})) ORDER BY a.valid_from, a.id), '[]') AS list
         FROM assignments a JOIN organisations o ON o.id = a.org_id
         WHERE a.person_id = p.id AND ${holdsNow('a')} AND ($1::uuid[] IS NULL OR a.org_id = ANY ($1) OR p.id = $2)) seats
       WHERE ($1::uuid[] IS NULL OR seats.list <> '[]' OR p.id = $2)
         AND ($3::text IS NULL OR p.name ILIKE $3) AND ($4::uuid IS NULL OR p.id = $4) AND ($5::uuid IS NULL OR p.id > $5)
       ORDER BY p.id LIMIT $6`,
      [scopeParameter(scope), self, containing(q), id ?? null, after, limit + 1],
    );
    return rows.map((row) => ({ ...row, assignments: row.assignments.map(titled) }));
  }

  async assignments({ scope, position, personId, id, current, after, limit }: AssignmentPage, manager: EntityManager = this.dataSource.manager): Promise<readonly RosterAssignment[]> {
    const rows = await manager.query<RosterAssignment[]>(
      `SELECT a.id, jsonb_build_object('id', p.id, 'name', p.name) AS person, a.position, ${ORG} AS org, a.dept, a.document_no AS "documentNo",
         a.valid_from AS "validFrom", a.valid_to AS "validTo"
       FROM assignments a JOIN persons p ON p.id = a.person_id JOIN organisations o ON o.id = a.org_id
       WHERE ($1::uuid[] IS NULL OR a.org_id = ANY ($1)) AND ($2::text IS NULL OR a.position = $2) AND ($3::uuid IS NULL OR a.person_id = $3)
         AND (NOT $4 OR (p.active AND ${holdsNow('a')})) AND ($5::uuid IS NULL OR a.id > $5) AND ($7::uuid IS NULL OR a.id = $7)
       ORDER BY a.id LIMIT $6`,
      [scopeParameter(scope), position ?? null, personId ?? null, current, after, limit + 1, id ?? null],
    );
    return rows.map(titled);
  }

  /** As it stands for whoever has just changed it. */
  async assignment(manager: EntityManager, id: string): Promise<RosterAssignment | undefined> {
    return (await this.assignments({ scope: 'ALL', id, current: false, after: null, limit: 1 }, manager))[0];
  }

  /** The same of a body. */
  async body(manager: EntityManager, id: string): Promise<RosterBody | undefined> {
    return (await this.bodies({ scope: 'ALL', id, after: null, limit: 1 }, manager))[0];
  }

  bodies({ scope, id, after, limit }: RosterPage & { readonly id?: string }, manager: EntityManager = this.dataSource.manager): Promise<readonly RosterBody[]> {
    return manager.query<RosterBody[]>(
      `SELECT b.id, b.code, b.title, ${ORG} AS org,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'chair', m.chair) ORDER BY m.chair DESC, p.id), '[]')
          FROM body_members m JOIN persons p ON p.id = m.person_id AND p.active WHERE m.body_id = b.id AND ${holdsNow('m')}) AS members
       FROM bodies b JOIN organisations o ON o.id = b.org_id
       WHERE ($1::uuid[] IS NULL OR b.org_id = ANY ($1)) AND ($2::uuid IS NULL OR b.id > $2) AND ($4::uuid IS NULL OR b.id = $4) ORDER BY b.id LIMIT $3`,
      [scopeParameter(scope), after, limit + 1, id ?? null],
    );
  }
}
