import { withClient } from '../../../apps/standalone/src/postgres';
import { type TestDatabase, createDatabase } from './databases';

let databases: TestDatabase[];
beforeAll(async () => {
  databases = [await createDatabase(), await createDatabase()];
});
afterAll(() => Promise.all(databases.map((database) => database.drop())));

it('gives each caller a migrated database of its own', async () => {
  const [one, other] = databases;
  await withClient(one?.ownerUrl ?? '', (client) => client.query('CREATE TABLE only_here (value int)'));
  await expect(withClient(other?.ownerUrl ?? '', (client) => client.query('SELECT FROM only_here'))).rejects.toThrow(/does not exist/);
  const { rows } = await withClient(other?.ownerUrl ?? '', (client) => client.query(`SELECT to_regclass('public.cases') IS NOT NULL AS migrated`));
  expect(rows).toEqual([{ migrated: true }]);
});

it('lets the application in as a role that owns nothing', async () => {
  const { rows } = await withClient(databases[0]?.appUrl ?? '', (client) =>
    client.query('SELECT current_user AS role, (SELECT count(*)::int FROM pg_class WHERE relowner = current_user::regrole) AS owned'),
  );
  expect(rows).toEqual([{ role: 'qingdun_app', owned: 0 }]);
});
