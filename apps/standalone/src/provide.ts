import { StackError } from './errors';
import { findPostgres } from './postgres-binaries';
import { chooseBinaries } from './postgres-cluster';
import { findTemporal } from './temporal-binary';

/** Makes sure that the components tests start themselves are on this machine, fetching what is not. */
async function main(): Promise<void> {
  const { dir, major } = chooseBinaries(findPostgres(), '');
  const temporal = await findTemporal({ log: (line) => console.log(line) });
  console.log(`PostgreSQL ${major} (${dir}), Temporal ${temporal.version} (${temporal.path})`);
}

main().catch((error: unknown) => {
  console.error(error instanceof StackError ? error.message : error);
  process.exit(1);
});
