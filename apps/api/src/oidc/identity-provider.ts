import { Inject, Injectable } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { Logger } from '@libs/platform/logging/logger';
import * as oidc from 'openid-client';
import { LOGGER } from '../platform/logger.token';
import type { Asked, Flow } from './flow-cookie';

const TIMEOUT_SECONDS = 5;
/** How far the provider's clock may be from ours. */
const CLOCK_TOLERANCE_SECONDS = 30;

const nowInSeconds = (): number => Math.floor(Date.now() / 1_000);

/** Whom the provider vouches for. A subject is a name that it never gives to anybody else. */
export interface ProvenIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** When they last proved it there; undefined where the provider does not say. */
  readonly provenAt?: Date;
}

const NOT_CONFIGURED = { zh: '本系统未接入统一身份认证。', en: 'No identity provider is configured.' };
const REFUSED = { zh: '统一身份认证未完成或已过期，请重新登录。', en: 'The sign-in at the identity provider was not completed or is too old; begin again.' };
const AWAY = { zh: '统一身份认证服务暂时无法访问，请稍后重试。', en: 'The identity provider is out of reach; try again shortly.' };

/** The provider through which people sign in: authorization code with PKCE (RFC 6749, RFC 7636, OpenID Connect Core 1.0). */
@Injectable()
export class IdentityProvider {
  private discovered: Promise<oidc.Configuration> | undefined;

  constructor(
    private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** What makes one sign-in different from every other. */
  newFlow(returnTo: string, asked?: Asked): Flow {
    return { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier(), returnTo, begunAt: nowInSeconds(), ...(asked && { asked }) };
  }

  /** Where the browser has to go. Throws `NOT_FOUND` where there is no provider, `UNAVAILABLE` where it is away. */
  async address({ state, nonce, verifier, asked }: Flow): Promise<URL> {
    const provider = await this.provider();
    return oidc.buildAuthorizationUrl(provider, {
      redirect_uri: this.config.oidcRedirectUri,
      scope: 'openid',
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      // Who binds an identity, or proves once more who they are, does it now, whoever is still signed in there.
      ...(asked && { prompt: 'login', max_age: '0' }),
    });
  }

  /**
   * Who came back, by the answer that the browser brought.
   * @param search of the address, e.g. `?code=…&state=…`
   * @throws DomainError UNAUTHENTICATED for an answer that is not to this flow, UNAVAILABLE where the provider is away
   */
  async prove(search: string, { state, nonce, verifier, begunAt, asked }: Flow): Promise<ProvenIdentity> {
    const provider = await this.provider();
    const address = new URL(this.config.oidcRedirectUri);
    address.search = search;
    try {
      const tokens = await oidc.authorizationCodeGrant(provider, address, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
      const claims = tokens.claims();
      // Expiry is looked at by the library; a token from the future is as wrong.
      if (claims === undefined || claims.iat > nowInSeconds() + CLOCK_TOLERANCE_SECONDS) throw this.refused();
      const { auth_time: provenAt } = claims;
      if (asked && (typeof provenAt !== 'number' || provenAt < begunAt - CLOCK_TOLERANCE_SECONDS)) throw this.refused();
      // Somebody may have been signed in there for days: that this session begins now proves nothing of it.
      return { issuer: claims.iss, subject: claims.sub, ...(isInstant(provenAt) && { provenAt: new Date(provenAt * 1_000) }) };
    } catch (error) {
      if (isVerdict(error)) throw this.refused(error);
      throw error instanceof DomainError ? error : this.away(error);
    }
  }

  /** Where the provider ends its own session; undefined where it does not offer that. */
  async logoutAddress(): Promise<URL | undefined> {
    const provider = await this.provider();
    if (provider.serverMetadata().end_session_endpoint === undefined) return undefined;
    return oidc.buildEndSessionUrl(provider, { post_logout_redirect_uri: new URL('/', this.config.oidcRedirectUri).href });
  }

  refused(cause?: unknown): DomainError {
    return new DomainError('UNAUTHENTICATED', { detail: REFUSED, cause });
  }

  private async provider(): Promise<oidc.Configuration> {
    const { oidcIssuer } = this.config;
    if (oidcIssuer === undefined) throw new DomainError('NOT_FOUND', { detail: NOT_CONFIGURED });
    this.discovered ??= this.discover(new URL(oidcIssuer)).catch((error: unknown) => {
      this.discovered = undefined;
      throw this.away(error);
    });
    return await this.discovered;
  }

  private discover(issuer: URL): Promise<oidc.Configuration> {
    const { oidcClientId, oidcClientSecret } = this.config;
    const authentication = oidcClientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(oidcClientSecret);
    // An ID token that came over TLS need not be verified by its signature (Core §3.1.3.7); it is all the same.
    const execute = [oidc.enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [])];
    return oidc.discovery(issuer, oidcClientId, { [oidc.clockTolerance]: CLOCK_TOLERANCE_SECONDS }, authentication, { execute, timeout: TIMEOUT_SECONDS });
  }

  private away(error: unknown): DomainError {
    this.logger.warn({ issuer: this.config.oidcIssuer, err: error }, 'the identity provider cannot be asked');
    return new DomainError('UNAVAILABLE', { detail: AWAY, members: { retryAfter: 5 }, cause: error });
  }
}

/** Seconds since the epoch that are not out of this world. */
const isInstant = (seconds: unknown): seconds is number => typeof seconds === 'number' && seconds >= 0 && seconds <= nowInSeconds() + CLOCK_TOLERANCE_SECONDS;

/** The provider did not answer as one does. */
const NO_ANSWER: ReadonlySet<unknown> = new Set([undefined, 'OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR']);

/** Whether the answer was judged, as opposed to the provider not being there, or not knowing us. */
function isVerdict(error: unknown): boolean {
  if (error instanceof oidc.AuthorizationResponseError) return true;
  if (error instanceof oidc.ResponseBodyError) return error.error !== 'invalid_client' && error.status < 500;
  return error instanceof oidc.ClientError && !NO_ANSWER.has(error.code);
}
