import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { mkdir, open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';

export const KEY_FILE = /^\d{17}-[\w-]+\.jwk$/;

export interface KeyFile {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly d: string;
  readonly kid: string;
}

/** Names of the key files of a folder, the oldest first: they begin with the instant of their creation. */
export const keyFilesIn = async (folder: string): Promise<readonly string[]> => (await readdir(folder)).filter((name) => KEY_FILE.test(name)).sort();

/** When a key was made, by the name of its file; milliseconds since the epoch. */
export function createdAt(name: string): number {
  const [year, month, day, hour, minute, second, ms] = [name.slice(0, 4), name.slice(4, 6), name.slice(6, 8), name.slice(8, 10), name.slice(10, 12), name.slice(12, 14), name.slice(14, 17)].map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second, ms);
}

/** Makes a new Ed25519 key. Written aside and renamed, so that nobody reads half of it. */
export async function createKeyFile(folder: string): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const at = new Date().toISOString().replace(/\D/g, '').slice(0, 17);
  const path = join(folder, `${at}-${kid}.jwk`);
  const file = await open(`${path}.new`, 'wx', 0o600);
  try {
    await file.writeFile(JSON.stringify({ ...jwk, kid }));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  return path;
}

/** Reads a key back; undefined for what is none. */
export function parseKeyFile(text: string): KeyFile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { kty, crv, x, d, kid }: { kty?: unknown; crv?: unknown; x?: unknown; d?: unknown; kid?: unknown } = value;
  if (kty !== 'OKP' || crv !== 'Ed25519') return undefined;
  return typeof x === 'string' && typeof d === 'string' && typeof kid === 'string' ? { kty, crv, x, d, kid } : undefined;
}
