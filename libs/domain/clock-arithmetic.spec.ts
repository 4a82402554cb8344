import * as fc from 'fast-check';
import { DAY_MS, endOfDay, HOUR_MS } from './calendar';
import { CALENDAR_2025_2026 as calendar, shanghai } from './calendar.fixture';
import { dueAt, durationText, pausedFor, remindersBefore, toIso8601Duration, type Duration } from './clock-arithmetic';
import { DURATION_UNITS } from './duration';
import { shiftInstant } from './shift';

const base = shanghai('2026-03-02 09:00');
const hours = (amount: number): Duration => ({ amount, unit: 'HOUR' });
const days = (amount: number): Duration => ({ amount, unit: 'CALENDAR_DAY' });
const workingDays = (amount: number): Duration => ({ amount, unit: 'WORKING_DAY' });

describe('pauses', () => {
  it.each<[string, { from: number; to?: number }[], number, number]>([
    ['none', [], 100, 0],
    ['closed', [{ from: 10, to: 30 }], 100, 20],
    ['open', [{ from: 10 }], 100, 90],
    ['closing later than now', [{ from: 10, to: 300 }], 100, 90],
    ['not begun', [{ from: 200 }], 100, 0],
    ['two apart', [{ from: 50, to: 60 }, { from: 10, to: 30 }], 100, 30],
    ['overlapping, counted once', [{ from: 10, to: 30 }, { from: 20, to: 40 }], 100, 30],
    ['one inside another', [{ from: 10, to: 60 }, { from: 20, to: 30 }], 100, 50],
    ['ending before it begins', [{ from: 30, to: 10 }], 100, 0],
  ])('%s', (_, pauses, now, expected) => expect(pausedFor(pauses, now)).toBe(expected));

  it('count every paused millisecond once', () => {
    const pause = fc.record({ from: fc.nat(50), to: fc.option(fc.nat(50), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(pause), fc.nat(60), (pauses, now) => {
        let still = 0;
        for (let ms = 0; ms < now; ms += 1) if (pauses.some((p) => p.from <= ms && ms < (p.to ?? now))) still += 1;
        expect(pausedFor(pauses, now)).toBe(still);
      }),
    );
  });

  it('move hours by their length', () => {
    expect(dueAt({ base, duration: hours(4), calendar, roll: true, pausedMs: HOUR_MS }).dueAt).toBe(base + 5 * HOUR_MS);
  });

  it.each([
    ['within a day cost no day', 2 * HOUR_MS, '2026-03-12'],
    ['over a midnight add a day', 16 * HOUR_MS, '2026-03-13'],
    ['of a day add a day', DAY_MS, '2026-03-13'],
    ['roll off days off again', 2 * DAY_MS, '2026-03-16'],
  ])('%s, for periods of days', (_, pausedMs, lastDay) => {
    expect(dueAt({ base, duration: days(10), calendar, roll: true, pausedMs }).dueAt).toBe(endOfDay(lastDay));
  });

  it('never make a clock fall due earlier, and move continuous clocks exactly', () => {
    fc.assert(
      fc.property(fc.nat(60 * DAY_MS), fc.nat(30 * DAY_MS), fc.nat(20), fc.constantFrom(...DURATION_UNITS), (pausedMs, more, amount, unit) => {
        const at = (ms: number): number => dueAt({ base, duration: { amount, unit }, calendar, roll: true, pausedMs: ms }).dueAt;
        expect(at(pausedMs + more)).toBeGreaterThanOrEqual(at(pausedMs));
        if (unit === 'SECOND' || unit === 'MINUTE' || unit === 'HOUR') expect(at(pausedMs)).toBe(at(0) + pausedMs);
      }),
    );
  });

  it.each([-1, Number.NaN])('cannot last %p', (pausedMs) =>
    expect(() => dueAt({ base, duration: days(1), calendar, roll: true, pausedMs })).toThrow(RangeError),
  );
});

describe('reminders and escalations', () => {
  const due = endOfDay('2026-10-09');

  it('stand before the due instant, in order, each once', () => {
    expect(remindersBefore({ dueAt: due, offsets: [hours(4), days(1), hours(24)], openedAt: base, calendar })).toEqual([due - DAY_MS, due - 4 * HOUR_MS]);
  });

  it('that had passed when the step opened, or are none before it, are left out', () => {
    expect(remindersBefore({ dueAt: due, offsets: [days(3), hours(1), hours(0)], openedAt: due - 3 * DAY_MS, calendar })).toEqual([due - HOUR_MS]);
  });

  it.each<[string, Duration, string]>([
    ['two working days before Friday 24:00 are Thursday and Friday', workingDays(2), '2026-10-08 00:00'],
    ['the third is before National Day', workingDays(3), '2026-09-30 00:00'],
    ['a month before 24:00 of the 9th', { amount: 1, unit: 'MONTH' }, '2026-09-10 00:00'],
  ])('%s', (_, offset, expected) => {
    expect(remindersBefore({ dueAt: due, offsets: [offset], openedAt: base, calendar })).toEqual([shanghai(expected)]);
  });

  it('after the breach skip days off and keep the order of the chain', () => {
    const offsets = [hours(0), hours(0), workingDays(1), workingDays(2)];
    expect(offsets.map((offset) => shiftInstant(shanghai('2026-03-06 15:00'), offset, 1, calendar))).toEqual(
      ['2026-03-06 15:00', '2026-03-06 15:00', '2026-03-09 15:00', '2026-03-10 15:00'].map(shanghai),
    );
    expect(shiftInstant(endOfDay('2026-09-30'), workingDays(1), 1, calendar)).toBe(endOfDay('2026-10-08'));
  });
});

describe('durations in words', () => {
  it.each<[Duration, string, string]>([
    [{ amount: 90, unit: 'SECOND' }, 'PT90S', '90 秒'],
    [{ amount: 60, unit: 'MINUTE' }, 'PT60M', '60 分钟'],
    [{ amount: 4, unit: 'HOUR' }, 'PT4H', '4 小时'],
    [{ amount: 30, unit: 'CALENDAR_DAY' }, 'P30D', '30 日'],
    [{ amount: 5, unit: 'WORKING_DAY' }, 'P5D', '5 个工作日'],
    [{ amount: 12, unit: 'MONTH' }, 'P12M', '12 个月'],
  ])('%j', (duration, iso, text) => {
    expect(toIso8601Duration(duration)).toBe(iso);
    expect(durationText(duration)).toBe(text);
  });

  it('refuse an amount that cannot be counted', () => {
    expect(() => toIso8601Duration({ amount: 0.5, unit: 'HOUR' })).toThrow(RangeError);
    expect(() => durationText({ amount: -1, unit: 'HOUR' })).toThrow(RangeError);
  });
});
