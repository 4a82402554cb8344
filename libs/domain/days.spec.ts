import * as fc from 'fast-check';
import { civilDateOf, DAY_MS, endOfDay, isWorkingDay, plusDays } from './calendar';
import { CALENDAR_2025_2026 as calendar, shanghai } from './calendar.fixture';
import { addCalendarDays, addDuration, addHours, addMinutes, addMonths, addSeconds, addWorkingDays } from './days';
import { DURATION_UNITS } from './duration';

const rolled = { calendar, roll: true };
const unrolled = { calendar, roll: false };
const published = fc.integer({ min: shanghai('2025-01-01 00:00'), max: shanghai('2026-06-01 00:00') });

describe('calendar days (民法典 第二百零一、二百零三条)', () => {
  it.each<[string, string, number, boolean, string]>([
    ['the start day is not counted', '2026-03-02 09:00', 1, true, '2026-03-03'],
    ['the hour of the start does not matter', '2026-03-02 23:59', 1, true, '2026-03-03'],
    ['30 days of 第三十条 end on the 30th day after', '2026-03-02 09:00', 30, true, '2026-04-01'],
    ['60 days of 第三十条 that would end on 1 May move past Labour Day', '2026-03-02 09:00', 60, true, '2026-05-06'],
    ['a last day within the holidays moves past them', '2026-03-02 09:00', 61, true, '2026-05-06'],
    ['National Day moves to the first working day after it', '2026-09-01 10:00', 30, true, '2026-10-08'],
    ['a Saturday moves to Monday', '2026-03-02 09:00', 5, true, '2026-03-09'],
    ['a Saturday worked in exchange stays', '2026-09-10 09:00', 30, true, '2026-10-10'],
    ['a Sunday after a worked Saturday moves to Monday', '2026-09-11 09:00', 30, true, '2026-10-12'],
    ['days off within the period count', '2026-09-30 09:00', 8, true, '2026-10-08'],
    ['without the roll, National Day it is', '2026-09-01 10:00', 30, false, '2026-10-01'],
    ['nothing from a working day ends with that day', '2026-03-02 09:00', 0, true, '2026-03-02'],
  ])('%s', (_, base, days, roll, lastDay) => {
    expect(addCalendarDays(shanghai(base), days, { calendar, roll })).toEqual({ dueAt: endOfDay(lastDay), provisional: false });
  });

  it('end at 24:00, the first instant of the day after the last', () => {
    expect(addCalendarDays(shanghai('2026-03-02 09:00'), 1, rolled).dueAt).toBe(shanghai('2026-03-04 00:00'));
  });

  it('always end on a working day that is the first from the nominal last day on', () => {
    fc.assert(
      fc.property(published, fc.nat(200), (base, days) => {
        const nominal = plusDays(civilDateOf(base), days);
        const last = civilDateOf(addCalendarDays(base, days, rolled).dueAt - 1);
        expect(isWorkingDay(last, calendar) && last >= nominal).toBe(true);
        for (let date = nominal; date < last; date = plusDays(date, 1)) expect(isWorkingDay(date, calendar)).toBe(false);
      }),
    );
  });
});

describe('months (民法典 第二百零二条)', () => {
  it.each<[string, string, number, string]>([
    ['end on the same day of the month', '2026-03-02 09:00', 1, '2026-04-02'],
    ['clamp to the end of a shorter month', '2026-08-31 09:00', 1, '2026-09-30'],
    ['roll after they clamp: 28 February 2026 is a Saturday worked in exchange', '2026-01-31 09:00', 1, '2026-02-28'],
    ['roll after they clamp: 31 May 2026 is a Sunday', '2026-03-31 09:00', 2, '2026-06-01'],
  ])('%s', (_, base, months, lastDay) => {
    expect(addMonths(shanghai(base), months, rolled)).toEqual({ dueAt: endOfDay(lastDay), provisional: false });
  });
});

describe('working days', () => {
  it.each<[string, string, number, string]>([
    ['the start day is not counted', '2026-03-02 09:00', 1, '2026-03-03'],
    ['weekends are skipped', '2026-03-05 09:00', 5, '2026-03-12'],
    ['a start on a day off changes nothing', '2026-03-07 09:00', 1, '2026-03-09'],
    ['National Day is skipped, the exchanged Saturday counted', '2026-09-30 09:00', 3, '2026-10-10'],
    ['ten of them over the Spring Festival and its two exchanged Saturdays', '2026-02-13 09:00', 10, '2026-03-05'],
    ['none ends with the start day', '2026-03-02 09:00', 0, '2026-03-02'],
    ['none from a day off ends with the next working day', '2026-03-07 09:00', 0, '2026-03-09'],
  ])('%s', (_, base, days, lastDay) => {
    expect(addWorkingDays(shanghai(base), days, calendar)).toEqual({ dueAt: endOfDay(lastDay), provisional: false });
  });

  it('lie in the period in exactly the number asked for', () => {
    fc.assert(
      fc.property(published, fc.integer({ min: 1, max: 90 }), (base, days) => {
        const last = civilDateOf(addWorkingDays(base, days, calendar).dueAt - 1);
        let worked = 0;
        for (let date = plusDays(civilDateOf(base), 1); date <= last; date = plusDays(date, 1)) {
          if (isWorkingDay(date, calendar)) worked += 1;
        }
        expect([worked, isWorkingDay(last, calendar)]).toEqual([days, true]);
      }),
    );
  });
});

describe('hours, minutes and seconds', () => {
  it('run through nights and holidays', () => {
    const base = shanghai('2026-09-30 22:00');
    expect(addHours(base, 4)).toEqual({ dueAt: shanghai('2026-10-01 02:00'), provisional: false });
    expect(addMinutes(base, 60).dueAt).toBe(shanghai('2026-09-30 23:00'));
    expect(addSeconds(base, 1).dueAt).toBe(base + 1000);
  });
});

describe('years whose holidays are not published', () => {
  const december = shanghai('2026-12-10 09:00');
  it.each([
    ['a last day in such a year', addCalendarDays(december, 30, rolled), '2027-01-11', true],
    ['a last day on New Year’s Eve, which the next notice may move', addCalendarDays(december, 21, rolled), '2026-12-31', true],
    ['a last day before that', addCalendarDays(december, 12, rolled), '2026-12-22', false],
    ['no roll, nothing looked up', addCalendarDays(december, 30, unrolled), '2027-01-09', false],
    ['working days that pass through it', addWorkingDays(december, 20, calendar), '2027-01-07', true],
    ['working days before it', addWorkingDays(december, 5, calendar), '2026-12-17', false],
    ['months', addMonths(december, 1, rolled), '2027-01-11', true],
  ])('%s: provisional or not', (_, due, lastDay, provisional) => {
    expect(due).toEqual({ dueAt: endOfDay(lastDay), provisional });
  });

  it('keep a count provisional that has left them for a published one', () => {
    const gap = { publishedYears: [2025, 2027], holidays: ['2026-12-31'], workdays: [] };
    expect(addWorkingDays(shanghai('2026-12-10 09:00'), 20, gap)).toEqual({ dueAt: endOfDay('2027-01-08'), provisional: true });
    expect(addCalendarDays(shanghai('2026-12-10 09:00'), 21, { calendar: gap, roll: true })).toEqual({ dueAt: endOfDay('2027-01-01'), provisional: true });
  });

  it('make nothing provisional that their publication could not move', () => {
    const anyDay = fc.integer({ min: 0, max: 364 }).map((n) => plusDays('2027-01-01', n));
    const late = fc.integer({ min: shanghai('2026-10-01 00:00'), max: shanghai('2027-06-01 00:00') });
    fc.assert(
      fc.property(late, fc.nat(60), fc.uniqueArray(anyDay, { maxLength: 60 }), (base, days, extra) => {
        const later = { publishedYears: [2025, 2026, 2027, 2028], holidays: [...calendar.holidays, ...extra], workdays: calendar.workdays };
        for (const unit of ['CALENDAR_DAY', 'WORKING_DAY'] as const) {
          const before = addDuration(base, { amount: days, unit }, rolled);
          if (!before.provisional) expect(addDuration(base, { amount: days, unit }, { calendar: later, roll: true })).toEqual(before);
        }
      }),
    );
  });
});

describe('every unit', () => {
  const unit = fc.constantFrom(...DURATION_UNITS);
  it('falls due no earlier for a later base or a larger amount', () => {
    fc.assert(
      fc.property(published, fc.nat(40 * DAY_MS), fc.nat(12), fc.nat(6), unit, fc.boolean(), (base, later, amount, more, u, roll) => {
        const due = addDuration(base, { amount, unit: u }, { calendar, roll }).dueAt;
        expect(due).toBeGreaterThanOrEqual(base);
        expect(addDuration(base + later, { amount, unit: u }, { calendar, roll }).dueAt).toBeGreaterThanOrEqual(due);
        expect(addDuration(base, { amount: amount + more, unit: u }, { calendar, roll }).dueAt).toBeGreaterThanOrEqual(due);
      }),
    );
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the amount %p', (amount) => {
    for (const u of DURATION_UNITS) expect(() => addDuration(0, { amount, unit: u }, rolled)).toThrow(RangeError);
  });
});
