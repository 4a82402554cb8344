import type { DataSource } from 'typeorm';
import { createOwnerDataSource, MIGRATION_HISTORY } from './data-source';
import { fromHistoryName, MIGRATIONS_FOLDER, migrationNames } from './sql-migration';

/** Held while the schema is changed: whoever migrates at the same time waits, and then finds nothing left to do. */
const MIGRATION_LOCK = 7_316_204;

export interface MigrationStatus {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
}

/**
 * Brings the database up to today's schema, each migration in a transaction of its own.
 * @param ownerUrl connection of the owner, who is superuser or may create roles (unless `qingdun_app` exists)
 * @returns names of the migrations that ran, e.g. `0001-foundation`; none where the schema is current
 */
export function migrate(ownerUrl: string): Promise<string[]> {
  return locked(ownerUrl, async (owner) => (await owner.runMigrations({ transaction: 'each' })).map(({ name }) => fromHistoryName(name)));
}

/**
 * Undoes the newest migration, and with the first one TypeORM's own history, so that nothing is left.
 * @returns its name; `undefined` where none is applied
 */
export function revert(ownerUrl: string): Promise<string | undefined> {
  return locked(ownerUrl, async (owner) => {
    const last = (await appliedMigrations(owner)).at(-1);
    if (last === undefined) return undefined;
    await owner.undoLastMigration({ transaction: 'each' });
    if ((await appliedMigrations(owner)).length === 0) await owner.query(`DROP TABLE ${MIGRATION_HISTORY}`);
    return last;
  });
}

/** Which migrations the database has and which it lacks. The application's role may ask too. */
export async function migrationStatus(dataSource: DataSource): Promise<MigrationStatus> {
  const applied = await appliedMigrations(dataSource);
  return { applied, pending: migrationNames(MIGRATIONS_FOLDER).filter((name) => !applied.includes(name)) };
}

async function appliedMigrations(dataSource: DataSource): Promise<readonly string[]> {
  const [history] = await dataSource.query<{ exists: boolean }[]>('SELECT to_regclass($1) IS NOT NULL AS exists', [MIGRATION_HISTORY]);
  if (!history?.exists) return [];
  const rows = await dataSource.query<{ name: string }[]>(`SELECT name FROM ${MIGRATION_HISTORY} ORDER BY id`);
  return rows.map(({ name }) => fromHistoryName(name));
}

async function locked<T>(ownerUrl: string, work: (owner: DataSource) => Promise<T>): Promise<T> {
  const owner = await createOwnerDataSource(ownerUrl).initialize();
  // A session's lock on a connection of its own: it ends with the connection, however this process ends.
  const lock = owner.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work(owner);
  } finally {
    await lock.release();
    await owner.destroy();
  }
}
