import type { OidcIssuer } from '@libs/platform/config/config';

const TIMEOUT_MS = 3_000;

/** Where an issuer publishes its keys: given, or read from its OpenID Connect discovery document. */
export async function discoverJwksUri({ issuer, jwksUri }: OidcIssuer): Promise<URL> {
  if (jwksUri !== undefined) return new URL(jwksUri);
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  if (!response.ok) throw new Error(`discovery answered ${response.status}`);
  const document: unknown = await response.json();
  if (typeof document !== 'object' || document === null) throw new Error('discovery is not an object');
  const { jwks_uri: uri, issuer: named }: { jwks_uri?: unknown; issuer?: unknown } = document;
  // OpenID Connect Discovery 1.0 §4.3: the document must name the issuer that was asked.
  if (named !== issuer || typeof uri !== 'string') throw new Error('discovery names another issuer');
  return new URL(uri);
}
