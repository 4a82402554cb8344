/** Until when a change of data has to be dealt with (第二十七、三十条): counted from the day of the change, however late it was registered. */
import { civilDateOf, plusDays, startOfDay, type CivilDate, type HolidayCalendar } from '@libs/domain/calendar';
import { addDuration, type DueInstant } from '@libs/domain/days';
import { durationOf, type PolicyValues } from '@libs/policy/typed-values';
import { rolls } from '../clock-book';
import type { ChangeEntry } from './entries';

/** What a change is counted as: 第三十条（三） is about 一般数据; of 重要、核心数据 every change is dealt with 及时 (第二十七条, regulation.md §10.5). */
export type CountedAs = ChangeEntry['kind'] | 'BEYOND_GENERAL';

/** C15, C16 and C20 of regulation.md §5.2. */
export const CHANGE_LIMITS: Readonly<Record<CountedAs, string>> = {
  BASIC: 'clock.C15.basic-information-changed',
  OTHER: 'clock.C16.other-information-changed',
  DERIVED: 'regrade.timely.days',
  NATIONAL: 'regrade.timely.days',
  BEYOND_GENERAL: 'regrade.timely.days',
};

export interface ChangeTerms {
  readonly policies: PolicyValues;
  readonly calendar: HolidayCalendar;
}

/** As the policies in force and the calendar say; a case keeps to those it began with. */
export const changeDue = (kind: CountedAs, changedAt: CivilDate, { policies, calendar }: ChangeTerms): DueInstant =>
  addDuration(startOfDay(changedAt), durationOf(policies, CHANGE_LIMITS[kind]), { calendar, roll: rolls(policies) });

/** The last day of change whose limit has passed: whatever changed then or before is overdue while it is open. */
export function overdueSince(kind: CountedAs, now: number, terms: ChangeTerms): CivilDate {
  let day = civilDateOf(now);
  while (changeDue(kind, day, terms).dueAt > now) day = plusDays(day, -1);
  return day;
}
