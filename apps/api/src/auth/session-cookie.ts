import { parseCookie, type SetCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHmac, timingSafeEqual } from 'node:crypto';

export const SESSION_COOKIE = 'qingdun_session';
/** Readable by the console, which sends its value back as `X-CSRF-Token`. */
export const CSRF_COOKIE = 'qingdun_csrf';
export const CSRF_HEADER = 'x-csrf-token';

/** Derived from the session itself: who cannot read the HttpOnly cookie can neither guess nor plant one that fits. */
export const csrfTokenOf = (session: string): string => createHmac('sha256', session).update('csrf').digest('base64url');

export function csrfMatches(session: string, given: string | undefined): boolean {
  const expected = Buffer.from(csrfTokenOf(session));
  const actual = Buffer.from(given ?? '');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** The session that a browser sends; undefined where there is none. */
export const sessionOf = ({ headers }: FastifyRequest): string | undefined => (headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[SESSION_COOKIE]);

/**
 * `Secure` wherever the caller came by https; the stack on one machine is plain http on the loopback. `Lax`: somebody who
 * follows a link of a message is signed in, and no other site sends anything in their name; GET changes nothing anyway.
 */
function send(request: FastifyRequest, reply: FastifyReply, cookies: readonly SetCookie[]): void {
  const common = { sameSite: 'lax', secure: request.protocol === 'https' } as const;
  for (const cookie of cookies) void reply.header('set-cookie', stringifySetCookie({ ...cookie, ...common }));
}

export function setSession(request: FastifyRequest, reply: FastifyReply, { token, maxAge }: { token: string; maxAge: number }): void {
  send(request, reply, [
    { name: SESSION_COOKIE, value: token, path: '/', httpOnly: true, maxAge },
    { name: CSRF_COOKIE, value: csrfTokenOf(token), path: '/', maxAge },
  ]);
}

export function clearSession(request: FastifyRequest, reply: FastifyReply): void {
  send(request, reply, [
    { name: SESSION_COOKIE, value: '', path: '/', httpOnly: true, maxAge: 0 },
    { name: CSRF_COOKIE, value: '', path: '/', maxAge: 0 },
  ]);
}
