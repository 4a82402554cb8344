import { CALENDAR_2025_2026, shanghai } from '@libs/domain/calendar.fixture';
import { POLICY_SET } from '@libs/policy/policy-set';
import type { ClockSpec } from '@workflows/kit/definition';
import { annualRiskAssessment } from '@workflows/processes/annual-risk-assessment/definition';
import { dueItem, openClock, pause, resume, tick, type ClockTerms } from './clock-book';
import { instantOf, textOf, type ClockRow } from './rows';

const terms: ClockTerms = { policies: Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value])), calendar: CALENDAR_2025_2026, countedBy: 'a revision' };
const { steps, reviews } = annualRiskAssessment;
const C17 = 'riskAssessment.window';
const specIn = (clocks: readonly ClockSpec[]): ClockSpec | undefined => clocks.find(({ policy }) => policy === C17);
const SPEC = specIn(steps.assessment.clocks);
if (!SPEC) throw new Error('no C17');
const open = (year: number, openedAt: string): ClockRow => openClock({ caseId: 'c', stepId: 's', spec: SPEC, openedAt: shanghai(openedAt), facts: { opensAt: shanghai(`${year}-10-01 00:00`) }, basis: '' }, terms);
const at = (instant: number): string => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

describe('C17: once a year', () => {
  it.each(['assessment', 'drafting', 'leaderReview', 'signature', 'submission'] as const)('runs with %s, until the report is with the district', (step) => {
    expect(specIn(steps[step].clocks)).toEqual(SPEC);
  });

  it('runs while the report is amended, and for nothing that follows its receipt', () => {
    expect(specIn(reviews.report.clocks)).toEqual(SPEC);
    expect([steps.completenessCheck, steps.remediation, steps.overdueFinding].map(({ clocks }) => specIn(clocks))).toEqual([undefined, undefined, undefined]);
  });

  it('is reminded of 30, 7 and 1 days before the end of 31 December, then breached, then told upwards; it never lapses', () => {
    const clock = open(2026, '2026-10-01 00:05');
    const happened: string[] = [];
    for (let n = 0; n < 5; n++) {
      const next = instantOf(clock.next_at ?? '');
      const item = dueItem(clock, next, SPEC, terms);
      if (!item) throw new Error('nothing is due');
      happened.push(`${item.kind} ${at(next)}`);
      tick(item, next, SPEC, terms);
    }
    expect(happened.slice(0, 4)).toEqual(['REMINDER 2026-12-02 00:00', 'REMINDER 2026-12-25 00:00', 'REMINDER 2026-12-31 00:00', 'BREACH 2027-01-01 00:00']);
    expect(happened[4]).toMatch(/^ESCALATION 2027-01-0/);
    expect(steps.signature.escalation).toContain('DISTRICT_INFO_DEPT');
  });

  it('is moved neither by a day off nor by a pause: the year is over', () => {
    const clock = open(2026, '2026-12-30 09:00');
    pause(clock, shanghai('2026-12-30 10:00'));
    resume(clock, shanghai('2026-12-31 10:00'), SPEC, terms);
    expect(clock.due_at).toBe(textOf(shanghai('2027-01-01 00:00')));
  });

  it('of a year that has passed is breached from the first', () => {
    const clock = open(2025, '2026-03-02 09:00');
    expect(dueItem(clock, shanghai('2026-03-02 09:00'), SPEC, terms)).toMatchObject({ kind: 'BREACH' });
  });
});
