/** What a decision is bound to, as lines for people: Chinese titles, names of choices, and everything that is there. */
import type { Plain } from '@libs/record/desk';
import { choiceTitle, fieldTitle, keysInOrder } from '../cases/field-title';

export interface ShownRow {
  readonly title: string;
  readonly text: string;
}

export interface ShownIn {
  /** JSON Schema of the form or evidence. */
  readonly schema: Plain;
  /** Names of what ids stand for. */
  readonly names: ReadonlyMap<string, string>;
}

const isObject = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);
const below = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** @param path of the value within its form; empty for the whole */
export function shownRows(value: unknown, path: string, around: ShownIn): ShownRow[] {
  if (value === null || value === undefined) return [];
  if (isObject(value)) return asOnPaper(value, keysInOrder(around.schema, path)).flatMap(([key, one]) => shownRows(one, below(path, key), around));
  if (Array.isArray(value) && value.some(isObject)) return value.flatMap((one: unknown, index) => shownRows(one, `${path}[${index}]`, around));
  const text = (Array.isArray(value) ? value : [value]).map((one: unknown) => textOf(one, path, around)).join('、');
  return [{ title: fieldTitle(around.schema, path), text }];
}

/** PostgreSQL keeps no order of keys; what the form does not have comes last. */
function asOnPaper(value: Plain, keys: readonly string[]): [string, unknown][] {
  const placeOf = (key: string): number => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return Object.entries(value).sort(([a], [b]) => placeOf(a) - placeOf(b));
}

function textOf(value: unknown, path: string, { schema, names }: ShownIn): string {
  if (value === true) return '是';
  if (value === false) return '否';
  return typeof value === 'string' ? (names.get(value) ?? choiceTitle(schema, path, value)) : String(value);
}

/** Every text in it: what could be the id of something with a name. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
