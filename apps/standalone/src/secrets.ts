import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of generated secrets, readable by us alone. */
export function secretsFolder(home: string): string {
  const folder = join(home, 'secrets');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** The secret of this name: 256 random bits as URL-safe text, generated once and kept in a file of mode 0600. */
export function secret(home: string, name: string): string {
  const file = join(secretsFolder(home), name);
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}
