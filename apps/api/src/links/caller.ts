/** Who stands behind a browser that follows a link. */
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { Authenticator } from '../auth/authenticator';
import type { Authenticated, PersonPrincipal } from '../auth/principal';
import { csrfMatches, sessionOf } from '../auth/session-cookie';

export interface Caller {
  readonly principal: PersonPrincipal;
  /** What the browser sends for it. */
  readonly cookie: string;
  readonly authenticated: Authenticated;
}

const MAX_COOKIE_LENGTH = 8_192;

@Injectable()
export class Callers {
  constructor(private readonly authenticator: Authenticator) {}

  /** Undefined for who is not signed in: nobody, a session that has ended, or a machine client. */
  async of(request: FastifyRequest): Promise<Caller | undefined> {
    const cookie = sessionOf(request);
    if (cookie === undefined || cookie.length > MAX_COOKIE_LENGTH) return undefined;
    try {
      const authenticated = await this.authenticator.authenticate(cookie);
      const { principal } = authenticated;
      return principal.kind === 'PERSON' ? { principal, cookie, authenticated } : undefined;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'UNAUTHENTICATED') return undefined;
      throw error;
    }
  }

  /** For what a form of ours sends. @throws DomainError UNAUTHENTICATED, CSRF_REFUSED */
  async acting(request: FastifyRequest, csrf: string | undefined): Promise<Caller> {
    mustBeOwnPage(request);
    const caller = await this.of(request);
    if (!caller) throw new DomainError('UNAUTHENTICATED');
    if (!csrfMatches(caller.cookie, csrf)) throw new DomainError('CSRF_REFUSED');
    return caller;
  }
}

/**
 * A form that another site posts here says so itself, in every browser of the last years: Fetch Metadata, else `Origin`.
 * @throws DomainError CSRF_REFUSED
 */
export function mustBeOwnPage({ headers, host }: Pick<FastifyRequest, 'headers' | 'host'>): void {
  const site = headers['sec-fetch-site'];
  const own = site === undefined ? headers.origin === undefined || hostOf(headers.origin) === host : site === 'same-origin';
  if (!own) throw new DomainError('CSRF_REFUSED');
}

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);
