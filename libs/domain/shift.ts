import { assertNever } from './assert-never';
import {
  civilDateOf,
  DAY_MS,
  HOUR_MS,
  isWorkingDay,
  MINUTE_MS,
  plusMonths,
  SECOND_MS,
  startOfDay,
  type HolidayCalendar,
} from './calendar';
import { assertAmount, type Duration } from './duration';

/** Later or earlier. */
export type Direction = 1 | -1;

/**
 * An instant moved by a duration, keeping its time of day: for reminders before and escalations after a due instant,
 * which are courtesies and not periods of law. Working days skip days off; midnight belongs to the day that it ends.
 */
export function shiftInstant(instant: number, { amount, unit }: Duration, direction: Direction, calendar: HolidayCalendar): number {
  assertAmount(amount);
  switch (unit) {
    case 'SECOND':
      return instant + direction * amount * SECOND_MS;
    case 'MINUTE':
      return instant + direction * amount * MINUTE_MS;
    case 'HOUR':
      return instant + direction * amount * HOUR_MS;
    case 'CALENDAR_DAY':
      return instant + direction * amount * DAY_MS;
    case 'WORKING_DAY':
      return shiftWorkingDays(instant, amount, direction, calendar);
    case 'MONTH': {
      const date = civilDateOf(instant);
      return startOfDay(plusMonths(date, direction * amount)) + (instant - startOfDay(date));
    }
    default:
      return assertNever(unit);
  }
}

function shiftWorkingDays(instant: number, days: number, direction: Direction, calendar: HolidayCalendar): number {
  let at = instant;
  for (let counted = 0; counted < days; ) {
    // Forward, the day reached, which midnight ends (hence the millisecond); backward, the day that is given up.
    const crossed = civilDateOf(direction === 1 ? at + DAY_MS - 1 : at - DAY_MS);
    at += direction * DAY_MS;
    if (isWorkingDay(crossed, calendar)) counted += 1;
  }
  return at;
}
