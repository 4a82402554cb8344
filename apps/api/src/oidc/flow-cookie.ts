import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors, jwtVerify, SignJWT } from 'jose';
import { SigningKeys } from '../auth/signing-keys';
import { isReturnPath } from './return-path';

const COOKIE = 'qingdun_oidc';
const PATH = '/api/v1/auth/oidc';
const ISSUER = 'qingdun';
const AUDIENCE = 'qingdun-oidc';
/** From leaving for the provider until coming back. */
const LIFE_SECONDS = 600;

/** What was agreed with one browser when it left for the provider. */
export interface Flow {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE: only who holds it can use the code. */
  readonly verifier: string;
  readonly returnTo: string;
  /** Seconds since the epoch. */
  readonly begunAt: number;
  /** Where somebody who is signed in wants something; nothing where it is a sign-in. */
  readonly asked?: Asked;
}

/** To bind an identity, or to prove once more who they are: in which session, and whose it is. */
export interface Asked {
  readonly purpose: 'BIND' | 'REAUTHENTICATE';
  readonly personId: string;
  readonly sessionId: string;
}

/** Signed by us, kept by the browser that left: nothing is written for somebody who never comes back, and any instance can go on. */
@Injectable()
export class FlowCookie {
  constructor(private readonly keys: SigningKeys) {}

  async set(request: FastifyRequest, reply: FastifyReply, flow: Flow): Promise<void> {
    const { kid, privateKey } = await this.keys.current();
    const value = await new SignJWT({ ...flow }).setProtectedHeader({ alg: 'EdDSA', kid }).setIssuer(ISSUER).setAudience(AUDIENCE).setIssuedAt().setExpirationTime(`${LIFE_SECONDS}s`).sign(privateKey);
    send(request, reply, value, LIFE_SECONDS);
  }

  /** The flow of this browser, once: the cookie goes with it. Undefined where there is none, or it is too old. */
  async take(request: FastifyRequest, reply: FastifyReply): Promise<Flow | undefined> {
    const value = request.headers.cookie === undefined ? undefined : parseCookie(request.headers.cookie)[COOKIE];
    send(request, reply, '', 0);
    return value === undefined ? undefined : await this.read(value);
  }

  private async read(value: string): Promise<Flow | undefined> {
    try {
      const { payload } = await jwtVerify(value, async ({ kid }) => await this.keyOf(kid), { issuer: ISSUER, audience: AUDIENCE, algorithms: ['EdDSA'], requiredClaims: ['exp'] });
      const { state, nonce, verifier, returnTo, begunAt, asked } = payload;
      if (!isText(state) || !isText(nonce) || !isText(verifier) || !isText(returnTo) || !isReturnPath(returnTo) || typeof begunAt !== 'number') return undefined;
      const flow = { state, nonce, verifier, returnTo, begunAt };
      if (asked === undefined) return flow;
      return isAsked(asked) ? { ...flow, asked } : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof DomainError) return undefined;
      throw error;
    }
  }

  private async keyOf(kid: string | undefined): Promise<Awaited<ReturnType<SigningKeys['current']>>['publicKey']> {
    const key = kid === undefined ? undefined : await this.keys.find(kid);
    if (key === undefined) throw new DomainError('UNAUTHENTICATED');
    return key.publicKey;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isAsked = (value: unknown): value is Asked =>
  typeof value === 'object' &&
  value !== null &&
  'purpose' in value &&
  (value.purpose === 'BIND' || value.purpose === 'REAUTHENTICATE') &&
  'personId' in value &&
  isText(value.personId) &&
  'sessionId' in value &&
  isText(value.sessionId);

/** `Lax`: a browser that comes back from the provider sends it, one that another site makes post does not. */
const send = (request: FastifyRequest, reply: FastifyReply, value: string, maxAge: number): void =>
  void reply.header('set-cookie', stringifySetCookie({ name: COOKIE, value, path: PATH, maxAge, httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' }));
