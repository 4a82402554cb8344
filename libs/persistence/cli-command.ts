import { importDirectory, importTables } from '@libs/roster/command';
import { TABLES } from '@libs/roster/tables';
import { parseArgs } from 'node:util';
import { createOwnerDataSource } from './data-source';
import { UsageError } from './failure-sentence';
import { migrate, migrationStatus, revert } from './migrate';
import { seed } from './seed/seed';

const USAGE = [
  'usage: node dist/libs/persistence/cli.js migrate | revert | status | seed [--accounts <file>]',
  `       node dist/libs/persistence/cli.js import ${TABLES.map(({ name }) => `[--${name} <file>]`).join(' ')} [--end-missing] [--apply]`,
  '       node dist/libs/persistence/cli.js ldap [--end-missing] [--apply]',
  '       (DATABASE_ADMIN_URL: connection of the owner)',
].join('\n');

/**
 * Runs one command of the persistence tool.
 * @returns the lines that say what was done
 * @throws UsageError for a command that does not exist or lacks something
 */
export async function runCommand(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { command, values } = parse(argv);
  const { accounts, apply = false, 'end-missing': endMissing = false, ...files } = values;
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
    case 'import':
      if (Object.keys(files).length === 0) throw new UsageError(USAGE);
      return await importTables(files, { ownerUrl: ownerUrl(env), endMissing, apply });
    case 'ldap':
      return await importDirectory(env, { ownerUrl: ownerUrl(env), endMissing, apply });
    default:
      throw new UsageError(USAGE);
  }
}

const OPTIONS = {
  accounts: { type: 'string' },
  organisations: { type: 'string' },
  persons: { type: 'string' },
  assignments: { type: 'string' },
  members: { type: 'string' },
  'end-missing': { type: 'boolean' },
  apply: { type: 'boolean' },
} as const;

function parse(argv: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({ args: [...argv], allowPositionals: true, options: OPTIONS });
    return { command: positionals.length === 1 ? positionals[0] : undefined, values };
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
