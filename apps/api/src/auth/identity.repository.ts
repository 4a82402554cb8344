import { Injectable } from '@nestjs/common';
import { holdsNow } from '@libs/persistence/holds-now';
import { DataSource } from 'typeorm';
import { LIVE } from './login-session.repository';
import type { ClientPrincipal, PersonPrincipal, SessionState, TokenIdentity } from './principal';

export interface LocalAccount {
  readonly personId: string;
  readonly name: string;
  readonly account: string;
  readonly active: boolean;
  readonly passwordHash: string;
  readonly locked: boolean;
}

export interface MachineClient {
  readonly id: string;
  readonly secretHash: string;
}

/** A principal, or the reason why there is none. */
export type Looked<P> = (P & { readonly revoked: boolean }) | undefined;
export type LookedPerson = Looked<Omit<PersonPrincipal, 'kind'> & { readonly session: SessionState | null }>;

const ORG = `jsonb_build_object('id', o.id, 'code', o.code, 'name', o.name, 'type', o.type)`;
const REVOKED = `EXISTS (SELECT FROM revoked_tokens t WHERE t.jti = $2) AS revoked`;

const LOCAL_ACCOUNT = `SELECT p.id AS "personId", p.name, p.account, p.active, l.password_hash AS "passwordHash", coalesce(l.locked_until > clock_timestamp(), false) AS locked
  FROM persons p JOIN local_accounts l ON l.person_id = p.id`;

/** Who is behind a name, a secret or a token. */
@Injectable()
export class IdentityRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The one look-up for each person's token every few seconds. Of a session it notes, to the minute, that it is used, unless told otherwise. */
  async person(id: string, { tokenId, sidHash }: Pick<TokenIdentity, 'tokenId' | 'sidHash'>, { noted = true } = {}): Promise<LookedPerson> {
    const rows = await this.dataSource.query<NonNullable<LookedPerson>[]>(
      `WITH session AS (SELECT s.id, s.seen_at, s.reauthenticated_at FROM login_sessions s WHERE s.sid_hash = $3 AND s.person_id = $1 AND ${LIVE}),
         seen AS (UPDATE login_sessions s SET seen_at = clock_timestamp() FROM session WHERE s.id = session.id AND session.seen_at < clock_timestamp() - interval '1 minute' AND $4::boolean)
       SELECT p.id AS "personId", p.account, p.name, ${REVOKED},
         (SELECT jsonb_build_object('id', id, 'reauthenticatedAt', (extract(epoch FROM reauthenticated_at) * 1000)::bigint) FROM session) AS session,
         (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('position', a.position, 'dept', a.dept, 'org', ${ORG})) ORDER BY a.valid_from, a.id), '[]')
          FROM assignments a JOIN organisations o ON o.id = a.org_id
          WHERE a.person_id = p.id AND ${holdsNow('a')}) AS assignments
       FROM persons p WHERE p.id = $1 AND p.active AND ($3::text IS NULL OR EXISTS (SELECT FROM session))`,
      [id, tokenId, sidHash ?? null, noted],
    );
    return rows[0];
  }

  async client(id: string, tokenId: string): Promise<Looked<Omit<ClientPrincipal, 'kind'>>> {
    const rows = await this.dataSource.query<NonNullable<Looked<Omit<ClientPrincipal, 'kind'>>>[]>(
      `SELECT c.id, c.client_id AS "clientId", ${ORG} AS org, ${REVOKED}
       FROM machine_clients c JOIN organisations o ON o.id = c.org_id WHERE c.id = $1 AND c.active`,
      [id, tokenId],
    );
    return rows[0];
  }

  async localAccount(account: string): Promise<LocalAccount | undefined> {
    return (await this.dataSource.query<LocalAccount[]>(`${LOCAL_ACCOUNT} WHERE p.account = $1`, [account]))[0];
  }

  async localAccountOf(personId: string): Promise<LocalAccount | undefined> {
    return (await this.dataSource.query<LocalAccount[]>(`${LOCAL_ACCOUNT} WHERE p.id = $1`, [personId]))[0];
  }

  async clientByClientId(clientId: string): Promise<MachineClient | undefined> {
    const rows = await this.dataSource.query<MachineClient[]>(
      'SELECT id, secret_hash AS "secretHash" FROM machine_clients WHERE client_id = $1 AND active',
      [clientId],
    );
    return rows[0];
  }

  async personOfSubject(issuer: string, subject: string): Promise<string | undefined> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'SELECT person_id AS id FROM external_identities WHERE issuer = $1 AND subject = $2',
      [issuer, subject],
    );
    return rows[0]?.id;
  }

  async personByAccount(account: string): Promise<string | undefined> {
    const rows = await this.dataSource.query<{ id: string }[]>('SELECT id FROM persons WHERE account = $1', [account]);
    return rows[0]?.id;
  }
}
