import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export type SessionMethod = 'PASSWORD' | 'OIDC';
export type SessionEnd = 'LOGOUT' | 'OWNER' | 'ADMINISTRATOR';

export interface NewLoginSession {
  readonly id: string;
  readonly sidHash: string;
  readonly personId: string;
  readonly method: SessionMethod;
  /** When the person proved at the provider who they are; undefined where it does not say. A password proves it now. */
  readonly provenAt?: Date;
  readonly userAgent: string | undefined;
  readonly idleMs: number;
  readonly absoluteMs: number;
}

/** A session that is not over. */
export interface LoginSession {
  readonly id: string;
  readonly method: SessionMethod;
  readonly userAgent: string | null;
  readonly startedAt: Date;
  readonly reauthenticatedAt: Date | null;
  readonly seenAt: Date;
  readonly expiresAt: Date;
}

/** Not ended, and neither too old nor too long without a request. */
export const LIVE = `s.ended_at IS NULL AND s.expires_at > clock_timestamp() AND s.seen_at + make_interval(secs => s.idle_seconds) > clock_timestamp()`;

@Injectable()
export class LoginSessionRepository {
  constructor(private readonly dataSource: DataSource) {}

  async insert(manager: EntityManager, { id, sidHash, personId, method, provenAt, userAgent, idleMs, absoluteMs }: NewLoginSession): Promise<void> {
    await manager.query(
      `INSERT INTO login_sessions (id, sid_hash, person_id, method, user_agent, idle_seconds, expires_at, reauthenticated_at)
       VALUES ($1, $2, $3, $4::text, $5, $6, clock_timestamp() + $7 * interval '1 millisecond',
         CASE WHEN $4::text = 'PASSWORD' THEN clock_timestamp() WHEN $8::timestamptz IS NOT NULL THEN least($8::timestamptz, clock_timestamp()) END)`,
      [id, sidHash, personId, method, userAgent ?? null, Math.ceil(idleMs / 1_000), absoluteMs, provenAt ?? null],
    );
  }

  /** One more than the limit, the newest first. */
  live(personId: string, { after, limit }: { after: string | null; limit: number }): Promise<readonly LoginSession[]> {
    return this.dataSource.query<LoginSession[]>(
      `SELECT s.id, s.method, s.user_agent AS "userAgent", s.started_at AS "startedAt", s.reauthenticated_at AS "reauthenticatedAt", s.seen_at AS "seenAt", s.expires_at AS "expiresAt"
       FROM login_sessions s WHERE s.person_id = $1 AND ${LIVE} AND ($2::uuid IS NULL OR s.id < $2) ORDER BY s.id DESC LIMIT $3`,
      [personId, after, limit + 1],
    );
  }

  /** Ends one session of a person, those that began in one way, or all of them. @returns how many were still live */
  async end(manager: EntityManager, { personId, id, method }: { personId: string; id?: string; method?: SessionMethod }, reason: SessionEnd): Promise<number> {
    const [, ended] = await manager.query<[unknown[], number]>(
      `UPDATE login_sessions s SET ended_at = clock_timestamp(), end_reason = $3
       WHERE s.person_id = $1 AND ($2::uuid IS NULL OR s.id = $2) AND ($4::text IS NULL OR s.method = $4) AND ${LIVE}`,
      [personId, id ?? null, reason, method ?? null],
    );
    return ended;
  }

  async isLive(personId: string, id: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(`SELECT FROM login_sessions s JOIN persons p ON p.id = s.person_id AND p.active WHERE s.id = $2 AND s.person_id = $1 AND ${LIVE}`, [personId, id]);
    return rows.length > 0;
  }

  /** Whether the person of a live session has proved so recently who they are. */
  async provenWithin(id: string, withinMs: number): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(`SELECT FROM login_sessions s WHERE s.id = $1 AND s.reauthenticated_at >= clock_timestamp() - $2 * interval '1 millisecond' AND ${LIVE}`, [id, withinMs]);
    return rows.length > 0;
  }

  /** @returns the instant; undefined where the session is over */
  async reauthenticated(manager: EntityManager, id: string): Promise<Date | undefined> {
    const [rows] = await manager.query<[{ at: Date }[], number]>(
      `UPDATE login_sessions s SET reauthenticated_at = clock_timestamp() WHERE s.id = $1 AND ${LIVE} RETURNING reauthenticated_at AS at`,
      [id],
    );
    return rows[0]?.at;
  }
}
