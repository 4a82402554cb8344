import { parseArgs } from 'node:util';
import { createOwnerDataSource } from './data-source';
import { UsageError } from './failure-sentence';
import { migrate, migrationStatus, revert } from './migrate';
import { seed } from './seed/seed';

const USAGE = 'usage: node dist/libs/persistence/cli.js migrate | revert | seed [--accounts <file>] | status  (DATABASE_ADMIN_URL: connection of the owner)';

/**
 * Runs one command of the persistence tool.
 * @returns the line that says what was done
 * @throws UsageError for a command that does not exist or lacks something
 */
export async function runCommand(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { command, accounts } = parse(argv);
  switch (command) {
    case 'migrate':
      return `applied: ${(await migrate(ownerUrl(env))).join(', ') || 'nothing, the schema is current'}`;
    case 'revert':
      return `reverted: ${(await revert(ownerUrl(env))) ?? 'nothing, no migration is applied'}`;
    case 'seed':
      await seed(ownerUrl(env), accounts);
      return accounts === undefined ? 'seeded: policies and published holidays' : `seeded; demo accounts are in ${accounts}`;
    case 'status':
      return await statusLine(ownerUrl(env));
    default:
      throw new UsageError(USAGE);
  }
}

function parse(argv: readonly string[]): { command: string | undefined; accounts?: string } {
  try {
    const { positionals, values } = parseArgs({ args: [...argv], allowPositionals: true, options: { accounts: { type: 'string' } } });
    return { command: positionals.length === 1 ? positionals[0] : undefined, ...values };
  } catch {
    throw new UsageError(USAGE); // an option that does not exist
  }
}

function ownerUrl({ DATABASE_ADMIN_URL: url }: NodeJS.ProcessEnv): string {
  if (!url) throw new UsageError('缺少环境变量 DATABASE_ADMIN_URL：数据库所有者的连接地址 (DATABASE_ADMIN_URL is not set: the connection of the owner of the database)');
  return url;
}

async function statusLine(url: string): Promise<string> {
  const owner = await createOwnerDataSource(url).initialize();
  try {
    const { applied, pending } = await migrationStatus(owner);
    return `applied: ${applied.join(', ') || 'none'}; pending: ${pending.join(', ') || 'none'}`;
  } finally {
    await owner.destroy();
  }
}
