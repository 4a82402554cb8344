import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import type { ProvenIdentity } from './identity-provider';

export interface Binding {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly boundAt: Date;
  readonly boundBy: { readonly id: string; readonly name: string } | null;
}

export interface BoundPerson {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly active: boolean;
}

export interface BindingFilter {
  readonly personId?: string;
  readonly after: string | null;
  readonly limit: number;
}

const BINDING = `SELECT e.id, e.issuer, e.subject, e.bound_at AS "boundAt", jsonb_build_object('id', p.id, 'name', p.name) AS person,
  CASE WHEN b.id IS NULL THEN NULL ELSE jsonb_build_object('id', b.id, 'name', b.name) END AS "boundBy"
  FROM external_identities e JOIN persons p ON p.id = e.person_id LEFT JOIN persons b ON b.id = e.bound_by`;

/** Which identity of a provider is which person here. */
@Injectable()
export class BindingRepository {
  constructor(private readonly dataSource: DataSource) {}

  async person({ issuer, subject }: ProvenIdentity): Promise<BoundPerson | undefined> {
    const rows = await this.dataSource.query<BoundPerson[]>(
      'SELECT p.id, p.name, p.account, p.active FROM external_identities e JOIN persons p ON p.id = e.person_id WHERE e.issuer = $1 AND e.subject = $2',
      [issuer, subject],
    );
    return rows[0];
  }

  /** One more than the limit, in the order of ids. */
  list({ personId, after, limit }: BindingFilter): Promise<readonly Binding[]> {
    return this.dataSource.query<Binding[]>(`${BINDING} WHERE ($1::uuid IS NULL OR e.person_id = $1) AND ($2::uuid IS NULL OR e.id > $2) ORDER BY e.id LIMIT $3`, [personId ?? null, after, limit + 1]);
  }

  async find(manager: EntityManager, id: string): Promise<Binding | undefined> {
    const rows = await manager.query<Binding[]>(`${BINDING} WHERE e.id = $1`, [id]);
    return rows[0];
  }

  /** @returns the id of the binding, and whose it is: somebody else's where it was taken */
  async bind(manager: EntityManager, { issuer, subject }: ProvenIdentity, { personId, boundBy }: { readonly personId: string; readonly boundBy: string }): Promise<{ readonly id: string; readonly personId: string; readonly made: boolean }> {
    const made = await manager.query<{ id: string }[]>(
      'INSERT INTO external_identities (id, issuer, subject, person_id, bound_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id',
      [v7(), issuer, subject, personId, boundBy],
    );
    if (made[0]) return { id: made[0].id, personId, made: true };
    const [there] = await manager.query<{ id: string; personId: string }[]>('SELECT id, person_id AS "personId" FROM external_identities WHERE issuer = $1 AND subject = $2', [issuer, subject]);
    // Undone between the two statements: whoever asked tries again.
    return there ? { ...there, made: false } : await this.bind(manager, { issuer, subject }, { personId, boundBy });
  }

  /** @param personId whose it has to be, where it matters. @returns whose it was; undefined where there is none */
  async unbind(manager: EntityManager, id: string, personId?: string): Promise<string | undefined> {
    const [rows] = await manager.query<[{ personId: string }[], number]>('DELETE FROM external_identities WHERE id = $1 AND ($2::uuid IS NULL OR person_id = $2) RETURNING person_id AS "personId"', [id, personId ?? null]);
    return rows[0]?.personId;
  }
}
