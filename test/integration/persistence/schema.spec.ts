import { MIGRATION_HISTORY } from '@libs/persistence/data-source';
import { createDatabase, type TestDatabase } from '@test/support/stack/databases';
import { withClient } from '../../../apps/standalone/src/postgres';

jest.setTimeout(60_000);

describe('the schema', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  const names = (sql: string): Promise<string[]> =>
    withClient(database.ownerUrl, async (client) => (await client.query<{ table: string; name: string }>(sql, [MIGRATION_HISTORY])).rows.map(({ table, name }) => `${table} ${name}`));

  it('names every constraint itself: the table first, then what it is', async () => {
    const all = await names(
      `SELECT conrelid::regclass::text AS table, conname AS name FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace AND conrelid <> $1::regclass AND contype <> 'n' ORDER BY 1, 2`,
    );
    expect(all.length).toBeGreaterThan(80);
    expect(all.filter((name) => !/^(\w+) \1_(\w+_)?(pk|uq|ck|fk)$/.test(name))).toEqual([]);
  });

  it('names every index itself', async () => {
    const all = await names(
      `SELECT indrelid::regclass::text AS table, indexrelid::regclass::text AS name FROM pg_index JOIN pg_class c ON c.oid = indexrelid
       WHERE c.relnamespace = 'public'::regnamespace AND indrelid <> $1::regclass ORDER BY 1, 2`,
    );
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter((name) => !/^(\w+) \1_(\w+_)?(pk|uq|ix)$/.test(name))).toEqual([]);
  });
});
