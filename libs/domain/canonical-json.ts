/** What JSON can say. Members that are `undefined` are left out, as in JSON itself. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** A value has no canonical form: it is not JSON, or not one that two readers would read alike. */
export class NotCanonicalError extends Error {
  override readonly name = 'NotCanonicalError';
  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path}: ${problem}`);
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a text has a UTF-8 form: no half of a surrogate pair stands alone. */
export const isWellFormed = (text: string): boolean => !LONE_SURROGATE.test(text);

/**
 * Canonical JSON of RFC 8785: no white space, members sorted by UTF-16 code units, numbers as ECMAScript writes them.
 * Written here because it runs inside the workflow sandbox; the specification compares it with the `canonicalize` package.
 *
 * @throws NotCanonicalError for NaN, infinities, lone surrogates, cycles, `undefined` other than as a member,
 * and everything that JSON does not know (dates, maps, big integers, functions): turn those into text first.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', []);
}

function write(value: unknown, path: string, ancestors: readonly object[]): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, path);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonicalError(path, `${value} is not a JSON number`);
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : writeContainer(value, path, ancestors);
    default:
      throw new NotCanonicalError(path, `${typeof value} is not a JSON value`);
  }
}

function writeString(text: string, path: string): string {
  if (!isWellFormed(text)) throw new NotCanonicalError(path, 'a lone surrogate has no UTF-8 form');
  return JSON.stringify(text);
}

function writeContainer(value: object, path: string, ancestors: readonly object[]): string {
  if (ancestors.includes(value)) throw new NotCanonicalError(path, 'the value contains itself');
  const inside = [...ancestors, value];
  if (Array.isArray(value)) {
    // Array.from and not map: a hole is an undefined element and must be refused, not skipped.
    const items = Array.from<unknown, string>(value, (item, index) => write(item, `${path}[${index}]`, inside));
    return `[${items.join(',')}]`;
  }
  // The tag, and not the prototype: objects of another realm (sandbox, test context) and of form classes are welcome.
  const tag = Object.prototype.toString.call(value);
  if (tag !== '[object Object]') throw new NotCanonicalError(path, `${tag} is not a JSON value`);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${writeString(key, path)}:${write(member, `${path}.${key}`, inside)}`);
  return `{${members.join(',')}}`;
}
