import { createOwnerDataSource } from '../data-source';
import { writeDemoAccounts } from './demo-accounts';
import { seedDemoDistrict } from './seed-demo-district';
import { seedFoundation } from './seed-foundation';

/** Two that seed at once go one after the other. */
const SEED_LOCK = 7_316_205;

/**
 * Fills a migrated database with the foundation and the demonstration district, all or nothing, and writes the file of
 * the demo accounts. Safe to repeat.
 * @param ownerUrl the application's role may not create accounts
 */
export async function seed(ownerUrl: string, accountsFile: string): Promise<void> {
  const owner = await createOwnerDataSource(ownerUrl).initialize();
  try {
    await owner.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [SEED_LOCK]);
      await seedFoundation(manager);
      await seedDemoDistrict(manager);
    });
  } finally {
    await owner.destroy();
  }
  await writeDemoAccounts(accountsFile);
}
