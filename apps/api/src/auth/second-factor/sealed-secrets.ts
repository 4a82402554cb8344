import { Injectable } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = KEY_ID_BYTES + IV_BYTES + TAG_BYTES;

/** Which key sealed it: so that a second key is needed only while the first is being replaced. */
const keyIdOf = (key: Buffer): Buffer => createHash('sha256').update(key).digest().subarray(0, KEY_ID_BYTES);

/** Seals secrets before they are stored: with the first key of the configuration; any of them opens. */
@Injectable()
export class SealedSecrets {
  constructor(private readonly config: Config) {}

  /** Whether anything can be sealed here. */
  get available(): boolean {
    return this.config.secondFactorKeys.length > 0;
  }

  /** @param owner whose secret it is: sealed for somebody else it does not open */
  seal(secret: Uint8Array, owner: string): Buffer {
    const [key] = this.keys();
    if (key === undefined) throw new Error('SECOND_FACTOR_KEY is not set');
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([keyIdOf(key), iv, cipher.getAuthTag(), sealed]);
  }

  /** Throws where no key of the configuration opens it, or it is not what was sealed. */
  open(sealed: Buffer, owner: string): Buffer {
    const id = sealed.subarray(0, KEY_ID_BYTES);
    const key = this.keys().find((one) => keyIdOf(one).equals(id));
    if (key === undefined) throw new Error('sealed with a key that SECOND_FACTOR_KEY does not name');
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(KEY_ID_BYTES, KEY_ID_BYTES + IV_BYTES)).setAAD(Buffer.from(owner));
    decipher.setAuthTag(sealed.subarray(KEY_ID_BYTES + IV_BYTES, HEADER_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
  }

  /** Whether it was sealed with the first key: what was not is sealed anew when it is used. */
  isCurrent(sealed: Buffer): boolean {
    const [key] = this.keys();
    return key !== undefined && keyIdOf(key).equals(sealed.subarray(0, KEY_ID_BYTES));
  }

  private keys(): readonly Buffer[] {
    return this.config.secondFactorKeys.map((text) => Buffer.from(text, 'hex'));
  }
}
