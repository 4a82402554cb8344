import type { Client } from 'pg';
import { createDatabase, type TestDatabase } from '@test/support/stack/databases';
import { withClient } from '../../../apps/standalone/src/postgres';

jest.setTimeout(60_000);

const APPEND_ONLY = ['audit_events', 'case_events', 'form_revisions', 'resource_gradings', 'handings', 'recusals', 'dissents', 'catalogue_entries'] as const;
const HAVE_NO_CASE: Readonly<Record<string, string>> = { audit_events: 'id', resource_gradings: 'id', dissents: 'step_id' };
const INSUFFICIENT_PRIVILEGE = '42501';

/** A statement that changes every row, and would change none: what is refused is the attempt. */
const ATTEMPTS = {
  UPDATE: (table: string) => {
    const column = HAVE_NO_CASE[table] ?? 'case_id';
    return `UPDATE ${table} SET ${column} = ${column}`;
  },
  DELETE: (table: string) => `DELETE FROM ${table}`,
  TRUNCATE: (table: string) => `TRUNCATE ${table}`,
} as const;
const CASES = APPEND_ONLY.flatMap((table) => (['UPDATE', 'DELETE', 'TRUNCATE'] as const).map((verb) => [verb, table] as const));

describe("the application's role", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  const asApp = <T>(use: (client: Client) => Promise<T>): Promise<T> => withClient(database.appUrl, use);
  const asOwner = <T>(use: (client: Client) => Promise<T>): Promise<T> => withClient(database.ownerUrl, use);

  it.each(CASES)('cannot %s %s', async (verb, table) => {
    await expect(asApp((client) => client.query(ATTEMPTS[verb](table)))).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE });
  });

  it.each(CASES)('cannot %s %s by mistake of a grant either: the trigger refuses the owner too', async (verb, table) => {
    await expect(asOwner((client) => client.query(`${ATTEMPTS[verb](table)}${verb === 'TRUNCATE' ? ' CASCADE' : ''}`))).rejects.toMatchObject({
      code: INSUFFICIENT_PRIVILEGE,
      message: expect.stringContaining('append-only'),
    });
  });

  it('may add an audit event and read it', async () => {
    await asApp(async (client) => {
      await client.query(`INSERT INTO audit_events (id, action, actor_kind) VALUES (gen_random_uuid(), 'TEST', 'SYSTEM')`);
      expect((await client.query('SELECT FROM audit_events')).rowCount).toBe(1);
    });
  });

  it('owns nothing, belongs to no other role and has no power over the cluster', async () => {
    await asOwner(async (client) => {
      const owned = await client.query(`SELECT FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND refobjid = 'qingdun_app'::regrole AND deptype = 'o'`);
      expect(owned.rowCount).toBe(0);
      const memberships = await client.query(`SELECT FROM pg_auth_members WHERE member = 'qingdun_app'::regrole`);
      expect(memberships.rowCount).toBe(0);
      const role = await client.query(`SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = 'qingdun_app'`);
      expect(role.rows).toEqual([{ rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false, rolbypassrls: false }]);
    });
  });

  it.each([
    ['create a table', 'CREATE TABLE mine (id int)'],
    ['create a schema', 'CREATE SCHEMA mine'],
    ['switch a trigger off', 'ALTER TABLE audit_events DISABLE TRIGGER ALL'],
    ['replace the guard of the journal', `CREATE OR REPLACE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`],
    ['suspend triggers in its session', `SET session_replication_role = 'replica'`],
    ['change a password', `UPDATE local_accounts SET password_hash = 'x'`],
    ['delete a case', 'DELETE FROM cases'],
    ['change a policy of the past', 'DELETE FROM policies'],
    ['rewrite what came with a copy', `UPDATE copies SET note = 'x'`],
    ['delete a copy', 'DELETE FROM copies'],
    ['give a draft to somebody else', 'UPDATE opinion_drafts SET person_id = task_id'],
    ['give a session to somebody else', 'UPDATE login_sessions SET person_id = id'],
    ['lengthen a session', 'UPDATE login_sessions SET expires_at = now()'],
    ['say that somebody else was told', 'UPDATE deliveries SET person_id = id'],
    ['address a notice anew', 'UPDATE notices SET person_id = id'],
    ['replace the secret of a webhook', `UPDATE webhook_secrets SET sealed = 'x'`],
    ['forget a webhook', 'DELETE FROM webhook_endpoints'],
    ['give an identity to somebody else', `UPDATE external_identities SET person_id = person_id`],
    ['take back what was filed', 'DELETE FROM filings'],
    ['hand a filing to another organisation', 'UPDATE filings SET org_id = org_id'],
    ['rewrite a certificate', `UPDATE certificates SET body = '{}'`],
    ['withdraw a certificate', 'DELETE FROM certificates'],
    ['forget an obligation', 'DELETE FROM obligations'],
    ['lift a preservation without a trace', 'DELETE FROM preservations'],
    ['forget a copy of data', 'DELETE FROM resource_copies'],
    ['make a copy that of other data', 'UPDATE resource_copies SET resource_id = resource_id'],
    ['forget where data came from', 'DELETE FROM resource_sources'],
    ['forget a change of data', 'DELETE FROM resource_changes'],
    ['link a case elsewhere', 'UPDATE case_links SET to_case_id = case_id'],
    ['rewrite a definition', `UPDATE definitions SET digest = 'x'`],
  ])('cannot %s', async (_, sql) => {
    await expect(asApp((client) => client.query(sql))).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE });
  });

  it('reads every table and uses the sequence of case numbers', async () => {
    await asApp(async (client) => {
      const { rows } = await client.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
      expect(rows.length).toBeGreaterThan(30);
      for (const { name } of rows) await client.query(`SELECT FROM ${name} LIMIT 1`);
      await client.query(`SELECT nextval('case_numbers')`);
    });
  });
});
