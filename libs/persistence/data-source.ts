import { AbstractLogger, DataSource, type DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities/entities';
import { MIGRATIONS_FOLDER, migrationNames, sqlMigration } from './sql-migration';

export interface ApplicationDatabase {
  /** Connection of the application's role, which owns nothing. */
  readonly url: string;
  readonly poolSize: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** A longer statement is cancelled; 10 s unless given. */
  readonly statementTimeoutMs?: number;
}

/** The table in which TypeORM remembers the migrations that ran. */
export const MIGRATION_HISTORY = 'schema_migrations';

/** Who waits longer for a lock than this stands in line behind something that is stuck. */
const LOCK_TIMEOUT_MS = 5_000;
/** An act takes milliseconds; a transaction that idles this long has lost its client and still holds its case. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** The application's pool, not yet connected. Every session has time limits and speaks UTC. */
export const createDataSource = ({ url, poolSize, applicationName, statementTimeoutMs = 10_000 }: ApplicationDatabase): DataSource =>
  new DataSource({
    ...common(url),
    poolSize,
    applicationName,
    extra: {
      statement_timeout: statementTimeoutMs,
      lock_timeout: LOCK_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      options: '-c TimeZone=UTC',
      keepAlive: true,
    },
  });

/** The owner's pool, not yet connected: for migrations and seeding only, without time limits. */
export const createOwnerDataSource = (ownerUrl: string): DataSource =>
  new DataSource({
    ...common(ownerUrl),
    // One connection holds the lock while another works.
    poolSize: 2,
    applicationName: 'qingdun-owner',
    extra: { options: '-c TimeZone=UTC' },
    migrations: migrationNames(MIGRATIONS_FOLDER).map((name) => sqlMigration(MIGRATIONS_FOLDER, name)),
    migrationsTableName: MIGRATION_HISTORY,
  });

/** An error reaches whoever asked, who logs it; the library would print it a second time, statement and values included. */
class SilentLogger extends AbstractLogger {
  protected override writeLog(): void {
    // Nothing is written.
  }
}

const common = (url: string) =>
  ({
    type: 'postgres',
    url,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    // The schema is what the SQL files say; TypeORM neither derives nor changes it.
    synchronize: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    logger: new SilentLogger(),
    entities: [...ENTITIES],
  }) satisfies DataSourceOptions;
