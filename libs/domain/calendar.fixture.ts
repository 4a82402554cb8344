import { civilDateOf, DAY_MS, startOfDay, type CivilDate, type HolidayCalendar } from './calendar';

const range = (first: CivilDate, last: CivilDate): CivilDate[] => {
  const days: CivilDate[] = [];
  for (let at = startOfDay(first); at <= startOfDay(last); at += DAY_MS) days.push(civilDateOf(at));
  return days;
};

/** Periods of days off, first and last day, as the notices give them. */
const DAYS_OFF: readonly (readonly [first: CivilDate, last: CivilDate])[] = [
  ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'],
  ['2025-04-04', '2025-04-06'],
  ['2025-05-01', '2025-05-05'],
  ['2025-05-31', '2025-06-02'],
  ['2025-10-01', '2025-10-08'],
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'],
  ['2026-10-01', '2026-10-07'],
];
const EXCHANGED_2025 = ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'];
const EXCHANGED_2026 = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];

/** For tests: the yearly notices for 2025 and 2026 as published. */
export const CALENDAR_2025_2026: HolidayCalendar = {
  publishedYears: [2025, 2026],
  holidays: new Set(DAYS_OFF.flatMap(([first, last]) => range(first, last))),
  workdays: [...EXCHANGED_2025, ...EXCHANGED_2026],
};

/** An instant in Asia/Shanghai: `shanghai('2026-09-30 17:30')`. */
export const shanghai = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
