import { Injectable } from '@nestjs/common';
import { holdsNow } from '@libs/persistence/holds-now';
import { DataSource } from 'typeorm';
import type { ClientPrincipal, PersonPrincipal } from './principal';

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

const ORG = `jsonb_build_object('id', o.id, 'code', o.code, 'name', o.name, 'type', o.type)`;
const REVOKED = `EXISTS (SELECT FROM revoked_tokens t WHERE t.jti = $2) AS revoked`;

/** Who is behind a name, a secret or a token. */
@Injectable()
export class IdentityRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The one look-up for each person's token every few seconds. */
  async person(id: string, tokenId: string): Promise<Looked<Omit<PersonPrincipal, 'kind'>>> {
    const rows = await this.dataSource.query<NonNullable<Looked<Omit<PersonPrincipal, 'kind'>>>[]>(
      `SELECT p.id AS "personId", p.account, p.name, ${REVOKED},
         (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('position', a.position, 'dept', a.dept, 'org', ${ORG})) ORDER BY a.valid_from, a.id), '[]')
          FROM assignments a JOIN organisations o ON o.id = a.org_id
          WHERE a.person_id = p.id AND ${holdsNow('a')}) AS assignments
       FROM persons p WHERE p.id = $1 AND p.active`,
      [id, tokenId],
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
    const rows = await this.dataSource.query<LocalAccount[]>(
      `SELECT p.id AS "personId", p.name, p.account, p.active, l.password_hash AS "passwordHash", coalesce(l.locked_until > clock_timestamp(), false) AS locked
       FROM persons p JOIN local_accounts l ON l.person_id = p.id WHERE p.account = $1`,
      [account],
    );
    return rows[0];
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
