/** The clocks of a case: opened with a step, paused by a correction, stopped with the step, and asked what is due. */
import { dueAt, pausedFor, remindersBefore } from '@libs/domain/clock-arithmetic';
import type { HolidayCalendar } from '@libs/domain/calendar';
import { shiftInstant } from '@libs/domain/shift';
import type { PositionCode } from '@libs/domain/positions';
import { durationOf, durationsOf, flagOf, type PolicyValues } from '@libs/policy/typed-values';
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
  const due = dueAt({
    base: instantOf(clock.base_at),
    duration: durationOf(terms.policies, spec.policy),
    calendar: terms.calendar,
    roll: rolls(terms.policies),
    pausedMs: pausedFor(clock.pauses, now),
  });
  clock.due_at = textOf(due.dueAt);
  clock.provisional = due.provisional;
  clock.counted_by = due.provisional ? terms.countedBy : null;
  clock.next_at = nextOf(clock, spec, terms);
  return clock;
}

const isPaused = (clock: ClockRow): boolean => clock.pauses.some(({ to }) => to === undefined);

function nextOf(clock: ClockRow, spec: ClockSpec, terms: ClockTerms): string | null {
  if (clock.stopped_at !== null || isPaused(clock)) return null;
  const due = instantOf(clock.due_at);
  const reminder = remindersOf(clock, spec, terms)[clock.reminded];
  if (reminder !== undefined && clock.breached_at === null) return textOf(reminder);
  if (clock.nature === 'HARD' || clock.breached_at === null) return clock.due_at;
  return textOf(escalationAt(due, clock.escalated, terms));
}

const remindersOf = (clock: ClockRow, spec: ClockSpec, { policies, calendar }: ClockTerms): number[] =>
  remindersBefore({ dueAt: instantOf(clock.due_at), offsets: spec.reminders === undefined ? [] : durationsOf(policies, spec.reminders), openedAt: instantOf(clock.base_at), calendar });

function escalationAt(due: number, level: number, { policies, calendar }: ClockTerms): number {
  const first = durationOf(policies, 'step.escalation.first');
  const repeat = durationOf(policies, 'step.escalation.repeat');
  let at = shiftInstant(due, first, 1, calendar);
  for (let n = 0; n < level; n++) at = shiftInstant(at, repeat, 1, calendar);
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
    next_at: textOf(open.due),
  };
}
