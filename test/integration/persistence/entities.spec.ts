import { createDataSource } from '@libs/persistence/data-source';
import { createDatabase, type TestDatabase } from '@test/support/stack/databases';
import type { DataSource, EntityMetadata } from 'typeorm';

jest.setTimeout(60_000);

interface ColumnShape {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly primary: boolean;
}

const COLUMNS = `
  SELECT c.column_name AS name, c.data_type AS type, c.is_nullable = 'YES' AS nullable, k.column_name IS NOT NULL AS primary
  FROM information_schema.columns c
  LEFT JOIN (information_schema.key_column_usage k JOIN information_schema.table_constraints t
               ON t.constraint_name = k.constraint_name AND t.constraint_type = 'PRIMARY KEY')
    ON k.table_schema = c.table_schema AND k.table_name = c.table_name AND k.column_name = c.column_name
  WHERE c.table_schema = 'public' AND c.table_name = $1
  ORDER BY c.column_name`;

describe('the entities', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let ownerView: DataSource;
  beforeAll(async () => {
    database = await createDatabase();
    dataSource = await createDataSource({ url: database.appUrl, poolSize: 2, applicationName: 'entities-test' }).initialize();
    // information_schema shows constraints to owners only.
    ownerView = await createDataSource({ url: database.ownerUrl, poolSize: 1, applicationName: 'entities-test' }).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await ownerView.destroy();
    await database.drop();
  });

  const declared = ({ columns }: EntityMetadata): readonly ColumnShape[] =>
    columns
      .map((column) => ({
        name: column.databaseName,
        type: dataSource.driver.normalizeType(column),
        nullable: column.isNullable,
        primary: column.isPrimary,
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));

  it('equal their tables in columns, types, nullability and keys', async () => {
    expect(dataSource.entityMetadatas.length).toBe(13);
    for (const metadata of dataSource.entityMetadatas) {
      const table = await ownerView.query<ColumnShape[]>(COLUMNS, [metadata.tableName]);
      expect({ table: metadata.tableName, columns: declared(metadata) }).toEqual({ table: metadata.tableName, columns: table });
    }
  });

  it('notice a column that the table has and the entity has not, another type, and another nullability', async () => {
    const metadata = dataSource.getMetadata('PersonEntity');
    const runner = ownerView.createQueryRunner();
    try {
      for (const drift of ['ADD COLUMN nickname text', 'ALTER COLUMN email TYPE varchar(20)', 'ALTER COLUMN name DROP NOT NULL']) {
        await runner.startTransaction();
        await runner.query(`ALTER TABLE persons ${drift}`);
        expect(declared(metadata)).not.toEqual(await runner.query(COLUMNS, ['persons']));
        await runner.rollbackTransaction();
      }
    } finally {
      await runner.release();
    }
  });

  it('are all readable by the application', async () => {
    for (const metadata of dataSource.entityMetadatas) expect(await dataSource.getRepository(metadata.target).find({ take: 1 })).toEqual([]);
  });
});
