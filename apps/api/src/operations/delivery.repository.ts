import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export interface DeliveryRead {
  readonly id: string;
  readonly channel: string;
  readonly kind: string;
  readonly state: string;
  readonly attempts: number;
  readonly dueAt: string;
  readonly sentAt: string | null;
  readonly lastFailure: string | null;
  /** A person, or the endpoint of another system. */
  readonly to: { readonly id: string; readonly name: string };
  readonly case: { readonly id: string; readonly number: string };
}

export interface DeliveryFilter {
  readonly state: string;
  readonly channel?: string;
  /** Only older ones. */
  readonly before: string | null;
  readonly limit: number;
}

export interface DeliveryFound {
  readonly id: string;
  readonly state: string;
  readonly caseId: string;
  readonly orgId: string;
}

const ITEM = `json_build_object('id', d.id, 'channel', d.channel, 'kind', n.kind, 'state', d.state, 'attempts', d.attempts, 'dueAt', d.due_at, 'sentAt', d.sent_at, 'lastFailure', d.last_failure,
  'to', json_build_object('id', coalesce(p.id, e.id), 'name', coalesce(p.name, e.name)), 'case', json_build_object('id', c.id, 'number', c.number))`;
const LIST = `SELECT ${ITEM} AS item FROM deliveries d JOIN notices n ON n.id = d.notice_id JOIN cases c ON c.id = n.case_id LEFT JOIN persons p ON p.id = d.person_id LEFT JOIN webhook_endpoints e ON e.id = d.endpoint_id
  WHERE d.state = $1 AND d.channel <> 'IN_APP' AND ($2::text IS NULL OR d.channel = $2) AND ($3::uuid IS NULL OR d.id < $3) ORDER BY d.id DESC LIMIT $4`;

@Injectable()
export class DeliveryRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Those that leave the system, the newest first. */
  async list({ state, channel, before, limit }: DeliveryFilter): Promise<DeliveryRead[]> {
    const rows = await this.dataSource.query<{ item: DeliveryRead }[]>(LIST, [state, channel ?? null, before, limit + 1]);
    return rows.map(({ item }) => item);
  }

  /** It and what is sent in one message with it, each with the case that it is of; none where there is no such delivery. Locked for the transaction. */
  async messageOf(manager: EntityManager, id: string): Promise<DeliveryFound[]> {
    return manager.query<DeliveryFound[]>(
      `SELECT d.id, d.state, c.id AS "caseId", c.org_id AS "orgId" FROM deliveries d JOIN notices n ON n.id = d.notice_id JOIN cases c ON c.id = n.case_id
       WHERE d.id = $1 OR d.digest_id = (SELECT x.digest_id FROM deliveries x WHERE x.id = $1) ORDER BY d.id FOR NO KEY UPDATE OF d`,
      [id],
    );
  }

  /** Due at once, with all its attempts before it, and under the id that it has. */
  async revive(manager: EntityManager, ids: readonly string[]): Promise<void> {
    await manager.query(`UPDATE deliveries SET state = 'PENDING', attempts = 0, due_at = clock_timestamp() WHERE id = ANY($1::uuid[])`, [ids]);
  }
}
