import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LoggedIn } from './login.service';
import { setSession } from './session-cookie';

export interface LoginResponse {
  readonly accessToken: string;
  readonly expiresIn: number;
  readonly person: { readonly id: string; readonly name: string; readonly account: string };
}

/** The answer to a login, which also gives browsers their cookie. */
export function signedIn({ token, expiresInSeconds, person }: LoggedIn, request: FastifyRequest, reply: FastifyReply): LoginResponse {
  setSession(request, reply, { token, maxAge: expiresInSeconds });
  void reply.header('cache-control', 'no-store');
  return { accessToken: token, expiresIn: expiresInSeconds, person };
}
