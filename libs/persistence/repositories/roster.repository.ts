import { POSITIONS } from '@libs/domain/positions';
import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { PersonEntity } from '../entities/person.entity';
import { holdsNow } from '../holds-now';
import { positionCode } from '../position-code';
import type { AssignmentRow, OrganisationRow } from './roster.rows';

/** Who somebody is and what they hold, by the database's clock. Who may act in a case is asked by the record, under its lock. */
@Injectable()
export class RosterRepository {
  constructor(private readonly manager: EntityManager) {}

  personById(id: string): Promise<PersonEntity | null> {
    return this.manager.findOneBy(PersonEntity, { id });
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
