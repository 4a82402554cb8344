import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { jwtVerify, SignJWT } from 'jose';
import { v7, validate } from 'uuid';
import type { TokenIdentity } from './principal';
import { sidHashOf } from './sid';
import { SigningKeys } from './signing-keys';

export const LOCAL_ISSUER = 'qingdun';
const AUDIENCE = 'qingdun-api';

export interface IssuedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** Tokens of the local issuer: EdDSA, an id of their own, and nothing personal but the person's id. */
@Injectable()
export class LocalTokens {
  constructor(private readonly keys: SigningKeys) {}

  /** @param sid of the session that it belongs to; a person's token has one */
  async issue(subject: TokenIdentity['subject'], lifeMs: number, sid?: string): Promise<IssuedToken> {
    const { kid, privateKey } = await this.keys.current();
    const expiresInSeconds = Math.max(1, Math.floor(lifeMs / 1_000));
    const now = Math.floor(Date.now() / 1_000);
    const token = await new SignJWT({ kind: subject.kind, ...(sid !== undefined && { sid }) })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
      .setIssuer(LOCAL_ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(subject.id)
      .setJti(v7())
      .setIssuedAt(now)
      .setExpirationTime(now + expiresInSeconds)
      .sign(privateKey);
    return { token, expiresInSeconds };
  }

  /** Throws for everything that is not a current token of ours. */
  async verify(token: string): Promise<TokenIdentity> {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        const key = kid === undefined ? undefined : await this.keys.find(kid);
        if (key === undefined) throw new DomainError('UNAUTHENTICATED');
        return key.publicKey;
      },
      { issuer: LOCAL_ISSUER, audience: AUDIENCE, algorithms: ['EdDSA'], requiredClaims: ['exp', 'sub', 'jti'], currentDate: new Date(Date.now()) },
    );
    const { sub, jti, exp, kind, sid } = payload;
    const complete = sub !== undefined && validate(sub) && jti !== undefined && validate(jti) && exp !== undefined;
    if (!complete || (kind !== 'PERSON' && kind !== 'CLIENT')) throw new DomainError('UNAUTHENTICATED');
    const read: TokenIdentity = { tokenId: jti, expiresAt: exp * 1_000, subject: { kind, id: sub } };
    if (kind === 'CLIENT') return read;
    // A person's token is of a session, or of a version that had none.
    if (typeof sid !== 'string') throw new DomainError('UNAUTHENTICATED');
    return { ...read, sidHash: sidHashOf(sid) };
  }
}
