import type { OrganisationType, PositionCode } from '@libs/domain/positions';

/** A position that the person holds, as of at most `STATUS_MS` ago. */
export interface HeldPosition {
  readonly position: PositionCode;
  readonly dept?: string;
  readonly org: { readonly id: string; readonly code: string; readonly name: string; readonly type: OrganisationType };
}

/** A natural person. `assignments` are for the scope of reading alone: who may act is asked again under the case lock. */
export interface PersonPrincipal {
  readonly kind: 'PERSON';
  readonly personId: string;
  readonly account: string;
  readonly name: string;
  readonly assignments: readonly HeldPosition[];
}

/** A platform that asks on behalf of its organisation. It never decides. */
export interface ClientPrincipal {
  readonly kind: 'CLIENT';
  /** Row id; `clientId` is what the client calls itself. */
  readonly id: string;
  readonly clientId: string;
  readonly org: HeldPosition['org'];
}

export type Principal = PersonPrincipal | ClientPrincipal;

/** The id under which a principal's keys and audit events are kept. */
export const principalId = (principal: Principal): string => (principal.kind === 'PERSON' ? principal.personId : principal.id);

/** What a verified token says, before anything is looked up. */
export interface TokenIdentity {
  /** The `jti`; for an external token without a usable one, derived from the token. */
  readonly tokenId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** When the person signed in at another issuer, in milliseconds since the epoch; unknown where it does not say. */
  readonly authenticatedAt?: number;
  readonly subject: { readonly kind: 'PERSON' | 'CLIENT'; readonly id: string };
  /** The session that it belongs to (`sidHashOf`); every token of a local person has one, no other does. */
  readonly sidHash?: string;
}

/** The session behind a token of ours, as of at most `STATUS_MS` ago. */
export interface SessionState {
  readonly id: string;
  /** When the person last proved who they are, in milliseconds since the epoch; null where their provider did not say. */
  readonly reauthenticatedAt: number | null;
}

/** What the guard leaves on the request. */
export interface Authenticated {
  readonly principal: Principal;
  readonly identity: TokenIdentity;
  /** None with a token of another issuer, and none for platforms. */
  readonly session?: SessionState;
}

/** When the person last proved who they are, in milliseconds since the epoch; undefined where nobody says. */
export const authenticatedAtOf = ({ identity, session }: Authenticated): number | undefined => session?.reauthenticatedAt ?? identity.authenticatedAt;

declare module 'fastify' {
  interface FastifyRequest {
    authenticated?: Authenticated;
  }
}
