/** Secrets that webhooks are signed with (Standard Webhooks): shown once, sealed afterwards. */
import { randomBytes } from 'node:crypto';
import { seal, unseal } from '@libs/platform/seal';

const SECRET_BYTES = 32;

/** The key of the environment, as 64 hexadecimal digits or as base64. */
export const secretsKey = (text: string): Buffer => Buffer.from(text, text.length === 2 * SECRET_BYTES ? 'hex' : 'base64');

export const newWebhookSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

export interface SealedSecret {
  readonly id: string;
  readonly sealed: string;
}

export const sealSecret = (id: string, secret: string, key: Buffer): SealedSecret => ({ id, sealed: seal(secret, key, `webhook_secrets ${id}`) });
/** @throws Error where the key is another one */
export const openSecret = ({ id, sealed }: SealedSecret, key: Buffer): string => unseal(sealed, key, `webhook_secrets ${id}`);
