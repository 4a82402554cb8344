import type { FormProblem } from './problem';

const MAX_DEPTH = 8;
const MAX_NODES = 20_000;
/** Above every rule's own limit; counts what class-validator does not count, such as variation selectors. */
const MAX_TEXT = 20_000;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** Control characters but tab and line ends, and halves of surrogate pairs: PostgreSQL's jsonb takes neither. */
const UNSTORABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;

/** A path with one more member; long names are cut, since they come from outside. */
export const member = (path: string, key: string): string => (path === '' ? key.slice(0, 64) : `${path}.${key.slice(0, 64)}`);
export const item = (path: string, index: number): string => `${path}[${index}]`;

/** A name that can be answered in JSON. */
const printable = (key: string): string => key.slice(0, 64).replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD');

export const isPlainObject = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/**
 * What no form may contain, whatever its class: nulls, keys of the prototype, unstorable characters, anything that
 * JSON cannot say, and depth or size beyond bounds. Stops at the first excess of size.
 */
export function guard(plain: unknown): readonly FormProblem[] {
  const problems: FormProblem[] = [];
  let nodes = 0;
  const wrong = (path: string): number => problems.push({ path, code: 'WRONG_TYPE', params: { expectedZh: '有内容的值', expectedEn: 'a value' } });

  const text = (value: string, path: string): void => {
    if (value.length > MAX_TEXT) problems.push({ path, code: 'TOO_LONG', params: { max: MAX_TEXT } });
    else if (UNSTORABLE.test(value)) problems.push({ path, code: 'BAD_CHARACTER' });
  };
  const object = (value: Record<string, unknown>, path: string, depth: number): void => {
    for (const key of Object.keys(value)) {
      if (UNSTORABLE.test(key)) problems.push({ path: member(path, printable(key)), code: 'BAD_CHARACTER' });
      else if (FORBIDDEN_KEYS.has(key)) problems.push({ path: member(path, key), code: 'UNKNOWN_FIELD' });
      // What code left undefined is missing, as it is in JSON.
      else if (value[key] !== undefined) walk(value[key], member(path, key), depth + 1);
    }
  };
  const walk = (value: unknown, path: string, depth: number): void => {
    if (++nodes > MAX_NODES) return;
    if (depth > MAX_DEPTH) problems.push({ path, code: 'TOO_DEEP' });
    else if (typeof value === 'string') text(value, path);
    else if (Array.isArray(value)) value.forEach((entry: unknown, index) => walk(entry, item(path, index), depth + 1));
    else if (isPlainObject(value)) object(value, path, depth);
    else if (typeof value !== 'boolean' && !(typeof value === 'number' && Number.isFinite(value))) wrong(path);
  };
  walk(plain, '', 0);
  return nodes > MAX_NODES ? [{ path: '', code: 'TOO_LARGE' }] : problems;
}
