import { createDataSource } from '@libs/persistence/data-source';
import { createDatabase, type TestDatabase } from '@test/support/stack/databases';
import type { DataSource } from 'typeorm';

jest.setTimeout(60_000);

describe("the application's pool", () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await createDatabase();
    dataSource = await createDataSource({ url: database.appUrl, poolSize: 2, applicationName: 'pool-test', statementTimeoutMs: 300 }).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it.each([
    ['statement_timeout', '300ms'],
    ['lock_timeout', '5s'],
    ['idle_in_transaction_session_timeout', '10s'],
    ['TimeZone', 'UTC'],
    ['application_name', 'pool-test'],
    ['session_authorization', 'qingdun_app'],
  ])('has %s = %s in every session', async (setting, value) => {
    const runners = [dataSource.createQueryRunner(), dataSource.createQueryRunner()];
    try {
      for (const runner of runners) expect(await runner.query('SELECT current_setting($1) AS value', [setting])).toEqual([{ value }]);
    } finally {
      for (const runner of runners) await runner.release();
    }
  });

  it('cancels a statement that takes too long', async () => {
    await expect(dataSource.query('SELECT pg_sleep(30)')).rejects.toMatchObject({ code: '57014' });
  });
});
