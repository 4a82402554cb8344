import { CALENDAR_2025_2026, shanghai } from '@libs/domain/calendar.fixture';
import { POLICY_SET } from '@libs/policy/policy-set';
import { applies, type ClockSpec, type FactValues } from '@workflows/kit/definition';
import { catalogueChange } from '@workflows/processes/catalogue-change/definition';
import { dueItem, openClock, pause, resume, tick, type ClockTerms } from './clock-book';
import { instantOf, textOf, type ClockRow } from './rows';

const terms: ClockTerms = { policies: Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value])), calendar: CALENDAR_2025_2026, countedBy: 'a revision' };
const { steps, children } = catalogueChange;
const REGRADE: readonly ClockSpec[] = children.regrade.limit.clocks;
const REPORT: readonly ClockSpec[] = steps.changeReport.clocks;

const running = (clocks: readonly ClockSpec[], facts: FactValues): readonly ClockSpec[] => clocks.filter((spec) => applies(spec, facts));
const only = (clocks: readonly ClockSpec[], facts: FactValues): ClockSpec => {
  const [spec, ...others] = running(clocks, facts);
  if (!spec || others.length > 0) throw new Error('not one clock');
  return spec;
};
const open = (spec: ClockSpec, changedAt: string, openedAt: string): ClockRow =>
  openClock({ caseId: 'c', stepId: 's', spec, openedAt: shanghai(openedAt), facts: { changedAt: shanghai(`${changedAt} 00:00`) }, basis: '' }, terms);
const C15 = only(REGRADE, { changeKind: 'BASIC', level: 'GENERAL' });
const C16 = only(REPORT, { changeKind: 'OTHER', level: 'GENERAL' });

describe('which limit runs', () => {
  it.each([
    ['BASIC', 'GENERAL', 'clock.C15.basic-information-changed'],
    ['BASIC', 'IMPORTANT', 'regrade.timely.days'],
    ['BASIC', 'CORE', 'regrade.timely.days'],
    ['DERIVED', 'GENERAL', 'regrade.timely.days'],
    ['NATIONAL', 'CORE', 'regrade.timely.days'],
  ])('%s of %s data is graded anew within %s, the sorting as well as the grading itself', (changeKind, level, policy) => {
    for (const clocks of [REGRADE, steps.description.clocks]) expect(running(clocks, { changeKind, level }).map((spec) => spec.policy)).toEqual([policy]);
  });

  it.each([
    ['GENERAL', 'clock.C16.other-information-changed'],
    ['IMPORTANT', 'regrade.timely.days'],
    ['CORE', 'regrade.timely.days'],
  ])('what else changes of %s data is reported within %s', (level, policy) => {
    expect(running(REPORT, { changeKind: 'OTHER', level }).map((spec) => spec.policy)).toEqual([policy]);
  });
});

describe.each([
  // The day of the change is not counted; the last day is worked.
  ['C15', C15, '2026-03-02', '2026-04-02 00:00'],
  ['C16', C16, '2026-03-02', '2026-05-07 00:00'],
  ['C20', only(REGRADE, { changeKind: 'NATIONAL', level: 'CORE' }), '2026-03-02', '2026-04-02 00:00'],
  // 2026-10-01 to 07 are days off.
  ['C15 over National Day', C15, '2026-09-02', '2026-10-09 00:00'],
  ['C16 over National Day', C16, '2026-08-04', '2026-10-09 00:00'],
] as const)('%s', (_, spec, changedAt, due) => {
  it(`from ${changedAt} is over at ${due}`, () => expect(open(spec, changedAt, `${changedAt} 09:00`).due_at).toBe(textOf(shanghai(due))));

  it('is reminded of ten, three and one days before, then breached, then escalated, and never lapses', () => {
    const clock = open(spec, changedAt, `${changedAt} 09:00`);
    const happened: [string, number][] = [];
    for (let n = 0; n < 5; n++) {
      const at = instantOf(clock.next_at ?? '');
      const item = dueItem(clock, at, spec, terms);
      if (!item) throw new Error('nothing is due');
      happened.push([item.kind, (instantOf(clock.due_at) - at) / 86_400_000]);
      tick(item, at, spec, terms);
    }
    expect(happened.slice(0, 4)).toEqual([['REMINDER', 10], ['REMINDER', 3], ['REMINDER', 1], ['BREACH', 0]]);
    expect(happened[4]?.[0]).toBe('ESCALATION');
    expect(clock.nature).toBe('SOFT');
  });
});

it('a change that is registered after its limit is late from the first', () => {
  const clock = open(C16, '2026-01-05', '2026-05-11 09:00');
  expect(clock.due_at).toBe(textOf(shanghai('2026-03-07 00:00')));
  expect(dueItem(clock, shanghai('2026-05-11 09:00'), C16, terms)).toMatchObject({ kind: 'BREACH' });
});

it('a limit of the law stands still for no correction', () => {
  expect([...REGRADE, ...REPORT].filter(({ pausedByCorrection }) => pausedByCorrection)).toEqual([]);
  const [usual] = steps.classification.clocks;
  const clock = openClock({ caseId: 'c', stepId: 's', spec: usual, openedAt: shanghai('2026-03-02 09:00'), facts: {}, basis: '' }, terms);
  pause(clock, shanghai('2026-03-03 09:00'));
  resume(clock, shanghai('2026-03-05 09:00'), usual, terms);
  expect(clock.due_at).toBe(textOf(shanghai('2026-03-10 00:00')));
});
