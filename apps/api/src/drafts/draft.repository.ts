import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface Draft {
  readonly id: string;
  readonly processType: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly updatedAt: Date;
}

const COLUMNS = `id, process_type AS "processType", form, updated_at AS "updatedAt"`;

/** Drafts; every statement names the owner, so that nobody else's is ever touched. */
@Injectable()
export class DraftRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Undefined where the id is somebody else's draft. `created` tells a new one from a replaced one. */
  async put(ownerId: string, { id, processType, form }: Omit<Draft, 'updatedAt'>): Promise<(Draft & { readonly created: boolean }) | undefined> {
    const rows = await this.dataSource.query<(Draft & { created: boolean })[]>(
      `INSERT INTO drafts AS d (id, owner_id, process_type, form) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET process_type = excluded.process_type, form = excluded.form, updated_at = clock_timestamp() WHERE d.owner_id = excluded.owner_id
       RETURNING ${COLUMNS}, xmax = 0 AS created`,
      [id, ownerId, processType, JSON.stringify(form)],
    );
    return rows[0];
  }

  async count(ownerId: string): Promise<number> {
    const rows = await this.dataSource.query<{ count: number }[]>('SELECT count(*)::int AS count FROM drafts WHERE owner_id = $1', [ownerId]);
    return rows[0]?.count ?? 0;
  }

  /** One more than the limit, the newest id first. */
  list(ownerId: string, { processType, before, limit }: { processType?: string; before: string | null; limit: number }): Promise<readonly Draft[]> {
    return this.dataSource.query<Draft[]>(
      `SELECT ${COLUMNS} FROM drafts WHERE owner_id = $1 AND ($2::text IS NULL OR process_type = $2) AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
      [ownerId, processType ?? null, before, limit + 1],
    );
  }

  async get(ownerId: string, id: string): Promise<Draft | undefined> {
    return (await this.dataSource.query<Draft[]>(`SELECT ${COLUMNS} FROM drafts WHERE owner_id = $1 AND id = $2`, [ownerId, id]))[0];
  }

  /** Whether there was one. */
  async delete(ownerId: string, id: string): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown[], number]>('DELETE FROM drafts WHERE owner_id = $1 AND id = $2', [ownerId, id]);
    return count > 0;
  }
}
