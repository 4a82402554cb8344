import type { ClientCredentials } from './client-token.service';

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
};

/** Client id and secret of an `Authorization: Basic` header; undefined where it holds none. */
export function basicCredentials(authorization: string | undefined): ClientCredentials | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id, ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const clientId = id === undefined ? undefined : decode(id);
  const clientSecret = decode(rest.join(':'));
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}
