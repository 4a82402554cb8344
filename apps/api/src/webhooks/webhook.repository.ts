import { Injectable } from '@nestjs/common';
import type { SealedSecret } from '@libs/notify/webhook/secrets';
import { DataSource, type EntityManager } from 'typeorm';

export interface EndpointChange {
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly orgId: string | null;
  readonly active: boolean;
}

export interface Endpoint {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly org: { readonly code: string; readonly name: string } | null;
  readonly active: boolean;
  readonly createdAt: string;
  /** Those that sign now, the newest first; never the secrets themselves. */
  readonly secrets: readonly { readonly id: string; readonly createdAt: string; readonly endsAt: string | null }[];
}

export interface EndpointDelivery {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly attempts: number;
  readonly dueAt: string;
  readonly sentAt: string | null;
  readonly lastFailure: string | null;
  readonly case: { readonly id: string; readonly number: string };
}

const ITEM = `json_build_object('id', e.id, 'name', e.name, 'url', e.url, 'kinds', e.kinds, 'org', CASE WHEN o.id IS NULL THEN NULL ELSE json_build_object('code', o.code, 'name', o.name) END,
  'active', e.active, 'createdAt', e.created_at, 'secrets', (SELECT coalesce(json_agg(json_build_object('id', k.id, 'createdAt', k.created_at, 'endsAt', k.ends_at) ORDER BY k.created_at DESC), '[]')
    FROM webhook_secrets k WHERE k.endpoint_id = e.id AND (k.ends_at IS NULL OR k.ends_at > clock_timestamp())))`;
const FROM = `webhook_endpoints e LEFT JOIN organisations o ON o.id = e.org_id WHERE e.deleted_at IS NULL`;

const DELIVERY = `json_build_object('id', d.id, 'kind', n.kind, 'state', d.state, 'attempts', d.attempts, 'dueAt', d.due_at, 'sentAt', d.sent_at, 'lastFailure', d.last_failure, 'case', json_build_object('id', c.id, 'number', c.number))`;

@Injectable()
export class WebhookRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest first. */
  async list(before: string | null, limit: number): Promise<Endpoint[]> {
    const rows = await this.dataSource.query<{ item: Endpoint }[]>(`SELECT ${ITEM} AS item FROM ${FROM} AND ($1::uuid IS NULL OR e.id < $1) ORDER BY e.id DESC LIMIT $2`, [before, limit + 1]);
    return rows.map(({ item }) => item);
  }

  async get(id: string, manager: EntityManager = this.dataSource.manager): Promise<Endpoint | undefined> {
    const [row] = await manager.query<{ item: Endpoint }[]>(`SELECT ${ITEM} AS item FROM ${FROM} AND e.id = $1`, [id]);
    return row?.item;
  }

  async insert(manager: EntityManager, id: string, by: string, { name, url, kinds, orgId, active }: EndpointChange): Promise<void> {
    await manager.query('INSERT INTO webhook_endpoints (id, name, url, kinds, org_id, active, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)', [id, name, url, kinds, orgId, active, by]);
  }

  /** Whether there is such an endpoint. */
  async update(manager: EntityManager, id: string, { name, url, kinds, orgId, active }: EndpointChange): Promise<boolean> {
    const [, count] = await manager.query<[unknown[], number]>('UPDATE webhook_endpoints SET name = $2, url = $3, kinds = $4, org_id = $5, active = $6 WHERE id = $1 AND deleted_at IS NULL', [id, name, url, kinds, orgId, active]);
    return count > 0;
  }

  /** Whether there was one. Its secrets are gone; what was sent to it stays. */
  async delete(manager: EntityManager, id: string): Promise<boolean> {
    const [, count] = await manager.query<[unknown[], number]>('UPDATE webhook_endpoints SET active = false, deleted_at = clock_timestamp() WHERE id = $1 AND deleted_at IS NULL', [id]);
    if (count > 0) await manager.query('DELETE FROM webhook_secrets WHERE endpoint_id = $1', [id]);
    return count > 0;
  }

  async addSecret(manager: EntityManager, endpointId: string, { id, sealed }: SealedSecret): Promise<void> {
    await manager.query('INSERT INTO webhook_secrets (id, endpoint_id, sealed) VALUES ($1, $2, $3)', [id, endpointId, sealed]);
  }

  /** Those that sign now go on for so long, and none longer than it would have. Locks the endpoint; false where there is none. */
  async endSecrets(manager: EntityManager, endpointId: string, overlapHours: number): Promise<boolean> {
    const found = await manager.query<unknown[]>('SELECT FROM webhook_endpoints WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE', [endpointId]);
    if (found.length === 0) return false;
    await manager.query(`UPDATE webhook_secrets SET ends_at = least(ends_at, clock_timestamp() + $2 * interval '1 hour') WHERE endpoint_id = $1`, [endpointId, overlapHours]);
    return true;
  }

  async secret(id: string): Promise<SealedSecret | undefined> {
    const [row] = await this.dataSource.query<SealedSecret[]>('SELECT id, sealed FROM webhook_secrets WHERE id = $1', [id]);
    return row;
  }

  /** The newest first. */
  async deliveries(endpointId: string, { state, before, limit }: { readonly state?: string; readonly before: string | null; readonly limit: number }): Promise<EndpointDelivery[]> {
    const rows = await this.dataSource.query<{ item: EndpointDelivery }[]>(
      `SELECT ${DELIVERY} AS item FROM deliveries d JOIN notices n ON n.id = d.notice_id JOIN cases c ON c.id = n.case_id
       WHERE d.endpoint_id = $1 AND ($2::text IS NULL OR d.state = $2) AND ($3::uuid IS NULL OR d.id < $3) ORDER BY d.id DESC LIMIT $4`,
      [endpointId, state ?? null, before, limit + 1],
    );
    return rows.map(({ item }) => item);
  }
}
