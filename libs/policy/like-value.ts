import { DURATION_UNITS } from '@libs/domain/duration';
import { isCodeWithLabel } from './code-labels';
import type { PolicyValue } from './policy';

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);
const isWhole = (value: unknown, least: number): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
const isCode = (value: unknown): boolean => typeof value === 'string' && isCodeWithLabel(value);
const isLength = (value: unknown): boolean => isObject(value) && isWhole(value['amount'], 0) && DURATION_UNITS.some((unit) => unit === value['unit']);
const isSome = (value: unknown, rule: (item: unknown) => boolean): boolean => Array.isArray(value) && value.length > 0 && value.length <= 100 && value.every(rule);
const isDay = (value: unknown): boolean => typeof value === 'string' && /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value);

/** What may be different in a new value of a key; everything else has to be as it was. */
const FREE: { readonly [T in PolicyValue['type']]: Readonly<Record<string, (value: unknown) => boolean>> } = {
  DURATION: { amount: (value) => isWhole(value, 0), unit: (value) => DURATION_UNITS.some((unit) => unit === value) },
  DURATIONS: { values: (value) => isSome(value, isLength) },
  COUNT: { value: (value) => isWhole(value, 0) },
  RATIO: { numerator: (value) => isWhole(value, 1), denominator: (value) => isWhole(value, 1) },
  FLAG: { value: (value) => typeof value === 'boolean' },
  CODE: { value: isCode },
  CODES: { values: (value) => isSome(value, isCode) },
  DATE_OF_YEAR: { from: isDay, to: isDay },
};

/** Whether a value can stand where another one of the key stands: of its type, in its unit, compared in its way. */
export function isLike(value: unknown, like: PolicyValue): value is PolicyValue {
  if (!isObject(value)) return false;
  const free = FREE[like.type];
  const names = new Set([...Object.keys(like), ...Object.keys(value)]);
  const before: Members = { ...like };
  return [...names].every((name) => (free[name] ? free[name](value[name]) : value[name] === before[name])) && !(like.type === 'RATIO' && Number(value['numerator']) > Number(value['denominator']));
}
