import { CALENDAR_2025_2026, shanghai } from '@libs/domain/calendar.fixture';
import { POLICY_SET } from '@libs/policy/policy-set';
import { sensitiveDataUse } from '@workflows/processes/sensitive-data-use/definition';
import type { ClockSpec } from '@workflows/kit/definition';
import { dueItem, openClock, pause, resume, tick, type ClockTerms } from './clock-book';
import { instantOf, textOf } from './rows';

const terms: ClockTerms = { policies: Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value])), calendar: CALENDAR_2025_2026, countedBy: 'a revision' };
const open = (spec: ClockSpec, openedAt: number) => openClock({ caseId: 'c', stepId: 's', spec, openedAt, facts: {}, basis: '' }, terms);
const specOf = (step: keyof typeof sensitiveDataUse.steps): ClockSpec => sensitiveDataUse.steps[step].clocks[0];
const due = (spec: ClockSpec, openedAt: number): string => open(spec, openedAt).due_at;
/** The eve of National Day 2026: the next working days lie behind the holiday. */
const EVE = shanghai('2026-09-30 17:30');
const MONDAY = shanghai('2026-03-02 09:00');

test.each([
  ['initialAssessment', '2026-03-06 00:00'],
  ['secondaryAssessment', '2026-03-06 00:00'],
  ['secondaryAuthorization', '2026-03-06 00:00'],
  ['leaderAuthorization', '2026-03-06 00:00'],
  ['desensitization', '2026-03-10 00:00'],
  ['desensitizationVerification', '2026-03-06 00:00'],
  ['leakControlAttestation', '2026-03-06 00:00'],
  ['closure', '2026-03-17 00:00'],
] as const)('at its default, %s opened on Monday 2 March 2026 falls due at %s', (step, at) => {
  expect(due(specOf(step), MONDAY)).toBe(textOf(shanghai(at)));
});

test('working days are counted past National Day and its worked weekend days', () => {
  expect(instantOf(due(specOf('initialAssessment'), EVE))).toBeGreaterThan(shanghai('2026-10-09 00:00'));
});

test('an application that is not corrected lapses at 24:00 of the thirtieth day, rolled off days off; it is never approved', () => {
  const [lapse] = sensitiveDataUse.reviews.application.clocks;
  const clock = open(lapse, MONDAY);
  expect(clock.nature).toBe('HARD');
  expect(clock.due_at).toBe(textOf(shanghai('2026-04-02 00:00')));
  expect(dueItem(clock, instantOf(clock.due_at), lapse, terms)).toMatchObject({ kind: 'EXPIRY' });
});

test('reminders come a working day and four hours before, then the breach, then the chain: one working day, then every two', () => {
  const spec = specOf('secondaryAssessment');
  const clock = open(spec, MONDAY);
  const happened: string[] = [];
  for (let n = 0; n < 5; n++) {
    const at = instantOf(clock.next_at ?? '');
    const item = dueItem(clock, at, spec, terms);
    if (!item) throw new Error('nothing is due');
    happened.push(`${item.kind} ${new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')}`);
    tick(item, at, spec, terms);
  }
  expect(happened).toEqual(['REMINDER 2026-03-05 00:00', 'REMINDER 2026-03-05 20:00', 'BREACH 2026-03-06 00:00', 'ESCALATION 2026-03-07 00:00', 'ESCALATION 2026-03-11 00:00']);
});

test('a correction of two days moves what stood still by two working days', () => {
  const spec = specOf('secondaryAssessment');
  const clock = open(spec, MONDAY);
  pause(clock, shanghai('2026-03-03 09:00'));
  expect(clock.next_at).toBeNull();
  resume(clock, shanghai('2026-03-05 09:00'), spec, terms);
  expect(clock.due_at).toBe(textOf(shanghai('2026-03-10 00:00')));
});
