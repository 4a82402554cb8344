/** Secrets that the service has to know again: sealed with AES-256-GCM under a key of the environment. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param key 32 bytes @param context where they belong: sealed bytes that were moved elsewhere do not open */
export function sealBytes(bytes: Uint8Array, key: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
}

/** @throws Error where they were sealed with another key or for another place, or were changed */
export function unsealBytes(sealed: Buffer, key: Buffer, context: string): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('not sealed');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

/** The same for a text, as a text. */
export const seal = (text: string, key: Buffer, context: string): string => `${VERSION}.${sealBytes(Buffer.from(text), key, context).toString('base64url')}`;

/** @throws Error where it was sealed with another key or for another place, or was changed */
export function unseal(sealed: string, key: Buffer, context: string): string {
  const [version, text] = sealed.split('.');
  if (version !== VERSION) throw new Error('not a sealed text');
  return unsealBytes(Buffer.from(text ?? '', 'base64url'), key, context).toString('utf8');
}
