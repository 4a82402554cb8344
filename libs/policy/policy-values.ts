import type { Duration, DurationUnit } from '@libs/domain/duration';
import type { Comparison, PolicyValue } from './policy';

/** A length of time as a policy value; usable wherever a `Duration` is wanted. */
export type DurationValue = Duration & { readonly type: 'DURATION' };

const duration = (amount: number, unit: DurationUnit): DurationValue => ({ type: 'DURATION', amount, unit });

export const minutes = (amount: number): DurationValue => duration(amount, 'MINUTE');
export const hours = (amount: number): DurationValue => duration(amount, 'HOUR');
export const calendarDays = (amount: number): DurationValue => duration(amount, 'CALENDAR_DAY');
export const workingDays = (amount: number): DurationValue => duration(amount, 'WORKING_DAY');
export const months = (amount: number): DurationValue => duration(amount, 'MONTH');

/** A length that is a lower bound, e.g. a retention or an outage: 以上, the number included. */
export const atLeast = (value: DurationValue): PolicyValue => ({ ...value, comparison: '>=' });

/** Offsets before the due instant, furthest first. */
export const before = (...values: readonly Duration[]): PolicyValue => ({
  type: 'DURATIONS',
  values: values.map(({ amount, unit }) => ({ amount, unit })),
});

export const count = (value: number, unit: string, comparison?: Comparison): PolicyValue =>
  comparison === undefined ? { type: 'COUNT', value, unit } : { type: 'COUNT', value, unit, comparison };

export const flag = (value: boolean): PolicyValue => ({ type: 'FLAG', value });
export const code = (value: string): PolicyValue => ({ type: 'CODE', value });
export const codes = (...values: readonly string[]): PolicyValue => ({ type: 'CODES', values });
