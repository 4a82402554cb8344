import type { HolidayCalendar } from './calendar';
import { addDuration, type DayCounting, type DueInstant } from './days';
import type { Duration } from './duration';
import { shiftInstant } from './shift';

export { durationText, toIso8601Duration, type Duration, type DurationUnit } from './duration';

/** A stretch during which a clock stood still, in milliseconds since the epoch; open while `to` is missing. */
export interface Pause {
  readonly from: number;
  readonly to?: number;
}

/** How long a clock has stood still up to `now`. Pauses that overlap count once; what lies after `now` counts nothing. */
export function pausedFor(pauses: readonly Pause[], now: number): number {
  let total = 0;
  let coveredTo = Number.NEGATIVE_INFINITY;
  for (const pause of [...pauses].sort((a, b) => a.from - b.from)) {
    const from = Math.max(pause.from, coveredTo);
    const to = Math.min(pause.to ?? now, now);
    if (to <= from) continue;
    total += to - from;
    coveredTo = to;
  }
  return total;
}

export interface ClockStart extends DayCounting {
  /** The instant from which the law counts; it may lie in the past. */
  readonly base: number;
  readonly duration: Duration;
  /** How long the clock stood still so far. */
  readonly pausedMs?: number;
}

/**
 * When a clock falls due.
 *
 * A pause moves the base by its length and the period is counted again from there. For seconds, minutes and hours this
 * is the same as moving the due instant by the length of the pause. For days, working days and months the result is
 * again 24:00 of a last day, rolled off days off: a pause within one civil day costs nobody a day, a pause over a
 * midnight adds one, and a pause never makes a clock fall due earlier.
 */
export function dueAt({ base, duration, calendar, roll, pausedMs = 0 }: ClockStart): DueInstant {
  if (!(pausedMs >= 0)) throw new RangeError(`not a length of time: ${pausedMs}`);
  return addDuration(base + pausedMs, duration, { calendar, roll });
}

/** The instants of reminders, in order, without those that had already passed when the step opened. */
export function remindersBefore(args: {
  readonly dueAt: number;
  readonly offsets: readonly Duration[];
  readonly openedAt: number;
  readonly calendar: HolidayCalendar;
}): number[] {
  const instants = args.offsets.map((offset) => shiftInstant(args.dueAt, offset, -1, args.calendar));
  return [...new Set(instants)].filter((at) => at > args.openedAt && at < args.dueAt).sort((a, b) => a - b);
}
