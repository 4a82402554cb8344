import { Injectable } from '@nestjs/common';
import { civilDateOf, endOfDay, startOfDay } from '@libs/domain/calendar';
import { holdsNow } from '@libs/persistence/holds-now';
import { DataSource, type EntityManager } from 'typeorm';
import { type OrganisationScope, scopeParameter } from '../scope/reading-scope';

/** Days are civil days of Asia/Shanghai, both included. */
export interface Absence {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly from: string;
  readonly to: string;
  readonly enteredBy: { readonly id: string; readonly name: string };
  readonly enteredAt: Date;
  readonly cancelledAt?: Date;
}

export interface AbsencePage {
  /** Whose roster the reader keeps; their own absences they see besides. */
  readonly keeps: OrganisationScope;
  readonly self: string;
  readonly personId?: string;
  readonly id?: string;
  readonly after: string | null;
  readonly limit: number;
}

export interface NewAbsence {
  readonly id: string;
  readonly personId: string;
  readonly from: string;
  readonly to: string;
  readonly enteredBy: string;
}

interface Row {
  readonly id: string;
  readonly person: Absence['person'];
  readonly entered_by: Absence['enteredBy'];
  readonly from_at: Date;
  readonly to_at: Date;
  readonly entered_at: Date;
  readonly cancelled_at: Date | null;
}

const BELONGS = `EXISTS (SELECT FROM assignments a WHERE a.person_id = p.id AND a.org_id = ANY ($1) AND ${holdsNow('a')})`;

@Injectable()
export class AbsenceRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** One more than the limit, in the order in which they were entered. */
  async list({ keeps, self, personId, id, after, limit }: AbsencePage, manager: EntityManager = this.dataSource.manager): Promise<Absence[]> {
    const rows = await manager.query<Row[]>(
      `SELECT x.id, jsonb_build_object('id', p.id, 'name', p.name) AS person, jsonb_build_object('id', e.id, 'name', e.name) AS entered_by, x.from_at, x.to_at, x.entered_at, x.cancelled_at
       FROM absences x JOIN persons p ON p.id = x.person_id JOIN persons e ON e.id = x.entered_by
       WHERE ($1::uuid[] IS NULL OR p.id = $2 OR ${BELONGS}) AND ($3::uuid IS NULL OR p.id = $3) AND ($4::uuid IS NULL OR x.id = $4) AND ($5::uuid IS NULL OR x.id > $5) ORDER BY x.id LIMIT $6`,
      [scopeParameter(keeps), self, personId ?? null, id ?? null, after, limit + 1],
    );
    return rows.map(({ id: absenceId, person, entered_by, from_at, to_at, entered_at, cancelled_at }) => ({
      id: absenceId,
      person,
      from: civilDateOf(from_at.getTime()),
      to: civilDateOf(to_at.getTime() - 1),
      enteredBy: entered_by,
      enteredAt: entered_at,
      ...(cancelled_at !== null && { cancelledAt: cancelled_at }),
    }));
  }

  /** Whether this person belongs to an organisation whose roster is kept. */
  async isKept(personId: string, keeps: OrganisationScope): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(`SELECT FROM persons p WHERE p.id = $2 AND ($1::uuid[] IS NULL OR ${BELONGS})`, [scopeParameter(keeps), personId]);
    return rows.length > 0;
  }

  async insert(manager: EntityManager, { id, personId, from, to, enteredBy }: NewAbsence): Promise<void> {
    await manager.query('INSERT INTO absences (id, person_id, from_at, to_at, entered_by) VALUES ($1, $2, $3, $4, $5)', [id, personId, new Date(startOfDay(from)), new Date(endOfDay(to)), enteredBy]);
  }

  /** Whether it stood until now. */
  async cancel(manager: EntityManager, id: string, by: string): Promise<boolean> {
    const [, count] = await manager.query<[unknown[], number]>('UPDATE absences SET cancelled_by = $2, cancelled_at = clock_timestamp() WHERE id = $1 AND cancelled_at IS NULL', [id, by]);
    return count > 0;
  }
}
