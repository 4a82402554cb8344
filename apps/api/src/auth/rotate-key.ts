/** `node dist/apps/api/src/auth/rotate-key.js`: a new signing key. Tokens of the older ones stay valid until their files are removed. */
import { loadConfig } from '@libs/platform/config/config';
import { createKeyFile } from './key-file';

createKeyFile(loadConfig(process.env).jwtKeysDir).then(
  (path) => console.log(path),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
