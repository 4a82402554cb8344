/**
 * `node dist/apps/api/src/auth/rotate-key.js`: a new signing key, and the end of those that nobody needs any more. Every
 * instance takes it up by itself (`key-schedule.ts`).
 */
import { loadConfig } from '@libs/platform/config/config';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createdAt, createKeyFile, keyFilesIn } from './key-file';
import { inUse, keyTimesOf } from './key-schedule';

async function rotate(): Promise<void> {
  const config = loadConfig(process.env);
  const folder = config.jwtKeysDir;
  console.log(`new ${await createKeyFile(folder)}`);
  const keys = (await keyFilesIn(folder)).map((name) => ({ name, createdAt: createdAt(name) }));
  const needed = inUse(keys, keyTimesOf(config), Date.now());
  for (const { name } of keys.filter((key) => !needed.includes(key))) {
    await rm(join(folder, name));
    console.log(`removed ${join(folder, name)}`);
  }
}

rotate().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
