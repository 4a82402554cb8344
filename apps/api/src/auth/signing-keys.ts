import { Inject, Injectable } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import type { Logger } from '@libs/platform/logging/logger';
import { type CryptoKey, importJWK } from 'jose';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOGGER } from '../platform/logger.token';
import { createKeyFile, KEY_FILE, parseKeyFile } from './key-file';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey | Uint8Array;
  readonly publicKey: CryptoKey | Uint8Array;
}

/** How long the folder is not looked at again: a key that another instance or an operator adds is known after it. */
const RESCAN_MS = 30_000;
const UNKNOWN_KEY_RESCAN_MS = 1_000;

/**
 * The Ed25519 keys of the local issuer: one file of mode 0600 each, in the folder of the configuration. The newest
 * signs, all verify; so a rotation is a new file now (`rotate-key`), and the removal of the old one after the longest
 * life of a token. A first key is made where there is none.
 */
@Injectable()
export class SigningKeys {
  private keys: ReadonlyMap<string, SigningKey> = new Map();
  private scannedAt = 0;
  private scanning: Promise<void> | undefined;

  constructor(
    private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The newest key. */
  async current(): Promise<SigningKey> {
    await this.rescan(RESCAN_MS);
    if (this.keys.size === 0) {
      await createKeyFile(this.config.jwtKeysDir);
      await this.rescan(0);
    }
    const newest = [...this.keys.values()].at(-1);
    if (newest === undefined) throw new Error('the folder of signing keys cannot be read back');
    return newest;
  }

  /** The key that a token names; undefined for one that is not ours any more, or never was. */
  async find(kid: string): Promise<SigningKey | undefined> {
    await this.rescan(RESCAN_MS);
    if (!this.keys.has(kid)) await this.rescan(UNKNOWN_KEY_RESCAN_MS);
    return this.keys.get(kid);
  }

  private async rescan(olderThanMs: number): Promise<void> {
    if (Date.now() - this.scannedAt < olderThanMs) return;
    this.scanning ??= this.scan().finally(() => (this.scanning = undefined));
    await this.scanning;
  }

  private async scan(): Promise<void> {
    const folder = this.config.jwtKeysDir;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Names begin with the instant of creation, so their order is the order of age.
    const names = (await readdir(folder)).filter((name) => KEY_FILE.test(name)).sort();
    const found = new Map<string, SigningKey>();
    for (const name of names) {
      const key = await this.load(join(folder, name));
      if (key) found.set(key.kid, key);
    }
    this.keys = found;
    this.scannedAt = Date.now();
  }

  private async load(file: string): Promise<SigningKey | undefined> {
    const jwk = parseKeyFile(await readFile(file, 'utf8'));
    if (jwk === undefined) {
      this.logger.warn({ file }, 'not a signing key; left aside');
      return undefined;
    }
    const { d: _private, ...open } = jwk;
    return { kid: jwk.kid, privateKey: await importJWK(jwk, 'EdDSA'), publicKey: await importJWK(open, 'EdDSA') };
  }
}
