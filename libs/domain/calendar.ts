/** A civil day in Asia/Shanghai, written `YYYY-MM-DD`. */
export type CivilDate = string;

/**
 * The holiday table, as data: what the State Council's yearly notices say (国务院办公厅关于部分节假日安排的通知).
 * Dates may come as a list (from a message) or as a set (for speed).
 */
export interface HolidayCalendar {
  /** Years whose notice is in the table. */
  readonly publishedYears: readonly number[];
  /** Days off by notice, bridged days included. Weekends need not be listed. */
  readonly holidays: CivilDays;
  /** Weekend days that are worked in exchange (调休上班). */
  readonly workdays: CivilDays;
}
export type CivilDays = ReadonlySet<CivilDate> | readonly CivilDate[];

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Asia/Shanghai has been UTC+8 without summer time since 1991; every instant of this system is later. */
const ZONE_OFFSET_MS = 8 * HOUR_MS;

/** The civil day in Asia/Shanghai that contains an instant (milliseconds since the epoch). */
export function civilDateOf(instant: number): CivilDate {
  if (!Number.isFinite(instant)) throw new RangeError(`not an instant: ${instant}`);
  return new Date(instant + ZONE_OFFSET_MS).toISOString().slice(0, 10);
}

/** 00:00 of a civil day, as an instant. */
export function startOfDay(date: CivilDate): number {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  // `Date.parse` reads 30 February as 2 March: a date that does not come back as itself is none.
  if (Number.isNaN(midnight) || civilDateOf(midnight - ZONE_OFFSET_MS) !== date) throw new RangeError(`not a civil date: ${date}`);
  return midnight - ZONE_OFFSET_MS;
}

/** 24:00 of a civil day (民法典 第二百零三条第二款), the same instant as 00:00 of the next. */
export const endOfDay = (date: CivilDate): number => startOfDay(date) + DAY_MS;

/** The civil day `days` after (or, negative, before) another. */
export const plusDays = (date: CivilDate, days: number): CivilDate => civilDateOf(startOfDay(date) + days * DAY_MS);

/** The civil day `months` later (or, negative, earlier), clamped to the end of the month. */
export function plusMonths(date: CivilDate, months: number): CivilDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const index = year * 12 + (month - 1) + months;
  const first = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;
  const [targetYear = 0, targetMonth = 0] = first.split('-').map(Number);
  const lastDay = new Date(Date.UTC(targetYear, targetMonth, 0)).getUTCDate();
  return plusDays(first, Math.min(day, lastDay) - 1);
}

/** Whether a civil day is worked: a weekday that is no holiday, or a weekend day worked in exchange (调休上班). */
export function isWorkingDay(date: CivilDate, calendar: HolidayCalendar): boolean {
  if (contains(calendar.workdays, date)) return true;
  return !isWeekend(date) && !contains(calendar.holidays, date);
}

/**
 * Whether a period that would end on this day ends later (民法典 第二百零三条第一款: 期间的最后一日是法定休假日的).
 *
 * Reading: 法定休假日 are all days of rest that the State fixes, that is the weekly days of rest and the holidays of
 * the yearly notice, but not a weekend day that the notice turns into a working day. On such a day offices are open, so
 * nothing speaks for a later end. The narrow reading (festivals only) would end periods on Saturdays.
 */
export const isStatutoryHoliday = (date: CivilDate, calendar: HolidayCalendar): boolean => !isWorkingDay(date, calendar);

/**
 * Whether the table is final for a day. The notice for a year also moves days in the last week of the year before
 * (for 2019 it did: 29 December 2018 was worked, the 31st was off), so these days wait for both notices.
 */
export function isPublished(date: CivilDate, calendar: HolidayCalendar): boolean {
  const year = Number(date.slice(0, 4));
  const lastWeek = date.slice(5) >= '12-25';
  return calendar.publishedYears.includes(year) && (!lastWeek || calendar.publishedYears.includes(year + 1));
}

function isWeekend(date: CivilDate): boolean {
  const weekday = new Date(startOfDay(date) + ZONE_OFFSET_MS).getUTCDay();
  return weekday === 0 || weekday === 6;
}

function contains(days: CivilDays, date: CivilDate): boolean {
  return 'has' in days ? days.has(date) : days.includes(date);
}
