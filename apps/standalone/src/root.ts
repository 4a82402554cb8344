import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const isOurs = (file: string): boolean => existsSync(file) && /"name"\s*:\s*"qingdun"/.test(readFileSync(file, 'utf8'));

/** The folder of the project's package.json; this file lies at different depths in the sources and in `dist`. */
export function projectRoot(from: string = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (isOurs(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) throw new Error(`no package.json of qingdun above ${from}`);
  }
}
