import { Inject, Injectable } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import type { Logger } from '@libs/platform/logging/logger';
import { type CryptoKey, importJWK } from 'jose';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOGGER } from '../platform/logger.token';
import { createdAt, createKeyFile, keyFilesIn, parseKeyFile } from './key-file';
import { inUse, keyTimesOf, signing } from './key-schedule';

/** A key as everybody may know it (RFC 8037). */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

export interface SigningKey {
  readonly kid: string;
  readonly createdAt: number;
  readonly published: PublicJwk;
  readonly privateKey: CryptoKey | Uint8Array;
  readonly publicKey: CryptoKey | Uint8Array;
}

/** How long the folder is not looked at again: a key that another instance or an operator adds is known after it. */
const RESCAN_MS = 30_000;
const UNKNOWN_KEY_RESCAN_MS = 1_000;

/**
 * The Ed25519 keys of the local issuer: one file of mode 0600 each, in the folder of the configuration, which all instances
 * share. A rotation is a new file (`rotate-key`); when it begins to sign, and how long the one before goes on verifying,
 * is the configuration's (`key-schedule.ts`). A first key is made where there is none.
 */
@Injectable()
export class SigningKeys {
  /** The oldest first. */
  private keys: readonly SigningKey[] = [];
  private scannedAt = 0;
  private scanning: Promise<void> | undefined;

  constructor(
    private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The key that signs now. */
  async current(): Promise<SigningKey> {
    await this.rescan(RESCAN_MS);
    if (this.keys.length === 0) {
      await createKeyFile(this.config.jwtKeysDir);
      await this.rescan(0);
    }
    const key = signing(this.keys, keyTimesOf(this.config), Date.now());
    if (key === undefined) throw new Error('the folder of signing keys cannot be read back');
    return key;
  }

  /** The key that a token names; undefined for one that is not ours any more, or never was. */
  async find(kid: string): Promise<SigningKey | undefined> {
    await this.rescan(RESCAN_MS);
    if (!this.keys.some((key) => key.kid === kid)) await this.rescan(UNKNOWN_KEY_RESCAN_MS);
    return this.inUse().find((key) => key.kid === kid);
  }

  /** The key set, for whoever verifies tokens of ours. */
  async published(): Promise<readonly PublicJwk[]> {
    await this.current();
    return this.inUse().map(({ published }) => published);
  }

  private inUse(): readonly SigningKey[] {
    return inUse(this.keys, keyTimesOf(this.config), Date.now());
  }

  private async rescan(olderThanMs: number): Promise<void> {
    if (Date.now() - this.scannedAt < olderThanMs) return;
    this.scanning ??= this.scan().finally(() => (this.scanning = undefined));
    await this.scanning;
  }

  private async scan(): Promise<void> {
    const folder = this.config.jwtKeysDir;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const found = await Promise.all((await keyFilesIn(folder)).map((name) => this.load(folder, name)));
    this.keys = found.filter((key) => key !== undefined);
    this.scannedAt = Date.now();
  }

  private async load(folder: string, name: string): Promise<SigningKey | undefined> {
    const file = join(folder, name);
    const jwk = parseKeyFile(await readFile(file, 'utf8'));
    if (jwk === undefined) {
      this.logger.warn({ file }, 'not a signing key; left aside');
      return undefined;
    }
    const { d: _private, ...open } = jwk;
    const published = { ...open, alg: 'EdDSA', use: 'sig' } as const;
    return { kid: jwk.kid, createdAt: createdAt(name), published, privateKey: await importJWK(jwk, 'EdDSA'), publicKey: await importJWK(open, 'EdDSA') };
  }
}
