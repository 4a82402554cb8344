import { createOwnerDataSource } from '../data-source';
import { writeDemoAccounts } from './demo-accounts';
import { seedDemoDistrict } from './seed-demo-district';
import { seedFoundation } from './seed-foundation';

/** Two that seed at once go one after the other. */
const SEED_LOCK = 7_316_205;

/**
 * Fills a migrated database with the foundation, all or nothing. Safe to repeat.
 * @param ownerUrl the application's role may not create accounts
 * @param accountsFile with it the demonstration district too, whose accounts are written to this file
 */
export async function seed(ownerUrl: string, accountsFile?: string): Promise<void> {
  const owner = await createOwnerDataSource(ownerUrl).initialize();
  try {
    await owner.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [SEED_LOCK]);
      await seedFoundation(manager);
      if (accountsFile !== undefined) await seedDemoDistrict(manager);
    });
  } finally {
    await owner.destroy();
  }
  if (accountsFile !== undefined) await writeDemoAccounts(accountsFile);
}
