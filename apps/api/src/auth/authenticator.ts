import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { decodeJwt, errors } from 'jose';
import { createHash } from 'node:crypto';
import { assertNever } from '@libs/domain/assert-never';
import { ExternalTokens } from './external-tokens';
import { IdentityRepository } from './identity.repository';
import { LOCAL_ISSUER, LocalTokens } from './local-tokens';
import type { Authenticated, TokenIdentity } from './principal';

/** A verified signature is believed this long. */
const SIGNATURE_MS = 60_000;
/**
 * Whether the token was revoked or its session has ended, the person or client is still active, and which positions are
 * held is asked again after this long: so a logout on another instance and a deactivation take effect within three
 * seconds, and a token costs at most one small query in that time however many requests it makes.
 */
export const STATUS_MS = 3_000;
const MAX_ENTRIES = 10_000;

interface Entry extends Authenticated {
  readonly verifiedAt: number;
  readonly checkedAt: number;
}

/** Turns a bearer token into who is behind it. */
@Injectable()
export class Authenticator {
  private readonly entries = new Map<string, Entry>();
  private readonly underWay = new Map<string, Promise<Entry>>();
  /** Counts what was forgotten: a look-up that was under way meanwhile may be of before, and is not kept. */
  private forgotten = 0;

  constructor(
    private readonly local: LocalTokens,
    private readonly external: ExternalTokens,
    private readonly identities: IdentityRepository,
  ) {}

  /** Throws `UNAUTHENTICATED`, or `UNAVAILABLE` where it cannot be known. */
  async authenticate(token: string): Promise<Authenticated> {
    const key = createHash('sha256').update(token).digest('base64');
    const known = this.entries.get(key);
    const now = Date.now();
    if (known && now < known.identity.expiresAt && now - known.checkedAt < STATUS_MS) return known;
    const running = this.underWay.get(key);
    if (running) return await running;
    const refresh = this.refresh(key, token, known).finally(() => this.underWay.delete(key));
    this.underWay.set(key, refresh);
    return await refresh;
  }

  /** Throws `UNAUTHENTICATED` once what proved a principal does so no more. It is no request of theirs: who only looks on keeps no session alive. */
  async mustStand({ identity }: Authenticated): Promise<void> {
    if (Date.now() >= identity.expiresAt) throw new DomainError('UNAUTHENTICATED');
    await this.look(identity, { noted: false });
  }

  /** Forgets a token at once, on this instance. */
  forget(tokenId: string): void {
    this.forgotten += 1;
    for (const [key, { identity }] of this.entries) if (identity.tokenId === tokenId) this.entries.delete(key);
  }

  /** Forgets what was looked up of a person; for those who have just changed their sessions. */
  forgetPerson(personId: string): void {
    this.forgotten += 1;
    for (const [key, { identity }] of this.entries) if (identity.subject.id === personId) this.entries.delete(key);
  }

  /** Forgets everything that was looked up; for those who have just changed the roster. */
  forgetAll(): void {
    this.forgotten += 1;
    this.entries.clear();
  }

  private async refresh(key: string, token: string, known: Entry | undefined): Promise<Entry> {
    this.entries.delete(key);
    const now = Date.now();
    const fresh = known && now < known.identity.expiresAt && now - known.verifiedAt < SIGNATURE_MS;
    const identity = fresh ? known.identity : await this.verify(token);
    const { forgotten } = this;
    const entry: Entry = { identity, ...(await this.look(identity)), verifiedAt: fresh ? known.verifiedAt : now, checkedAt: now };
    if (forgotten !== this.forgotten) return entry;
    // A Map keeps the order of insertion: the first is the one that was refreshed longest ago.
    const [oldest] = this.entries.keys();
    if (this.entries.size >= MAX_ENTRIES && oldest !== undefined) this.entries.delete(oldest);
    this.entries.set(key, entry);
    return entry;
  }

  private async verify(token: string): Promise<TokenIdentity> {
    try {
      const { iss } = decodeJwt(token);
      if (iss === LOCAL_ISSUER) return await this.local.verify(token);
      const issuer = iss === undefined ? undefined : this.external.issuer(iss);
      if (issuer !== undefined) return await this.external.verify(token, issuer);
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new DomainError('UNAUTHENTICATED', { cause: error });
      throw error;
    }
    throw new DomainError('UNAUTHENTICATED');
  }

  private async look(identity: TokenIdentity, options?: { readonly noted: boolean }): Promise<Pick<Authenticated, 'principal' | 'session'>> {
    const { subject } = identity;
    switch (subject.kind) {
      case 'PERSON': {
        const { session, ...person } = standing(await this.identities.person(subject.id, identity, options));
        return { principal: { kind: 'PERSON', ...person }, ...(session && { session }) };
      }
      case 'CLIENT':
        return { principal: { kind: 'CLIENT', ...standing(await this.identities.client(subject.id, identity.tokenId)) } };
      default:
        return assertNever(subject.kind);
    }
  }
}

function standing<T extends { readonly revoked: boolean }>(found: T | undefined): Omit<T, 'revoked'> {
  if (found === undefined || found.revoked) throw new DomainError('UNAUTHENTICATED');
  const { revoked: _revoked, ...principal } = found;
  return principal;
}
