import { types } from 'node:util';

/**
 * Whether something is an error, of whichever realm (what the runtime itself throws is of another one where code runs
 * in a context of its own) and however it was made (Fastify's errors have only the prototype).
 */
export const isError = (value: unknown): value is Error => value instanceof Error || types.isNativeError(value);
