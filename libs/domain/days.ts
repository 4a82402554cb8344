import { assertNever } from './assert-never';
import {
  civilDateOf,
  endOfDay,
  HOUR_MS,
  isPublished,
  isStatutoryHoliday,
  isWorkingDay,
  MINUTE_MS,
  plusDays,
  plusMonths,
  SECOND_MS,
  type CivilDate,
  type HolidayCalendar,
} from './calendar';
import { assertAmount, type Duration } from './duration';

/** Where a period ends. It is over from `dueAt` on (milliseconds since the epoch). */
export interface DueInstant {
  readonly dueAt: number;
  /** The holidays of a year that the count looked at are not published yet. */
  readonly provisional: boolean;
}

export interface DayCounting {
  readonly calendar: HolidayCalendar;
  /** Whether a last day that is a day off moves to the next working day (民法典 第二百零三条, policy `holidayRoll`). */
  readonly roll: boolean;
}

/** 按小时计算期间 (民法典 第二百零一条第二款): runs without a break from the base instant. */
export const addHours = (base: number, hours: number): DueInstant => addContinuous(base, hours, HOUR_MS);
export const addMinutes = (base: number, minutes: number): DueInstant => addContinuous(base, minutes, MINUTE_MS);
export const addSeconds = (base: number, seconds: number): DueInstant => addContinuous(base, seconds, SECOND_MS);

/**
 * 按日计算期间 (民法典 第二百零一条第一款、第二百零三条): the start day is not counted; the period ends at 24:00 of its
 * last day, or of the first working day after it where that is a day off.
 */
export function addCalendarDays(base: number, days: number, counting: DayCounting): DueInstant {
  assertAmount(days);
  return endingOn(plusDays(civilDateOf(base), days), counting);
}

/** 按月计算期间 (民法典 第二百零二条): ends on the same day of the month; on its last day where it has no such day. */
export function addMonths(base: number, months: number, counting: DayCounting): DueInstant {
  assertAmount(months);
  return endingOn(plusMonths(civilDateOf(base), months), counting);
}

/**
 * Working days: the start day is not counted, whether worked or not; the period ends at 24:00 of the last working day
 * counted. Zero ends with the start day, or with the first working day after it where that is a day off.
 */
export function addWorkingDays(base: number, days: number, calendar: HolidayCalendar): DueInstant {
  assertAmount(days);
  if (days === 0) return endingOn(civilDateOf(base), { calendar, roll: true });
  let date = civilDateOf(base);
  let provisional = false;
  for (let counted = 0; counted < days; ) {
    date = plusDays(date, 1);
    provisional ||= !isPublished(date, calendar);
    if (isWorkingDay(date, calendar)) counted += 1;
  }
  return { dueAt: endOfDay(date), provisional };
}

/** The end of a period of any unit that starts at `base`. */
export function addDuration(base: number, { amount, unit }: Duration, counting: DayCounting): DueInstant {
  switch (unit) {
    case 'SECOND':
      return addSeconds(base, amount);
    case 'MINUTE':
      return addMinutes(base, amount);
    case 'HOUR':
      return addHours(base, amount);
    case 'CALENDAR_DAY':
      return addCalendarDays(base, amount, counting);
    case 'WORKING_DAY':
      return addWorkingDays(base, amount, counting.calendar);
    case 'MONTH':
      return addMonths(base, amount, counting);
    default:
      return assertNever(unit);
  }
}

function addContinuous(base: number, amount: number, unitMs: number): DueInstant {
  assertAmount(amount);
  return { dueAt: base + amount * unitMs, provisional: false };
}

function endingOn(lastDay: CivilDate, { calendar, roll }: DayCounting): DueInstant {
  if (!roll) return { dueAt: endOfDay(lastDay), provisional: false };
  let date = lastDay;
  let provisional = !isPublished(date, calendar);
  while (isStatutoryHoliday(date, calendar)) {
    date = plusDays(date, 1);
    provisional ||= !isPublished(date, calendar);
  }
  return { dueAt: endOfDay(date), provisional };
}
