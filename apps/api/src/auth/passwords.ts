import { Injectable } from '@nestjs/common';
import { hashPassword } from '@libs/persistence/seed/password-hash';
import { DomainError } from '@libs/platform/errors/domain-error';
import { verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';

/** Verifications take a core for tens of milliseconds; beyond this line callers are told to come back. */
const MAX_WAITING = 64;

/** argon2id, bounded, and equally slow for names that do not exist. */
@Injectable()
export class Passwords {
  private waiting = 0;
  /** A hash of nothing that anybody knows, made with the parameters of every other hash. */
  private readonly nobody = hashPassword(randomBytes(32).toString('base64'));

  /** Throws `TOO_MANY_REQUESTS` under a flood. @param hashed undefined where there is no such name: never true */
  async matches(hashed: string | undefined, password: string): Promise<boolean> {
    if (this.waiting >= MAX_WAITING) throw new DomainError('TOO_MANY_REQUESTS', { members: { retryAfter: 2 } });
    this.waiting += 1;
    try {
      const right = await verify(hashed ?? (await this.nobody), password);
      return right && hashed !== undefined;
    } finally {
      this.waiting -= 1;
    }
  }
}
