import { Injectable } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import { sealBytes, unsealBytes } from '@libs/platform/seal';
import { createHash } from 'node:crypto';

const KEY_ID_BYTES = 4;

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
    return Buffer.concat([keyIdOf(key), sealBytes(secret, key, owner)]);
  }

  /** Throws where no key of the configuration opens it, or it is not what was sealed. */
  open(sealed: Buffer, owner: string): Buffer {
    const id = sealed.subarray(0, KEY_ID_BYTES);
    const key = this.keys().find((one) => keyIdOf(one).equals(id));
    if (key === undefined) throw new Error('sealed with a key that SECOND_FACTOR_KEY does not name');
    return unsealBytes(sealed.subarray(KEY_ID_BYTES), key, owner);
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
