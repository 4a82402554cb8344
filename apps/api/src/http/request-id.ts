import type { IncomingMessage } from 'node:http';
import { v7 } from 'uuid';

const ACCEPTED = /^[\w-]{8,64}$/;

/** A caller's own `X-Request-Id` where it is harmless in a log, else a new one. */
export function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && ACCEPTED.test(given) ? given : v7();
}
