import { isError } from './is-error';

/** Classes and codes of PostgreSQL (and of the socket to it) that mean: not now. */
const SQLSTATES = /^(08...|57P0[1-5]|53300|57014|55P03|25P03)$/;
const SOCKET_CODES: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENOENT']);
const MESSAGES = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Connection is not established|Driver not Connected|Cannot use a pool after calling end)/;
const DATABASE_CALLS: ReadonlySet<string> = new Set(['connect', 'read', 'write', 'getaddrinfo']);

interface MaybeDriverError {
  readonly name: string;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly driverError?: unknown;
  /** Of an `AggregateError`: one for each address of the host. */
  readonly errors?: unknown;
}

/**
 * Whether an error says that PostgreSQL is out of reach (or too busy to take a connection or finish a statement), as
 * opposed to refusing what was asked. For where the database is the only socket in use:
 * other clients translate their failures themselves.
 */
export function isDatabaseUnreachable(error: unknown): boolean {
  if (!isError(error)) return false;
  const { code, syscall, driverError, errors }: MaybeDriverError = error;
  if (driverError !== undefined && driverError !== error) return isDatabaseUnreachable(driverError);
  if (Array.isArray(errors) && errors.length > 0) return errors.every(isDatabaseUnreachable);
  if (typeof code === 'string' && SQLSTATES.test(code)) return true;
  if (typeof code === 'string' && SOCKET_CODES.has(code)) return typeof syscall === 'string' && DATABASE_CALLS.has(syscall);
  return MESSAGES.test(error.message);
}
