/** Links of messages: each opens one task for one person, and proves nothing of who follows it. */
import { errors, jwtVerify, SignJWT } from 'jose';
import { createHash } from 'node:crypto';
import { validate } from 'uuid';

export interface TaskLink {
  readonly taskId: string;
  /** The recipient. */
  readonly personId: string;
}

export type LinkRead = { readonly kind: 'VALID'; readonly link: TaskLink } | { readonly kind: 'EXPIRED' } | { readonly kind: 'INVALID' };

const AUDIENCE = 'qingdun-link';
const ALGORITHM = 'HS256';

/** Named by its digest, so that a token says which key signed it and nothing of the key. */
const kidOf = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 8);

/**
 * Signs and reads links with secrets that sender and reader share: the first signs, all are taken, so that a key is
 * rotated by putting a new one before it and taking it away once its links have expired. Without a key no link is valid.
 */
export class Links {
  private readonly keys: ReadonlyMap<string, Uint8Array>;

  constructor(keys: readonly string[]) {
    this.keys = new Map(keys.map((key) => [kidOf(key), new TextEncoder().encode(key)]));
  }

  /** @param expiresAt milliseconds since the epoch. @throws Error without a key */
  async sign({ taskId, personId }: TaskLink, expiresAt: number): Promise<string> {
    const [first] = this.keys;
    if (first === undefined) throw new Error('there is no key to sign links with');
    const [kid, key] = first;
    return new SignJWT({ task: taskId }).setProtectedHeader({ alg: ALGORITHM, kid }).setSubject(personId).setAudience(AUDIENCE).setExpirationTime(Math.floor(expiresAt / 1_000)).sign(key);
  }

  async read(token: string): Promise<LinkRead> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.find(kid), { audience: AUDIENCE, algorithms: [ALGORITHM], requiredClaims: ['sub', 'exp'], currentDate: new Date(Date.now()) });
      const { task, sub } = payload;
      return typeof task === 'string' && validate(task) && validate(sub) && sub !== undefined ? { kind: 'VALID', link: { taskId: task, personId: sub } } : { kind: 'INVALID' };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { kind: 'EXPIRED' };
      if (error instanceof errors.JOSEError) return { kind: 'INVALID' };
      throw error;
    }
  }

  private find(kid: string | undefined): Uint8Array {
    const key = kid === undefined ? undefined : this.keys.get(kid);
    if (key === undefined) throw new errors.JWKSNoMatchingKey();
    return key;
  }
}
