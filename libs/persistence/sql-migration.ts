import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lies beside this file both in the sources and in `dist`, where the build copies the SQL files to. */
export const MIGRATIONS_FOLDER = join(__dirname, 'migrations');

const UP = '.up.sql';
/** TypeORM orders migrations by the 13 digits at the end of their names. */
const ORDER_DIGITS = 13;

/** Names of the migrations in this folder, `NNNN-name`, in the order in which they run. */
export const migrationNames = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.up\.sql$/.test(file))
    .map((file) => file.slice(0, -UP.length))
    .toSorted();

/** The name under which TypeORM remembers a migration. */
export const historyName = (name: string): string => `${name}-${name.slice(0, 4).padStart(ORDER_DIGITS, '0')}`;

/** The inverse of `historyName`. */
export const fromHistoryName = (name: string): string => name.slice(0, -(ORDER_DIGITS + 1));

/** A TypeORM migration that runs `<name>.up.sql`, and `<name>.down.sql` to undo it. */
export function sqlMigration(folder: string, name: string): new () => MigrationInterface {
  const run = async (runner: QueryRunner, suffix: string): Promise<void> => {
    await runner.query(await readFile(join(folder, `${name}${suffix}`), 'utf8'));
  };
  return class implements MigrationInterface {
    readonly name = historyName(name);
    up = (runner: QueryRunner): Promise<void> => run(runner, UP);
    down = (runner: QueryRunner): Promise<void> => run(runner, '.down.sql');
  };
}
