/** Members that are never logged, whatever carries them: secrets, names, opinions and what people fill in. */
const HIDDEN: ReadonlySet<string> = new Set(
  [
    ['password', 'secret', 'token', 'accesstoken', 'refreshtoken', 'clientsecret', 'authorization', 'cookie', 'setcookie', 'xcsrftoken', 'apikey', 'databaseurl'],
    ['name', 'personname', 'displayname', 'account', 'phone', 'email', 'employeeno', 'principalinvestigator', 'signature', 'person', 'actor'],
    ['opinion', 'reason', 'comment', 'note', 'form', 'evidence', 'body', 'data', 'missing', 'dissent', 'q'],
    ['parameters', 'detail', 'query'],
  ].flat(),
);

export const HIDDEN_MARK = '[hidden]';
const MAX_DEPTH = 6;
const MAX_MEMBERS = 100;

const isHidden = (key: string): boolean => HIDDEN.has(key.toLowerCase().replace(/[-_]/g, ''));

/** A copy for the log, bounded in depth and size, without what must not be logged. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error) return describeError(value, depth);
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, MAX_MEMBERS).map((entry: unknown) => redact(entry, depth + 1));
  const members = Object.entries(value).slice(0, MAX_MEMBERS);
  return Object.fromEntries(members.map(([key, entry]) => [key, isHidden(key) ? HIDDEN_MARK : redact(entry, depth + 1)]));
}

/** PostgreSQL quotes the offending value in its messages, and so do parsers. */
const withoutQuoted = (text: string): string => text.replace(/"[^"]*"|'[^']*'|=\([^)]*\)/g, '"…"');

/** What helps to find a fault: type, code, constraint, place. Never the values that a driver attaches. */
function describeError(error: Error, depth: number): Readonly<Record<string, unknown>> {
  const { code, constraint, table, cause }: { code?: unknown; constraint?: unknown; table?: unknown; cause?: unknown } = error;
  return {
    type: error.name,
    message: withoutQuoted(error.message),
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(typeof table === 'string' && { table }),
    stack: placesOf(error.stack),
    ...(cause instanceof Error && depth < MAX_DEPTH && { cause: describeError(cause, depth + 1) }),
  };
}

/** The frames of a stack without its first lines, which repeat the message. */
const placesOf = (stack: string | undefined): readonly string[] =>
  (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 20)
    .map((line) => line.trim());
