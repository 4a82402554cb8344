import { createOwnerDataSource } from '@libs/persistence/data-source';
import { migrate, migrationStatus, revert } from '@libs/persistence/migrate';
import { MIGRATIONS_FOLDER, migrationNames } from '@libs/persistence/sql-migration';
import { type OwnServers, ownServers } from '@test/support/stack/own-servers';
import { connectionTo, withClient } from '../../../apps/standalone/src/postgres';
import { catalogueOf } from './catalogue';

// Databases are made and dropped, on a server that really syncs.
jest.setTimeout(120_000);

const ALL = migrationNames(MIGRATIONS_FOLDER);

/** A server of its own: the migrations make and drop a role, and roles belong to the whole cluster. */
describe('the migrations', () => {
  let servers: OwnServers;
  let adminUrl: string;

  beforeAll(async () => {
    servers = ownServers();
    adminUrl = (await servers.startPostgres()).adminUrl;
    await withClient(adminUrl, async (admin) => {
      await admin.query(`CREATE ROLE plain_owner LOGIN PASSWORD 'test-only'`);
      await admin.query(`CREATE ROLE role_maker LOGIN CREATEROLE PASSWORD 'test-only'`);
    });
  });
  afterAll(() => servers.stop());

  async function emptyDatabase(name: string, owner?: string): Promise<string> {
    await withClient(adminUrl, (admin) => admin.query(`CREATE DATABASE ${name} ${owner ? `OWNER ${owner}` : ''}`));
    return connectionTo(adminUrl, name, owner === undefined ? undefined : { name: owner, password: 'test-only' });
  }
  const drop = (name: string): Promise<unknown> => withClient(adminUrl, (admin) => admin.query(`DROP DATABASE ${name} WITH (FORCE)`));
  const dump = (url: string): Promise<readonly string[]> => withClient(url, catalogueOf);

  async function revertAll(url: string): Promise<(string | undefined)[]> {
    const reverted: (string | undefined)[] = [];
    for (const _ of ALL) reverted.push(await revert(url));
    return reverted;
  }

  it.each([
    ['a superuser', 'as_superuser', undefined],
    ['an owner who may create roles', 'as_role_maker', 'role_maker'],
  ])('leave nothing when undone and the same schema when done again, run by %s', async (_, name, owner) => {
    const url = await emptyDatabase(name, owner);
    const before = await dump(url);
    expect(await migrate(url)).toEqual(ALL);
    const first = await dump(url);
    expect(first.length).toBeGreaterThan(before.length + 300);
    expect(await revertAll(url)).toEqual(ALL.toReversed());
    const undone = await dump(url);
    // The owner's own privileges on the schema become written down once anything was granted on it.
    const ownSchema = /^privileges on schema: (?!qingdun_app)/;
    expect(undone.filter((line) => !ownSchema.test(line))).toEqual(before.filter((line) => !ownSchema.test(line)));
    expect(await migrate(url)).toEqual(ALL);
    expect(await dump(url)).toEqual(first);
    await revertAll(url);
    await drop(name);
  });

  it('are undone too where rows say what the version before had no word for: those go, and the others stay', async () => {
    const url = await emptyDatabase('with_rows');
    await migrate(url);
    const kinds = (table: string): Promise<string[]> => withClient(url, async (owner) => (await owner.query<{ kind: string }>(`SELECT kind FROM ${table} ORDER BY kind`)).rows.map(({ kind }) => kind));
    await withClient(url, async (owner) => {
      // Without the cases and people that they are of.
      await owner.query('SET session_replication_role = replica');
      await owner.query(`INSERT INTO handings (id, case_id, task_id, kind, by_id, at) SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), kind, CASE WHEN kind <> 'SUCCESSION' THEN gen_random_uuid() END, now()
        FROM unnest(ARRAY['TRANSFER','REASSIGN','HAND_OVER','SUCCESSION']) kind`);
      await owner.query(`INSERT INTO operations (id, case_id, kind, reason, requested_by, requested_at, status) SELECT gen_random_uuid(), gen_random_uuid(), kind, '理由', gen_random_uuid(), now(), 'REQUESTED' FROM unnest(ARRAY['REBUILD','VOID']) kind`);
      await owner.query(`INSERT INTO resource_copies (id, resource_id, kind, location) SELECT gen_random_uuid(), gen_random_uuid(), kind, '机房' FROM unnest(ARRAY['VENDOR','RECIPIENT']) kind`);
      await owner.query(`WITH n AS (INSERT INTO notices (id, case_id, kind, decision_id, at) SELECT gen_random_uuid(), gen_random_uuid(), kind, CASE WHEN kind = 'TASK_DECIDED_BY_OTHER' THEN gen_random_uuid() END, now()
          FROM unnest(ARRAY['REMINDER','TASK_OPENED','SUCCESSION','UNDECIDABLE','TASK_DECIDED_BY_OTHER']) kind RETURNING id)
        INSERT INTO deliveries (id, notice_id, person_id, channel, state, due_at) SELECT gen_random_uuid(), n.id, gen_random_uuid(), channel, 'PENDING', now() FROM n, unnest(ARRAY['IN_APP','MAIL']) channel`);
    });
    for (let undone = await revert(url); undone !== '0009-standing-agents'; undone = await revert(url)) expect(undone).toBeDefined();
    expect([await kinds('handings'), await kinds('operations'), await kinds('resource_copies'), await kinds('notices')]).toEqual([['TRANSFER'], ['REBUILD'], ['VENDOR'], ['REMINDER', 'TASK_OPENED']]);
    await expect(withClient(url, (owner) => owner.query('DELETE FROM handings'))).rejects.toMatchObject({ code: '42501' });
    expect(await migrate(url)).toEqual(ALL.slice(ALL.indexOf('0009-standing-agents')));
    expect(await revertAll(url)).toEqual(ALL.toReversed());
    await drop('with_rows');
  });

  it('do nothing where the schema is current, and nothing is undone where none is applied', async () => {
    const url = await emptyDatabase('twice');
    expect(await revert(url)).toBeUndefined();
    await migrate(url);
    expect(await migrate(url)).toEqual([]);
    await drop('twice');
  });

  it('run once when many ask at the same time', async () => {
    const url = await emptyDatabase('at_once');
    const answers = await Promise.all([1, 2, 3, 4].map(() => migrate(url)));
    expect(answers.flat()).toEqual(ALL);
    await drop('at_once');
  });

  it('run in several databases of a cluster at the same time, where the role exists for all of them', async () => {
    const urls = await Promise.all(['beside_1', 'beside_2', 'beside_3'].map((name) => emptyDatabase(name)));
    expect(await Promise.all(urls.map(migrate))).toEqual(urls.map(() => ALL));
    const [one = '', two = ''] = urls;
    await revertAll(one);
    // The role is still needed by the others.
    expect(await dump(two)).toContain('role qingdun_app login=f super=f createrole=f createdb=f');
    for (const name of ['beside_1', 'beside_2', 'beside_3']) await drop(name);
  });

  it('need no right to create roles where the role exists, and say what is missing where it does not', async () => {
    await withClient(adminUrl, (admin) => admin.query('DROP ROLE IF EXISTS qingdun_app'));
    const url = await emptyDatabase('plain', 'plain_owner');
    await expect(migrate(url)).rejects.toMatchObject({ code: '42501' });
    await withClient(adminUrl, (admin) => admin.query('CREATE ROLE qingdun_app NOLOGIN'));
    expect(await migrate(url)).toEqual(ALL);
    // Somebody else made the role, so it stays.
    expect(await revertAll(url)).toEqual(ALL.toReversed());
    expect(await dump(url)).toContain('role qingdun_app login=f super=f createrole=f createdb=f');
    await drop('plain');
  });

  it('tell what is applied and what is pending', async () => {
    const url = await emptyDatabase('told');
    const owner = await createOwnerDataSource(url).initialize();
    try {
      expect(await migrationStatus(owner)).toEqual({ applied: [], pending: ALL });
      await migrate(url);
      expect(await migrationStatus(owner)).toEqual({ applied: ALL, pending: [] });
    } finally {
      await owner.destroy();
    }
    await drop('told');
  });
});
