/** A policy value in the kind that its key must have. @throws Error where it has another: a set is checked before it is used */
import type { Duration } from '@libs/domain/duration';
import type { PolicyValue } from './policy';

export type PolicyValues = Readonly<Record<string, PolicyValue>>;

type Of<T extends PolicyValue['type']> = Extract<PolicyValue, { readonly type: T }>;

function valueOf<T extends PolicyValue['type']>(policies: PolicyValues, key: string, type: T): Of<T> {
  const value = policies[key];
  if (!value || !isOf(value, type)) throw new Error(`the policy ${key} holds no ${type}`);
  return value;
}

const isOf = <T extends PolicyValue['type']>(value: PolicyValue, type: T): value is Of<T> => value.type === type;

export const durationOf = (policies: PolicyValues, key: string): Duration => valueOf(policies, key, 'DURATION');

const UNIT_MS: Readonly<Partial<Record<Duration['unit'], number>>> = { SECOND: 1_000, MINUTE: 60_000, HOUR: 3_600_000 };
/** A length that no calendar has a say in: of seconds, minutes or hours. */
export function millisecondsOf(policies: PolicyValues, key: string): number {
  const { amount, unit } = durationOf(policies, key);
  const unitMs = UNIT_MS[unit];
  if (unitMs === undefined) throw new Error(`the policy ${key} is no length of hours, minutes or seconds`);
  return amount * unitMs;
}
export const durationsOf = (policies: PolicyValues, key: string): readonly Duration[] => valueOf(policies, key, 'DURATIONS').values;
export const countOf = (policies: PolicyValues, key: string): number => valueOf(policies, key, 'COUNT').value;
export const flagOf = (policies: PolicyValues, key: string): boolean => valueOf(policies, key, 'FLAG').value;
export const codesOf = (policies: PolicyValues, key: string): readonly string[] => valueOf(policies, key, 'CODES').values;
export const codeOf = (policies: PolicyValues, key: string): string => valueOf(policies, key, 'CODE').value;
/** Days of the year, `MM-DD`, both included. */
export const windowOf = (policies: PolicyValues, key: string): { readonly from: string; readonly to: string } => valueOf(policies, key, 'DATE_OF_YEAR');
/** As a number between 0 and 1. */
export function ratioOf(policies: PolicyValues, key: string): number {
  const { numerator, denominator } = valueOf(policies, key, 'RATIO');
  return numerator / denominator;
}
