import { createOwnerDataSource } from '@libs/persistence/data-source';
import { readFile } from 'node:fs/promises';
import type { FieldProblem } from '@libs/platform/errors/domain-error';
import { type Environment, readSettings } from '@libs/platform/config/settings';
import type { Source } from './apply';
import type { RosterChange } from './changes';
import { applyImport, previewImport, type RosterPreview } from './import';
import { readDirectory } from './ldap/directory';
import { LdapSettings } from './ldap/ldap-settings';
import { wantedOf } from './ldap/read-directory';
import { readTables, type SentTables } from './read-tables';
import { TABLES } from './tables';
import type { WantedRoster } from './wanted';

/** The source is wrong: one line for each thing that is. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';

  constructor(problems: readonly FieldProblem[]) {
    super(problems.map(({ message }) => message.zh).join('\n'));
  }
}

export interface ImportCommand {
  readonly ownerUrl: string;
  readonly endMissing: boolean;
  /** Otherwise it is only said what would be done. */
  readonly apply: boolean;
}

/** Imports tables from files: table name -> path. Throws `ImportRefused`. */
export async function importTables(files: Readonly<Record<string, string>>, command: ImportCommand): Promise<string> {
  const sent: SentTables = Object.fromEntries(await Promise.all(TABLES.flatMap(({ name }) => (files[name] === undefined ? [] : [readFile(files[name]).then((bytes) => [name, bytes] as const)]))));
  const { wanted, problems } = readTables(sent);
  if (problems.length > 0) throw new ImportRefused(problems);
  return importWanted(wanted, 'CSV', command);
}

/** Keeps the roster by the directory that the environment names. Throws `ConfigError`, `ImportRefused`. */
export async function importDirectory(env: Environment, command: ImportCommand): Promise<string> {
  const settings = readSettings(LdapSettings, env);
  const { wanted, problems } = wantedOf(await readDirectory(settings), settings);
  if (problems.length > 0) throw new ImportRefused(problems);
  return importWanted(wanted, 'LDAP', command);
}

/** @returns what was done, or would be, one line for each change and one with their numbers. Throws `ImportRefused` */
export async function importWanted(wanted: WantedRoster, source: Source, { ownerUrl, endMissing, apply }: ImportCommand): Promise<string> {
  const owner = await createOwnerDataSource(ownerUrl).initialize();
  const options = { endMissing, source, by: { actorKind: 'SYSTEM' } } as const;
  const mustBeSound = ({ problems }: RosterPreview): void => {
    if (problems.length > 0) throw new ImportRefused(problems);
  };
  try {
    const planned = apply
      ? await owner.transaction((manager) => applyImport(manager, wanted, options, mustBeSound))
      : await owner.transaction('REPEATABLE READ', (manager) => previewImport(manager, wanted, options));
    mustBeSound(planned);
    const { created, changed, ended } = planned.counts;
    return [...planned.changes.map(lineOf), `${apply ? 'imported' : 'preview, nothing was written'}: ${created} created, ${changed} changed, ${ended} ended`].join('\n');
  } finally {
    await owner.destroy();
  }
}

const lineOf = ({ action, subject, row, before }: RosterChange): string => `${action} ${subject} ${JSON.stringify(row)}${before === undefined ? '' : ` (was ${JSON.stringify(before)})`}`;
