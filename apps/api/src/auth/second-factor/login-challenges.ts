import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { EntityManager } from 'typeorm';
import { v7, validate } from 'uuid';
import { AuthPolicies } from '../auth-policies';
import { LOCAL_ISSUER } from '../local-tokens';
import { SigningKeys } from '../signing-keys';

/** Of nobody who takes access tokens: it opens no door but the second step of a login. */
const AUDIENCE = 'qingdun-login';

/** What the second step of a login asks for: a code, or the enrolment that a position asks for. */
export type ChallengeStage = 'CODE' | 'ENROLMENT';

export interface LoginChallenge {
  readonly id: string;
  readonly personId: string;
  readonly stage: ChallengeStage;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Proof that the first step of a login was passed, for minutes; kept by the client and not by the database. */
@Injectable()
export class LoginChallenges {
  constructor(
    private readonly keys: SigningKeys,
    private readonly policies: AuthPolicies,
  ) {}

  async issue(manager: EntityManager, personId: string, stage: ChallengeStage): Promise<{ challenge: string; expiresInSeconds: number }> {
    const { kid, privateKey } = await this.keys.current();
    const expiresInSeconds = Math.floor((await this.policies.challengeMs(manager)) / 1_000);
    const now = Math.floor(Date.now() / 1_000);
    const challenge = await new SignJWT({ stage })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
      .setIssuer(LOCAL_ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(personId)
      .setJti(v7())
      .setIssuedAt(now)
      .setExpirationTime(now + expiresInSeconds)
      .sign(privateKey);
    return { challenge, expiresInSeconds };
  }

  /** Throws `UNAUTHENTICATED` for everything that is not a current challenge of this stage. */
  async read(challenge: string, stage: ChallengeStage): Promise<LoginChallenge> {
    const { sub, jti, exp, stage: given } = await this.verify(challenge);
    if (sub === undefined || !validate(sub) || jti === undefined || !validate(jti) || exp === undefined || given !== stage) throw new DomainError('UNAUTHENTICATED');
    return { id: jti, personId: sub, stage, expiresAt: exp * 1_000 };
  }

  /** Each leads to one session. Throws `UNAUTHENTICATED` where it already has. */
  async useUp(manager: EntityManager, { id, expiresAt }: LoginChallenge): Promise<void> {
    const rows = await manager.query<unknown[]>('INSERT INTO revoked_tokens (jti, expires_at) VALUES ($1, to_timestamp($2)) ON CONFLICT DO NOTHING RETURNING jti', [id, expiresAt / 1_000]);
    if (rows.length === 0) throw new DomainError('UNAUTHENTICATED');
  }

  private async verify(challenge: string): Promise<{ sub?: string; jti?: string; exp?: number; stage?: unknown }> {
    try {
      const { payload } = await jwtVerify(
        challenge,
        async ({ kid }) => {
          const key = kid === undefined ? undefined : await this.keys.find(kid);
          if (key === undefined) throw new DomainError('UNAUTHENTICATED');
          return key.publicKey;
        },
        { issuer: LOCAL_ISSUER, audience: AUDIENCE, algorithms: ['EdDSA'], requiredClaims: ['exp', 'sub', 'jti'] },
      );
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new DomainError('UNAUTHENTICATED', { cause: error });
      throw error;
    }
  }
}
