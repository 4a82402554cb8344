import { assertNever } from './assert-never';

export const DURATION_UNITS = ['SECOND', 'MINUTE', 'HOUR', 'CALENDAR_DAY', 'WORKING_DAY', 'MONTH'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

/** A length of time as the law and the policy table state it. `amount` is a whole number, zero or more. */
export interface Duration {
  readonly amount: number;
  readonly unit: DurationUnit;
}

/** @throws RangeError unless the amount can be counted: a whole number, zero or more. */
export function assertAmount(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`not a countable amount: ${amount}`);
}

/**
 * ISO 8601 form for the API. The standard has no working days: they are written as days, and whoever shows them to
 * people uses `durationText`.
 */
export function toIso8601Duration({ amount, unit }: Duration): string {
  assertAmount(amount);
  switch (unit) {
    case 'SECOND':
      return `PT${amount}S`;
    case 'MINUTE':
      return `PT${amount}M`;
    case 'HOUR':
      return `PT${amount}H`;
    case 'CALENDAR_DAY':
    case 'WORKING_DAY':
      return `P${amount}D`;
    case 'MONTH':
      return `P${amount}M`;
    default:
      return assertNever(unit);
  }
}

const UNIT_TEXT: Readonly<Record<DurationUnit, string>> = {
  SECOND: '秒',
  MINUTE: '分钟',
  HOUR: '小时',
  CALENDAR_DAY: '日',
  WORKING_DAY: '个工作日',
  MONTH: '个月',
};

/** The words a person reads: `30 日`, `5 个工作日`. */
export function durationText({ amount, unit }: Duration): string {
  assertAmount(amount);
  return `${amount} ${UNIT_TEXT[unit]}`;
}
