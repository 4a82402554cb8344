import { POSITIONS, type PositionCode } from '@libs/domain/positions';
import { Injectable } from '@nestjs/common';
import { EntityManager, In } from 'typeorm';
import { PersonEntity } from '../entities/person.entity';
import { holdsNow } from '../holds-now';
import { positionCode } from '../position-code';
import type { AssignmentRow, BodyRow, OrganisationRow, PersonRow, SeatQuery } from './roster.rows';

/**
 * Who may act, by the database's clock. Given the `EntityManager` of a transaction it reads inside it, so that who is
 * eligible is asked under the lock that the act holds.
 */
@Injectable()
export class RosterRepository {
  constructor(private readonly manager: EntityManager) {}

  personByAccount(account: string): Promise<PersonEntity | null> {
    return this.manager.findOneBy(PersonEntity, { account });
  }

  personById(id: string): Promise<PersonEntity | null> {
    return this.manager.findOneBy(PersonEntity, { id });
  }

  /** By id; those that do not exist are missing. */
  async personsById(ids: readonly string[]): Promise<ReadonlyMap<string, PersonEntity>> {
    const persons = await this.manager.findBy(PersonEntity, { id: In([...ids]) });
    return new Map(persons.map((person) => [person.id, person]));
  }

  async organisationByCode(code: string): Promise<OrganisationRow | undefined> {
    const rows = await this.manager.query<OrganisationRow[]>('SELECT id, code, name, type FROM organisations WHERE code = $1', [code]);
    return rows[0];
  }

  /** The assignments of a person that hold now, the oldest first. Nobody who is inactive holds any. */
  async assignmentsOf(personId: string): Promise<readonly AssignmentRow[]> {
    const rows = await this.manager.query<AssignmentRecord[]>(
      `SELECT a.id, a.position, a.dept, a.valid_from AS "validFrom", a.valid_to AS "validTo",
              o.id AS "orgId", o.code AS "orgCode", o.name AS "orgName", o.type AS "orgType"
       FROM assignments a JOIN persons p ON p.id = a.person_id JOIN organisations o ON o.id = a.org_id
       WHERE a.person_id = $1 AND p.active AND ${holdsNow('a')}
       ORDER BY a.valid_from, a.position, a.id`,
      [personId],
    );
    return rows.map(toAssignment);
  }

  /**
   * Who holds a seat now, each person once, by account. A seat of a department is also held by who holds the position
   * for the whole organisation.
   */
  holdersOf({ position, orgId, dept }: SeatQuery): Promise<readonly PersonRow[]> {
    return this.manager.query<PersonRow[]>(
      `SELECT DISTINCT p.id, p.name, p.account
       FROM assignments a JOIN persons p ON p.id = a.person_id
       WHERE a.org_id = $1 AND a.position = $2 AND ($3::text IS NULL OR a.dept IS NULL OR a.dept = $3)
         AND p.active AND ${holdsNow('a')}
       ORDER BY p.account`,
      [orgId, position, dept ?? null],
    );
  }

  /** The positions that somebody holds in an organisation now. */
  async staffedPositions(orgId: string): Promise<ReadonlySet<PositionCode>> {
    const rows = await this.manager.query<{ position: string }[]>(
      `SELECT DISTINCT a.position FROM assignments a JOIN persons p ON p.id = a.person_id
       WHERE a.org_id = $1 AND p.active AND ${holdsNow('a')}`,
      [orgId],
    );
    return new Set(rows.map(({ position }) => positionCode(position)));
  }

  /** The bodies of an organisation with who is a member now; a body without members is listed too. */
  bodiesOf(orgId: string): Promise<readonly BodyRow[]> {
    return this.manager.query<BodyRow[]>(
      `SELECT b.id, b.code, b.title,
              coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'account', p.account, 'chair', m.chair)
                                 ORDER BY m.chair DESC, p.account) FILTER (WHERE p.id IS NOT NULL), '[]') AS members
       FROM bodies b
       LEFT JOIN body_members m ON m.body_id = b.id AND ${holdsNow('m')}
       LEFT JOIN persons p ON p.id = m.person_id AND p.active
       WHERE b.org_id = $1
       GROUP BY b.id ORDER BY b.code`,
      [orgId],
    );
  }

  async bodyOf(orgId: string, code: string): Promise<BodyRow | undefined> {
    return (await this.bodiesOf(orgId)).find((body) => body.code === code);
  }
}

interface AssignmentRecord {
  readonly id: string;
  readonly position: string;
  readonly dept: string | null;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly orgId: string;
  readonly orgCode: string;
  readonly orgName: string;
  readonly orgType: OrganisationRow['type'];
}

function toAssignment(row: AssignmentRecord): AssignmentRow {
  const position = positionCode(row.position);
  return {
    id: row.id,
    position,
    positionTitle: POSITIONS[position].title,
    org: { id: row.orgId, code: row.orgCode, name: row.orgName, type: row.orgType },
    ...(row.dept === null ? {} : { dept: row.dept }),
    validFrom: row.validFrom,
    ...(row.validTo === null ? {} : { validTo: row.validTo }),
  };
}
