import { Inject, Injectable } from '@nestjs/common';
import { Config, type OidcIssuer } from '@libs/platform/config/config';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { Logger } from '@libs/platform/logging/logger';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { createHash } from 'node:crypto';
import { validate } from 'uuid';
import { LOGGER } from '../platform/logger.token';
import { discoverJwksUri } from './discovery';
import { IdentityRepository } from './identity.repository';
import type { TokenIdentity } from './principal';

/** Asymmetric only: a shared secret would let whoever verifies also sign. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];
const CLOCK_TOLERANCE_SECONDS = 30;

/** A stable id for a token that brings none which the table of revoked tokens can hold. */
function tokenIdOf(token: string, jti: unknown): string {
  if (typeof jti === 'string' && validate(jti)) return jti;
  const hex = createHash('sha256').update(token).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Tokens of the issuers that the configuration names, verified with the keys that these publish. */
@Injectable()
export class ExternalTokens {
  private readonly keySets = new Map<string, Promise<JWTVerifyGetKey>>();

  constructor(
    private readonly config: Config,
    private readonly identities: IdentityRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  issuer(name: string): OidcIssuer | undefined {
    return this.config.oidcIssuers.find(({ issuer }) => issuer === name);
  }

  /** Throws `UNAUTHENTICATED` also for a true token of somebody who is not on the roster; `UNAVAILABLE` without keys. */
  async verify(token: string, issuer: OidcIssuer): Promise<TokenIdentity> {
    const payload = await this.payload(token, issuer);
    const subject = await this.subjectOf(payload, issuer);
    if (subject === undefined || payload.exp === undefined) throw new DomainError('UNAUTHENTICATED');
    // OpenID Connect Core 1.0 §2: `iat` says when the token was made, `auth_time` when the person signed in.
    const { auth_time: authTime } = payload;
    return { tokenId: tokenIdOf(token, payload.jti), expiresAt: payload.exp * 1_000, ...(typeof authTime === 'number' && { authenticatedAt: authTime * 1_000 }), subject };
  }

  private async payload(token: string, issuer: OidcIssuer): Promise<JWTPayload> {
    const keys = await this.keySet(issuer);
    try {
      const options = { issuer: issuer.issuer, audience: issuer.audience, algorithms: ALGORITHMS, requiredClaims: ['exp', 'sub'], clockTolerance: CLOCK_TOLERANCE_SECONDS };
      return (await jwtVerify(token, keys, options)).payload;
    } catch (error) {
      if (isVerdict(error)) throw new DomainError('UNAUTHENTICATED', { cause: error });
      throw this.unreachable(issuer, error);
    }
  }

  /** Bound by (issuer, subject) first, then by the account claim; a client by RFC 9068: its subject is its client id. */
  private async subjectOf(payload: JWTPayload, issuer: OidcIssuer): Promise<TokenIdentity['subject'] | undefined> {
    const { sub } = payload;
    if (sub === undefined) return undefined;
    const bound = await this.identities.personOfSubject(issuer.issuer, sub);
    if (bound !== undefined) return { kind: 'PERSON', id: bound };
    if (payload['client_id'] === sub || payload['azp'] === sub) {
      const client = await this.identities.clientByClientId(sub);
      return client && { kind: 'CLIENT', id: client.id };
    }
    const account: unknown = payload[issuer.accountClaim ?? 'sub'];
    const person = typeof account === 'string' ? await this.identities.personByAccount(account) : undefined;
    return person === undefined ? undefined : { kind: 'PERSON', id: person };
  }

  private keySet(issuer: OidcIssuer): Promise<JWTVerifyGetKey> {
    const known = this.keySets.get(issuer.issuer);
    if (known) return known;
    const made = discoverJwksUri(issuer).then(
      (uri) => createRemoteJWKSet(uri, { timeoutDuration: 3_000, cooldownDuration: 5_000 }),
      (error: unknown) => {
        this.keySets.delete(issuer.issuer);
        throw this.unreachable(issuer, error);
      },
    );
    this.keySets.set(issuer.issuer, made);
    return made;
  }

  private unreachable({ issuer }: OidcIssuer, error: unknown): DomainError {
    this.logger.warn({ issuer, err: error }, 'the keys of an issuer cannot be read');
    const detail = { zh: '统一身份认证服务暂时无法访问，请稍后重试。', en: 'The identity provider is out of reach; try again shortly.' };
    return new DomainError('UNAVAILABLE', { detail, members: { retryAfter: 5 }, cause: error });
  }
}

/** Whether the token was judged, as opposed to the keys not being there to judge it. */
const isVerdict = (error: unknown): boolean =>
  error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC' && !(error instanceof errors.JWKSInvalid);
