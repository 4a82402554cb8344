import { getDayDetail } from 'chinese-days';

/** A day that departs from the plain week: a statutory day off, or a weekend day that is worked (调休). */
export interface HolidayRow {
  /** `YYYY-MM-DD` in Asia/Shanghai */
  readonly date: string;
  readonly kind: 'HOLIDAY' | 'WORKDAY';
  /** zh-CN, e.g. 国庆节 */
  readonly name: string;
}

/** Years whose arrangement the State Council has published. A due instant in any other year is provisional. */
export const publishedYears: readonly number[] = [2025, 2026];

function datesOf(year: number): readonly string[] {
  const days: string[] = [];
  for (const day = new Date(Date.UTC(year, 0, 1)); day.getUTCFullYear() === year; day.setUTCDate(day.getUTCDate() + 1)) {
    days.push(day.toISOString().slice(0, 10));
  }
  return days;
}

/** The library names an arranged day `English,中文,n` and a plain day by its weekday alone. */
function arranged(date: string): HolidayRow | undefined {
  const { name, work } = getDayDetail(date);
  const chinese = name.split(',')[1];
  return chinese === undefined ? undefined : { date, kind: work ? 'WORKDAY' : 'HOLIDAY', name: chinese };
}

/**
 * The arranged days of the given years, in order, to seed the holiday table; the table is the truth afterwards.
 * Throws `RangeError` for a year that is not published: an empty calendar must not pass for a year without holidays.
 */
export function holidayRows(years: readonly number[]): readonly HolidayRow[] {
  return years.flatMap((year) => {
    if (!publishedYears.includes(year)) throw new RangeError(`the holidays of ${year} are not published`);
    return datesOf(year).flatMap((date) => arranged(date) ?? []);
  });
}
