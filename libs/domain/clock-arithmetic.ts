import { assertNever } from './assert-never';
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

/** The instants at which a breach is told further up, one for each offset; zero tells at the breach itself. */
export function escalationsAfter(args: {
  readonly dueAt: number;
  readonly offsets: readonly Duration[];
  readonly calendar: HolidayCalendar;
}): number[] {
  return args.offsets.map((offset) => shiftInstant(args.dueAt, offset, 1, args.calendar));
}

/** Everything that one clock will do. */
export interface ClockPlan {
  /** Soft: a breach is recorded and escalated. Hard: the clock settles what it stands on as EXPIRED. */
  readonly nature: 'SOFT' | 'HARD';
  readonly dueAt: number;
  readonly reminders: readonly number[];
  readonly escalations: readonly number[];
}

export type DueKind = 'REMINDER' | 'BREACH' | 'ESCALATION' | 'EXPIRY';

/** One thing that falls due. `id` names it within its clock: `REMINDER#0`, `BREACH#0`, `ESCALATION#1`. */
export interface DueItem {
  readonly id: string;
  readonly kind: DueKind;
  /** Its place in the plan's list: the second escalation goes to the second position of the chain. */
  readonly index: number;
  readonly at: number;
}

/** All items of a clock in the order in which they fall due; at one instant the breach comes before its escalation. */
export function dueItems(plan: ClockPlan): DueItem[] {
  const items = [...each('REMINDER', plan.reminders), ...atTheEnd(plan)];
  return items.sort((a, b) => a.at - b.at);
}

/** The items still to be done. Once a clock has run out, its reminders are moot; once it has expired, everything is. */
export function pendingItems(plan: ClockPlan, done: ReadonlySet<string>): DueItem[] {
  if (done.has('EXPIRY#0')) return [];
  const open = dueItems(plan).filter((item) => !done.has(item.id));
  return done.has('BREACH#0') ? open.filter((item) => item.kind !== 'REMINDER') : open;
}

/** The earliest instant at which one of these clocks has something to do; `undefined` if none ever will. */
export function nextDueAt(clocks: readonly { readonly plan: ClockPlan; readonly done: ReadonlySet<string> }[]): number | undefined {
  const instants = clocks.flatMap(({ plan, done }) => pendingItems(plan, done).slice(0, 1).map((item) => item.at));
  return instants.length === 0 ? undefined : Math.min(...instants);
}

function atTheEnd(plan: ClockPlan): DueItem[] {
  switch (plan.nature) {
    case 'SOFT':
      return [...each('BREACH', [plan.dueAt]), ...each('ESCALATION', plan.escalations)];
    case 'HARD':
      return each('EXPIRY', [plan.dueAt]);
    default:
      return assertNever(plan.nature);
  }
}

const each = (kind: DueKind, instants: readonly number[]): DueItem[] =>
  instants.map((at, index) => ({ id: `${kind}#${index}`, kind, index, at }));
