/** The clocks of a case: opened with a step, paused by a correction, stopped with the step, and asked what is due. */
import { dueAt, pausedFor, remindersBefore } from '@libs/domain/clock-arithmetic';
import { civilDateOf, endOfDay, type HolidayCalendar } from '@libs/domain/calendar';
import type { DueInstant } from '@libs/domain/days';
import { shiftInstant } from '@libs/domain/shift';
import type { PositionCode } from '@libs/domain/positions';
import { durationOf, durationsOf, flagOf, windowOf, type PolicyValues } from '@libs/policy/typed-values';
import type { ClockSpec, FactValues } from '@workflows/kit/definition';
import { newId } from './changes';
import { instantOf, textOf, type ClockRow } from './rows';

/** The clock of a grant's own end, and of a gate that is looked at again. */
export const GRANT_END = 'grant.until';
export const GATE_RECHECK = 'gate.recheck.minutes';

export interface ClockTerms {
  readonly policies: PolicyValues;
  readonly calendar: HolidayCalendar;
  /** The calendar's revision. */
  readonly countedBy: string;
}

export type DueItem =
  | { readonly kind: 'REMINDER' | 'BREACH' | 'EXPIRY' | 'RECHECK'; readonly clock: ClockRow }
  /** `level` counts from 0 and stays at the top of the chain. */
  | { readonly kind: 'ESCALATION'; readonly clock: ClockRow; readonly level: number };

/** Whether a last day that is a day off rolls on to the next working day. */
export const rolls = (policies: PolicyValues): boolean => flagOf(policies, 'holidayRoll');

export interface OpenClock {
  readonly caseId: string;
  readonly stepId: string;
  readonly spec: ClockSpec;
  readonly openedAt: number;
  readonly facts: FactValues;
  /** Article of the step, shown as the clock's basis. */
  readonly basis: string;
}

/** The clock of a step. A base fact that is not known yet counts from the opening. */
export function openClock({ caseId, stepId, spec, openedAt, facts, basis }: OpenClock, terms: ClockTerms): ClockRow {
  const fact = spec.base === 'openedAt' ? undefined : facts[spec.base.fact];
  const base = typeof fact === 'number' ? fact : openedAt;
  return recompute(plainClock({ caseId, stepId, key: spec.policy, nature: spec.nature, basis, base, due: base }), spec, openedAt, terms);
}

/** The due instant and what comes next, from base, pauses, policy and calendar. */
export function recompute(clock: ClockRow, spec: ClockSpec, now: number, terms: ClockTerms): ClockRow {
  const due = endOfLimit(instantOf(clock.base_at), pausedFor(clock.pauses, now), spec, terms);
  clock.due_at = textOf(due.dueAt);
  clock.provisional = due.provisional;
  clock.counted_by = due.provisional ? terms.countedBy : null;
  clock.next_at = nextOf(clock, spec, terms);
  return clock;
}

/**
 * Where a limit ends. The last of some days of the year is the end of that day, in the year of the base: it moves neither
 * with a pause nor off a day off, behind which another year begins (第十二条: 每年).
 */
function endOfLimit(base: number, pausedMs: number, { policy }: ClockSpec, { policies, calendar }: ClockTerms): DueInstant {
  if (policies[policy]?.type === 'DATE_OF_YEAR') return { dueAt: endOfDay(`${civilDateOf(base).slice(0, 4)}-${windowOf(policies, policy).to}`), provisional: false };
  return dueAt({ base, duration: durationOf(policies, policy), calendar, roll: rolls(policies), pausedMs });
}

const isPaused = (clock: ClockRow): boolean => clock.pauses.some(({ to }) => to === undefined);

function nextOf(clock: ClockRow, spec: ClockSpec, terms: ClockTerms): string | null {
  if (clock.stopped_at !== null || isPaused(clock)) return null;
  const reminder = remindersOf(clock, spec, terms)[clock.reminded];
  if (reminder !== undefined && clock.breached_at === null) return textOf(reminder);
  if (clock.nature === 'HARD' || clock.breached_at === null) return clock.due_at;
  return textOf(escalationAt(clock, terms));
}

/** A pause moves the due instant, and the opening with it: which reminders there are stays the same. */
const remindersOf = (clock: ClockRow, spec: ClockSpec, { policies, calendar }: ClockTerms): number[] =>
  remindersBefore({
    dueAt: instantOf(clock.due_at),
    offsets: spec.reminders === undefined ? [] : durationsOf(policies, spec.reminders),
    openedAt: instantOf(clock.base_at) + pausedFor(clock.pauses.filter(({ to }) => to !== undefined), Infinity),
    calendar,
  });

/** Some time after the due instant, or when what was acknowledged has been silent for long enough; then again and again. */
function escalationAt({ due_at, escalated, escalated_from, silent_until }: ClockRow, { policies, calendar }: ClockTerms): number {
  const repeat = durationOf(policies, 'step.escalation.repeat');
  let at = silent_until === null ? shiftInstant(instantOf(due_at), durationOf(policies, 'step.escalation.first'), 1, calendar) : instantOf(silent_until);
  for (let n = escalated_from; n < escalated; n++) at = shiftInstant(at, repeat, 1, calendar);
  return at;
}

/** What this clock has to do now, if anything. */
export function dueItem(clock: ClockRow, now: number, spec: ClockSpec | undefined, terms: ClockTerms): DueItem | undefined {
  if (clock.next_at === null || instantOf(clock.next_at) > now) return undefined;
  if (clock.key === GATE_RECHECK) return { kind: 'RECHECK', clock };
  if (clock.breached_at !== null) return { kind: 'ESCALATION', clock, level: clock.escalated };
  if (instantOf(clock.due_at) <= now) return { kind: clock.nature === 'HARD' ? 'EXPIRY' : 'BREACH', clock };
  return spec && remindersOf(clock, spec, terms)[clock.reminded] !== undefined ? { kind: 'REMINDER', clock } : undefined;
}

/** Marks an item as done, so that the clock goes on to the next. */
export function tick(item: DueItem, now: number, spec: ClockSpec | undefined, terms: ClockTerms): void {
  const { clock } = item;
  if (item.kind === 'REMINDER' && spec) {
    // What fell due while nobody looked is one reminder, not several.
    const passed = remindersOf(clock, spec, terms).filter((at) => at <= now).length;
    clock.reminded = Math.max(clock.reminded + 1, passed);
  }
  if (item.kind === 'BREACH') clock.breached_at = textOf(now);
  if (item.kind === 'ESCALATION') clock.escalated += 1;
  clock.next_at = spec ? nextOf(clock, spec, terms) : null;
}

export const stop = (clock: ClockRow, now: number): void => {
  clock.stopped_at = textOf(now);
  clock.next_at = null;
};

/** A clock that was stopped by what did not count goes on towards its first due instant. */
export function restart(clock: ClockRow, spec: ClockSpec | undefined, terms: ClockTerms): void {
  clock.stopped_at = null;
  clock.next_at = spec ? nextOf(clock, spec, terms) : clock.due_at;
}

export const pause = (clock: ClockRow, now: number): void => {
  clock.pauses = [...clock.pauses, { from: now }];
  clock.next_at = null;
};

export function resume(clock: ClockRow, now: number, spec: ClockSpec, terms: ClockTerms): void {
  clock.pauses = clock.pauses.map((one) => (one.to === undefined ? { ...one, to: now } : one));
  recompute(clock, spec, now, terms);
}

/** Whoever was told takes it up: nobody else is told for the policy's interval; then the chain goes on, until the step is settled. */
export function acknowledge(clock: ClockRow, spec: ClockSpec, now: number, terms: ClockTerms): string {
  const { policies, calendar } = terms;
  // A case that began before there was an interval of its own keeps to that of repetition.
  const interval = durationOf(policies, ACKNOWLEDGED in policies ? ACKNOWLEDGED : 'step.escalation.repeat');
  clock.silent_until = textOf(shiftInstant(now, interval, 1, calendar));
  clock.escalated_from = clock.escalated;
  clock.next_at = nextOf(clock, spec, terms);
  return clock.silent_until;
}
const ACKNOWLEDGED = 'step.escalation.acknowledged';

/**
 * The clock of a step that was returned and is asked again goes on where its former one stood. A limit that runs from a
 * fact is the same limit: reminders and escalations that were sent are not sent again. One that runs from the opening is
 * a new limit, and once it is breached the chain goes on with whoever comes next.
 */
export function goOn(clock: ClockRow, former: ClockRow, spec: ClockSpec, now: number, terms: ClockTerms): ClockRow {
  const { escalated, escalated_from, silent_until, breached_at, reminded, stopped_at, pauses } = former;
  if (spec.base === 'openedAt' || stopped_at === null) return Object.assign(clock, { escalated, escalated_from: escalated });
  const stood = spec.pausedByCorrection ? [{ from: instantOf(stopped_at), to: now }] : [];
  return recompute(Object.assign(clock, { escalated, escalated_from, silent_until, breached_at, reminded, pauses: [...pauses, ...stood] }), spec, now, terms);
}

/** Who is told at this level; the top of the chain is told again and again. */
export const escalatedTo = (chain: readonly PositionCode[], level: number): PositionCode | undefined => chain[Math.min(level, chain.length - 1)];

/** A clock that is no policy's: a grant's end, a gate's next look. */
export function plainClock(open: { caseId: string; stepId: string; key: string; nature: 'SOFT' | 'HARD'; basis: string; base: number; due: number }): ClockRow {
  return {
    id: newId(),
    case_id: open.caseId,
    step_id: open.stepId,
    key: open.key,
    nature: open.nature,
    basis: open.basis,
    base_at: textOf(open.base),
    due_at: textOf(open.due),
    provisional: false,
    counted_by: null,
    pauses: [],
    stopped_at: null,
    breached_at: null,
    reminded: 0,
    escalated: 0,
    escalated_from: 0,
    silent_until: null,
    next_at: textOf(open.due),
  };
}
