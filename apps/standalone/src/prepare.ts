import { reasonOf } from './errors';
import { migrate } from './prepare-database';
import { registerSearchAttributes } from './search-attributes';

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

/**
 * The one-shot job of a site's deployment: migrates the database as its owner (`DATABASE_ADMIN_URL`), lets the
 * application's role log in with `APP_DB_PASSWORD`, and registers the search attributes at `TEMPORAL_ADDRESS`.
 * Nothing is seeded. Safe to repeat.
 */
async function main(): Promise<void> {
  await migrate(required('DATABASE_ADMIN_URL'), required('APP_DB_PASSWORD'));
  const added = await registerSearchAttributes(required('TEMPORAL_ADDRESS'), process.env.TEMPORAL_NAMESPACE || 'default');
  console.log(`database migrated; search attributes added: ${added.join(', ') || 'none'}`);
}

main().catch((error: unknown) => {
  console.error(reasonOf(error));
  process.exit(1);
});
