import { Injectable } from '@nestjs/common';
import type { Preferences } from '@libs/notify/preferences';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';

/** Whose they are. */
export type Owner = { readonly personId: string } | { readonly orgId: string };

const column = (owner: Owner): 'person_id' | 'org_id' => ('personId' in owner ? 'person_id' : 'org_id');
const idOf = (owner: Owner): string => ('personId' in owner ? owner.personId : owner.orgId);

@Injectable()
export class PreferenceRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Nothing said is an empty set. */
  async get(owner: Owner): Promise<Preferences> {
    const [row] = await this.dataSource.query<{ body: Preferences }[]>(`SELECT body FROM notification_preferences WHERE ${column(owner)} = $1`, [idOf(owner)]);
    return row?.body ?? {};
  }

  async put(owner: Owner, body: Preferences, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await manager.query(
      `INSERT INTO notification_preferences (id, ${column(owner)}, body) VALUES ($1, $2, $3) ON CONFLICT (${column(owner)}) DO UPDATE SET body = excluded.body, updated_at = clock_timestamp()`,
      [v7(), idOf(owner), JSON.stringify(body)],
    );
  }

  async email(personId: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ email: string | null }[]>('SELECT email FROM persons WHERE id = $1', [personId]);
    return row?.email ?? null;
  }

  /** Whether there is such a person. */
  async setEmail(manager: EntityManager, personId: string, email: string | null): Promise<boolean> {
    const [, count] = await manager.query<[unknown[], number]>('UPDATE persons SET email = $2 WHERE id = $1', [personId, email]);
    return count > 0;
  }
}
