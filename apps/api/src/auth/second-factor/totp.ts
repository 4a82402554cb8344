import { Secret, TOTP } from 'otpauth';
import { randomBytes } from 'node:crypto';

const ISSUER = '青盾';
/** RFC 6238 with the parameters that every authenticator app knows. */
const PARAMETERS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const SECRET_BYTES = 20;
/** A code of the step before or after is taken too: clocks differ, and people type (RFC 6238 §5.2). */
const WINDOW = 1;

const totp = (secret: Uint8Array, label = ''): TOTP => new TOTP({ ...PARAMETERS, issuer: ISSUER, label, secret: new Secret({ buffer: new Uint8Array(secret).buffer }) });

export const newTotpSecret = (): Buffer => randomBytes(SECRET_BYTES);

/** What an authenticator app takes: the secret in Base32 to type, and the `otpauth:` address to scan. */
export const enrolmentOf = (secret: Uint8Array, account: string): { secret: string; uri: string } => ({ secret: totp(secret).secret.base32, uri: totp(secret, account).toString() });

/** The time step (RFC 6238 §4) to which a code belongs; undefined for a wrong one. @param now milliseconds since the epoch */
export function stepOf(secret: Uint8Array, code: string, now: number): number | undefined {
  const delta = totp(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? undefined : Math.floor(now / 1_000 / PARAMETERS.period) + delta;
}
