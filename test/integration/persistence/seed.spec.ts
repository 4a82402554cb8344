import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verify } from '@node-rs/argon2';
import { runCommand } from '@libs/persistence/cli-command';
import { UsageError } from '@libs/persistence/failure-sentence';
import { DEMO_CLIENT, DEMO_ORGANISATIONS, DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import { demoAccounts } from '@libs/persistence/seed/demo-accounts';
import { demoId } from '@libs/persistence/seed/demo-id';
import { publishedYears } from '@libs/policy/holidays';
import { POLICY_SET } from '@libs/policy/policy-set';
import { createDatabase, type TestDatabase } from '@test/support/stack/databases';
import { withClient } from '../../../apps/standalone/src/postgres';

jest.setTimeout(60_000);

describe('the command seed', () => {
  let database: TestDatabase;
  let folder: string;
  let accountsFile: string;
  const run = (...argv: string[]): Promise<string> => runCommand(argv, { DATABASE_ADMIN_URL: database.ownerUrl });

  beforeAll(async () => {
    database = await createDatabase();
    folder = mkdtempSync(join(tmpdir(), 'qingdun-seed-'));
    accountsFile = join(folder, 'demo-accounts.json');
    await run('seed', '--accounts', accountsFile);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  });

  const rows = <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
    withClient(database.ownerUrl, async (client) => (await client.query<T>(sql, values)).rows);

  /** Every row of every table, password hashes and instants included; what services keep in memory they may read again. */
  const contents = (): Promise<Record<string, string[]>> =>
    withClient(database.ownerUrl, async (client) => {
      const { rows: tables } = await client.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'revisions' ORDER BY 1`);
      const all: Record<string, string[]> = {};
      for (const { name } of tables) all[name] = (await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`)).rows.map(({ row }) => row);
      return all;
    });

  it('changes nothing when run again, even by two at once', async () => {
    const before = await contents();
    await Promise.all([run('seed', '--accounts', accountsFile), run('seed', '--accounts', accountsFile)]);
    expect(await contents()).toEqual(before);
  });

  it('leaves alone what an administrator has changed', async () => {
    const id = demoId('person', 'vendor-y.operator-2');
    await rows(`UPDATE persons SET active = false WHERE id = $1`, [id]);
    await rows(`UPDATE assignments SET valid_to = clock_timestamp() WHERE person_id = $1`, [id]);
    const before = await contents();
    await run('seed', '--accounts', accountsFile);
    expect(await contents()).toEqual(before);
  });

  it('writes the accounts to a file that only its owner may read', () => {
    expect(statSync(accountsFile).mode & 0o777).toBe(0o600);
    const accounts: unknown = JSON.parse(readFileSync(accountsFile, 'utf8'));
    expect(accounts).toEqual(demoAccounts());
    expect(accounts).toContainEqual({
      account: 'hospital-a.staff-1',
      password: DEMO_PASSWORD,
      name: '甲医院·心内科医师 演示一',
      assignments: [{ position: 'UNIT_STAFF', positionTitle: '工作人员', org: { code: 'HOSPITAL-A', name: '演示甲医院' }, dept: '心内科' }],
    });
  });

  it('gives every account the password of the file, each under a salt of its own', async () => {
    const hashes = await rows<{ account: string; hash: string }>('SELECT p.account, l.password_hash AS hash FROM local_accounts l JOIN persons p ON p.id = l.person_id ORDER BY 1');
    expect(hashes.map(({ account }) => account)).toEqual(demoAccounts().map(({ account }) => account).toSorted());
    expect(new Set(hashes.map(({ hash }) => hash)).size).toBe(hashes.length);
    expect(hashes.filter(({ hash }) => !hash.startsWith('$argon2id$'))).toEqual([]);
    const [first] = hashes;
    expect(await verify(first?.hash ?? '', DEMO_PASSWORD)).toBe(true);
    expect(await verify(first?.hash ?? '', `${DEMO_PASSWORD}x`)).toBe(false);
  });

  it('registers the platform of the development centre', async () => {
    const [client] = await rows<{ org: string; hash: string }>('SELECT o.code AS org, c.secret_hash AS hash FROM machine_clients c JOIN organisations o ON o.id = c.org_id WHERE c.client_id = $1', [DEMO_CLIENT.clientId]);
    expect(client?.org).toBe('QP-CENTER');
    expect(await verify(client?.hash ?? '', DEMO_CLIENT.secret)).toBe(true);
  });

  it('stores every figure of the regulation as it is written', async () => {
    const stored = await rows<{ key: string; value: unknown; basis: string; class: string; verified: boolean; from: string }>(
      `SELECT key, value, basis, basis_class AS class, verified, effective_from::text AS from FROM policies ORDER BY key COLLATE "C"`,
    );
    const expected = POLICY_SET.map(({ key, value, basis, basisClass, verified, effectiveFrom }) => ({ key, value, basis, class: basisClass, verified, from: effectiveFrom }));
    expect(stored).toEqual(expected.toSorted((a, b) => (a.key < b.key ? -1 : 1)));
  });

  it('keeps the standing grade of a resource equal to its last grading', async () => {
    const resources = await rows<{ same: boolean }>(
      `SELECT (r.proposed_level, r.determined_level, r.grading_status) IS NOT DISTINCT FROM (g.proposed_level, g.determined_level, g.grading_status) AS same
       FROM resources r LEFT JOIN resource_gradings g ON g.resource_id = r.id AND g.revision = r.revision`,
    );
    expect(resources).toHaveLength(DEMO_ORGANISATIONS.flatMap((org) => org.resources ?? []).length);
    expect(resources.filter(({ same }) => !same)).toEqual([]);
  });

  it('without a file it writes what every site needs, and nobody who could sign in', async () => {
    const site = await createDatabase();
    await runCommand(['seed'], { DATABASE_ADMIN_URL: site.ownerUrl });
    const { rows: [counts] } = await withClient(site.ownerUrl, (client) =>
      client.query('SELECT (SELECT count(*)::int FROM policies) AS policies, (SELECT count(*)::int FROM calendar_years) AS years, (SELECT count(*)::int FROM persons) AS persons, (SELECT count(*)::int FROM organisations) AS organisations, (SELECT count(*)::int FROM machine_clients) AS clients'),
    );
    expect(counts).toEqual({ policies: POLICY_SET.length, years: publishedYears.length, persons: 0, organisations: 0, clients: 0 });
    await site.drop();
  });

  it('refuses to be called without the database, or with an unknown command', async () => {
    await expect(runCommand(['migrate'], {})).rejects.toMatchObject({ name: 'UsageError', message: expect.stringContaining('DATABASE_ADMIN_URL') });
    await expect(run('destroy')).rejects.toBeInstanceOf(UsageError);
    await expect(run('migrate', '--force')).rejects.toBeInstanceOf(UsageError);
  });

  it('comes beside commands that tell what the schema is', async () => {
    expect(await run('migrate')).toBe('applied: nothing, the schema is current');
    expect(await run('status')).toMatch(/^applied: 0001-foundation.*; pending: none$/);
  });
});
