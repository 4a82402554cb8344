import * as fc from 'fast-check';
import { CALENDAR_2025_2026, shanghai } from '@libs/domain/calendar.fixture';
import type { Duration } from '@libs/domain/duration';
import { POLICY_SET } from '@libs/policy/policy-set';
import type { ClockSpec } from '@workflows/kit/definition';
import { shiftInstant } from '@libs/domain/shift';
import { acknowledge, dueItem, goOn, openClock, pause, restart, resume, stop, tick, type ClockTerms } from './clock-book';
import { instantOf, textOf, type ClockRow } from './rows';

const OPENED = shanghai('2026-03-02 09:00');
const SPEC: ClockSpec = { policy: 'limit', base: 'openedAt', nature: 'SOFT', reminders: 'before' };
const HARD: ClockSpec = { ...SPEC, nature: 'HARD' };

interface Set {
  readonly limit: Duration;
  readonly before?: readonly Duration[];
}

const termsOf = ({ limit, before = [] }: Set): ClockTerms => ({
  policies: { ...Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value])), limit: { type: 'DURATION', ...limit }, before: { type: 'DURATIONS', values: before } },
  calendar: CALENDAR_2025_2026,
  countedBy: 'a revision',
});
const hours = (amount: number): Duration => ({ amount, unit: 'HOUR' });
const open = (spec: ClockSpec, terms: ClockTerms): ClockRow => openClock({ caseId: 'c', stepId: 's', spec, openedAt: OPENED, facts: {}, basis: '' }, terms);

/** What the clock does, one thing after another, each at the instant at which it falls due. */
function* doings(clock: ClockRow, spec: ClockSpec, terms: ClockTerms): Generator<{ readonly kind: string; readonly at: number }> {
  while (clock.next_at !== null) {
    const at = instantOf(clock.next_at);
    const item = dueItem(clock, at, spec, terms);
    if (!item) throw new Error('the clock is due and has nothing to do');
    yield { kind: item.kind, at };
    if (item.kind === 'EXPIRY') stop(clock, at);
    else tick(item, at, spec, terms);
  }
}
const first = (n: number, spec: ClockSpec, terms: ClockTerms): string[] => {
  const kinds: string[] = [];
  for (const { kind } of doings(open(spec, terms), spec, terms)) if (kinds.push(kind) === n) break;
  return kinds;
};

const terms = termsOf({ limit: hours(10), before: [hours(4), hours(1)] });

test('a soft clock: its reminders, one breach, then escalations without end', () => {
  expect(first(6, SPEC, terms)).toEqual(['REMINDER', 'REMINDER', 'BREACH', 'ESCALATION', 'ESCALATION', 'ESCALATION']);
});

test('a hard clock: its reminders, the expiry, and nothing after it', () => {
  expect(first(9, HARD, terms)).toEqual(['REMINDER', 'REMINDER', 'EXPIRY']);
});

test('what was looked at too late is the breach: its reminders are moot', () => {
  const clock = open(SPEC, terms);
  const late = instantOf(clock.due_at) + 1;
  const breach = dueItem(clock, late, SPEC, terms);
  expect(breach?.kind).toBe('BREACH');
  if (breach) tick(breach, late, SPEC, terms);
  expect(dueItem(clock, Number.MAX_SAFE_INTEGER, SPEC, terms)?.kind).toBe('ESCALATION');
});

test.each([
  ['paused', pause],
  ['stopped', stop],
])('nothing is due of a clock that is %s', (_, end) => {
  const clock = open(SPEC, terms);
  end(clock, OPENED);
  expect(dueItem(clock, Number.MAX_SAFE_INTEGER, SPEC, terms)).toBeUndefined();
});

/** The next things that a soft clock does, each at its own instant. */
const does = (clock: ClockRow, n: number): unknown[] =>
  Array.from({ length: n }, () => {
    const at = instantOf(clock.next_at ?? '');
    const item = dueItem(clock, at, SPEC, terms);
    if (item) tick(item, at, SPEC, terms);
    return { kind: item?.kind, at };
  });

test.each([0, 1, 2, 3, 4])('a clock that was stopped after %i of them and goes on does the rest as if it had not been', (n) => {
  const [going, stopped] = [open(SPEC, terms), open(SPEC, terms)];
  const before = does(stopped, n);
  stop(stopped, OPENED + 1);
  restart(stopped, SPEC, terms);
  expect([...before, ...does(stopped, 3)]).toEqual(does(going, n + 3));
});

test('after a pause no reminder is sent again, and none is left out', () => {
  const HOUR = 3_600_000;
  // The limit is shorter than the first offset: only the second reminder is after the opening.
  const some = termsOf({ limit: hours(10), before: [hours(12), hours(4)] });
  const clock = open(SPEC, some);
  const at = OPENED + 6 * HOUR;
  const reminder = dueItem(clock, at, SPEC, some);
  expect(reminder?.kind).toBe('REMINDER');
  if (reminder) tick(reminder, at, SPEC, some);
  pause(clock, at + HOUR);
  resume(clock, at + 30 * HOUR, SPEC, some);
  expect(clock.next_at).toBe(clock.due_at);
  const unreminded = open(SPEC, some);
  pause(unreminded, OPENED + HOUR);
  resume(unreminded, OPENED + 40 * HOUR, SPEC, some);
  expect(unreminded.next_at).toBe(textOf(OPENED + (39 + 6) * HOUR));
});

describe('what was escalated', () => {
  const REPEAT = { amount: 2, unit: 'WORKING_DAY' } as const;
  const SILENT = { amount: 1, unit: 'WORKING_DAY' } as const;
  const later = (from: number, duration: Duration): number => shiftInstant(from, duration, 1, CALENDAR_2025_2026);
  const breachedAndEscalated = (n: number): ClockRow => {
    const clock = open(SPEC, terms);
    does(clock, 3 + n);
    expect(clock.escalated).toBe(n);
    return clock;
  };

  test('and acknowledged is silent for its interval from then, and escalated to the next level, again and again', () => {
    const clock = breachedAndEscalated(1);
    const now = instantOf(clock.next_at ?? '') - 3_600_000;
    const silent = later(now, SILENT);
    expect(acknowledge(clock, SPEC, now, terms)).toBe(textOf(silent));
    expect(dueItem(clock, silent - 1, SPEC, terms)).toBeUndefined();
    expect(dueItem(clock, silent, SPEC, terms)).toMatchObject({ kind: 'ESCALATION', level: 1 });
    expect(does(clock, 2)).toEqual([{ kind: 'ESCALATION', at: silent }, { kind: 'ESCALATION', at: later(silent, REPEAT) }]);
    const again = later(silent, REPEAT) + 1;
    acknowledge(clock, SPEC, again, terms);
    expect(does(clock, 1)).toEqual([{ kind: 'ESCALATION', at: later(again, SILENT) }]);
  });

  test('keeps to the interval of repetition where a case began before there was another', () => {
    const { 'step.escalation.acknowledged': _, ...policies } = terms.policies;
    const clock = breachedAndEscalated(1);
    const now = instantOf(clock.due_at) + 1;
    expect(acknowledge(clock, SPEC, now, { ...terms, policies })).toBe(textOf(later(now, REPEAT)));
  });

  test('and returned: a new limit runs, and whoever was told before is not the first to be told again', () => {
    const former = breachedAndEscalated(2);
    stop(former, instantOf(former.due_at) + 1);
    const clock = goOn(open(SPEC, terms), former, SPEC, OPENED, terms);
    expect(does(clock, 3).map((one) => (one as { kind: string }).kind)).toEqual(['REMINDER', 'REMINDER', 'BREACH']);
    const first = later(instantOf(clock.due_at), { amount: 1, unit: 'WORKING_DAY' });
    expect(dueItem(clock, first - 1, SPEC, terms)).toBeUndefined();
    expect(dueItem(clock, first, SPEC, terms)).toMatchObject({ kind: 'ESCALATION', level: 2 });
  });

  test.each([true, false])('and returned, of a limit that runs from a fact: it is the same limit, which the correction stops: %s', (pausedByCorrection) => {
    const spec: ClockSpec = { ...SPEC, base: { fact: 'at' }, pausedByCorrection };
    const former = breachedAndEscalated(1);
    const stopped = instantOf(former.due_at) + 1;
    stop(former, stopped);
    const reopened = stopped + 3 * 3_600_000;
    const clock = goOn(open(SPEC, terms), former, spec, reopened, terms);
    expect(clock).toMatchObject({ breached_at: former.breached_at, reminded: 2, escalated: 1, due_at: pausedByCorrection ? textOf(instantOf(former.due_at) + 3 * 3_600_000) : former.due_at });
    expect(dueItem(clock, Number.MAX_SAFE_INTEGER, spec, terms)).toMatchObject({ kind: 'ESCALATION', level: 1 });
  });
});

test('nothing is due early, what comes next never goes back, and the limit is kept once', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.nat(400), fc.array(fc.nat(500), { maxLength: 4 }), (hard, limit, offsets) => {
      const spec = hard ? HARD : SPEC;
      const some = termsOf({ limit: hours(limit), before: offsets.map(hours) });
      const clock = open(spec, some);
      const due = instantOf(clock.due_at);
      let last = OPENED;
      const limits: number[] = [];
      let steps = 0;
      for (const { kind, at } of doings(clock, spec, some)) {
        expect(at).toBeGreaterThanOrEqual(last);
        if (at > OPENED) expect(dueItem(clock, at - 1, spec, some)).toBeUndefined();
        if (kind === 'REMINDER') expect(at).toBeLessThan(due);
        if (kind === 'BREACH' || kind === 'EXPIRY') limits.push(at);
        last = at;
        if (++steps === 10) break;
      }
      expect(limits).toEqual([due]);
    }),
  );
});

describe('a limit that is the last of some days of the year', () => {
  const yearly: ClockTerms = { ...terms, policies: { ...terms.policies, limit: { type: 'DATE_OF_YEAR', from: '10-01', to: '12-31' } } };
  const from = (base: number): ClockRow => openClock({ caseId: 'c', stepId: 's', spec: { ...SPEC, base: { fact: 'opensAt' } }, openedAt: OPENED, facts: { opensAt: base }, basis: '' }, yearly);

  it.each([
    ['2025-10-01 00:00', '2026-01-01 00:00'],
    ['2026-12-31 23:59', '2027-01-01 00:00'],
    // 2027-01-01 is a day off: a limit within a year does not roll out of it.
    ['2026-01-01 00:00', '2027-01-01 00:00'],
  ])('from %s is over at %s', (base, end) => expect(from(shanghai(base)).due_at).toBe(textOf(shanghai(end))));

  it('is moved by no pause', () => {
    const spec: ClockSpec = { ...SPEC, base: { fact: 'opensAt' } };
    const clock = from(shanghai('2026-10-01 00:00'));
    pause(clock, shanghai('2026-11-01 09:00'));
    resume(clock, shanghai('2026-11-20 09:00'), spec, yearly);
    expect(clock.due_at).toBe(textOf(shanghai('2027-01-01 00:00')));
  });
});
