import chineseDays from 'chinese-days';
import * as fc from 'fast-check';
import { civilDateOf, DAY_MS, endOfDay, isPublished, isStatutoryHoliday, isWorkingDay, plusDays, plusMonths, startOfDay } from './calendar';
import { CALENDAR_2025_2026, shanghai } from './calendar.fixture';

const instants = fc.integer({ min: shanghai('2000-01-01 00:00'), max: shanghai('2099-12-31 00:00') });

describe('civil days in Asia/Shanghai', () => {
  it.each([
    ['2026-09-30 00:00', '2026-09-30'],
    ['2026-09-30 07:59', '2026-09-30'],
    ['2026-09-30 23:59', '2026-09-30'],
    ['2028-02-29 12:00', '2028-02-29'],
  ])('%s lies in %s', (text, date) => expect(civilDateOf(shanghai(text))).toBe(date));

  it('contain every instant in exactly one day', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const date = civilDateOf(at);
        expect(startOfDay(date) <= at && at < endOfDay(date)).toBe(true);
        expect(endOfDay(date)).toBe(startOfDay(plusDays(date, 1)));
        expect(endOfDay(date) - startOfDay(date)).toBe(DAY_MS);
      }),
    );
  });

  it('agree with the platform’s own time zone data', () => {
    const zone = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
    fc.assert(fc.property(instants, (at) => expect(civilDateOf(at)).toBe(zone.format(at))));
  });

  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '2026-10-01T00:00:00Z', '', 'today'])('%p is no civil date', (text) =>
    expect(() => startOfDay(text)).toThrow(RangeError),
  );

  it('NaN is no instant', () => expect(() => civilDateOf(Number.NaN)).toThrow(RangeError));
});

describe('months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-05-20', 0, '2026-05-20'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('%s and %i months is %s', (date, months, expected) => expect(plusMonths(date, months)).toBe(expected));
});

describe('working days', () => {
  it.each([
    ['2026-09-30', true, 'a Wednesday'],
    ['2026-10-01', false, 'National Day'],
    ['2026-10-06', false, 'a bridged Tuesday'],
    ['2026-10-10', true, 'a Saturday worked in exchange'],
    ['2026-10-17', false, 'an ordinary Saturday'],
    ['2026-02-14', true, 'the Saturday worked before the Spring Festival'],
    ['2026-09-20', true, 'a Sunday worked in exchange'],
  ])('%s: %p (%s)', (date, worked) => {
    expect(isWorkingDay(date, CALENDAR_2025_2026)).toBe(worked);
    expect(isStatutoryHoliday(date, CALENDAR_2025_2026)).toBe(!worked);
  });

  it('are, for every day of 2025 and 2026, those of the published tables', () => {
    for (let date = '2025-01-01'; date <= '2026-12-31'; date = plusDays(date, 1)) {
      expect([date, isWorkingDay(date, CALENDAR_2025_2026)]).toEqual([date, chineseDays.isWorkday(date)]);
    }
  });

  it('are the same whether the table holds lists or sets', () => {
    const lists = { ...CALENDAR_2025_2026, holidays: [...CALENDAR_2025_2026.holidays], workdays: new Set(CALENDAR_2025_2026.workdays) };
    for (let date = '2025-01-01'; date <= '2026-12-31'; date = plusDays(date, 1)) {
      expect(isWorkingDay(date, lists)).toBe(isWorkingDay(date, CALENDAR_2025_2026));
    }
  });
});

describe('publication', () => {
  it.each([
    ['2026-12-24', true],
    ['2026-12-25', false],
    ['2026-12-31', false],
    ['2025-12-31', true],
    ['2027-01-01', false],
    ['2024-12-20', false],
  ])('the table for %s is final: %p', (date, final) => expect(isPublished(date, CALENDAR_2025_2026)).toBe(final));
});
