import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** An audit event as the audit administrator reads it. */
export interface AuditEvent {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string | null; readonly position: string | null };
  readonly org: { readonly code: string; readonly name: string } | null;
  readonly caseId: string | null;
  readonly seq: number | null;
  readonly refused: string | null;
  readonly count: number;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditFilter {
  readonly action?: string;
  readonly actorId?: string;
  readonly caseId?: string;
  readonly refused?: boolean;
  readonly after: string | null;
  readonly limit: number;
}

@Injectable()
export class AuditReader {
  constructor(private readonly dataSource: DataSource) {}

  /** One more than the limit, the newest first: ids are in the order of time. */
  events({ action, actorId, caseId, refused, after, limit }: AuditFilter): Promise<readonly AuditEvent[]> {
    return this.dataSource.query<AuditEvent[]>(
      `SELECT e.id, e.at, e.action, jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id, 'name', p.name, 'position', e.position) AS actor,
         CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('code', o.code, 'name', o.name) END AS org, e.case_id AS "caseId", e.seq, e.refused, e.count, e.details
       FROM audit_events e LEFT JOIN persons p ON e.actor_kind = 'PERSON' AND p.id = e.actor_id LEFT JOIN organisations o ON o.id = e.org_id
       WHERE ($1::text IS NULL OR e.action = $1) AND ($2::uuid IS NULL OR e.actor_id = $2) AND ($3::uuid IS NULL OR e.case_id = $3)
         AND ($4::boolean IS NULL OR (e.refused IS NOT NULL) = $4) AND ($5::uuid IS NULL OR e.id < $5)
       ORDER BY e.id DESC LIMIT $6`,
      [action ?? null, actorId ?? null, caseId ?? null, refused ?? null, after, limit + 1],
    );
  }
}
