/** C1 to C14 of regulation.md §5.2 at their default values, as W08 carries them. */
import { CALENDAR_2025_2026, shanghai } from '@libs/domain/calendar.fixture';
import type { ClockId } from '@libs/policy/policy';
import { POLICY_SET, policyRow } from '@libs/policy/policy-set';
import { incidentResponse } from '@workflows/processes/incident-response/definition';
import { policiesNamedBy, type ClockSpec, type Definition } from '@workflows/kit/definition';
import { dueItem, escalatedTo, openClock, pause, resume, tick, type ClockTerms } from './clock-book';
import { instantOf, textOf, type ClockRow } from './rows';

type Step = keyof typeof incidentResponse.steps;

const terms: ClockTerms = { policies: Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value])), calendar: CALENDAR_2025_2026, countedBy: 'a revision' };
/** Monday morning; the case is opened ten minutes later. */
const DISCOVERED = shanghai('2026-03-02 08:50');
const OPENED = shanghai('2026-03-02 09:00');
const specOf = (step: Step): ClockSpec => {
  const steps: Definition['steps'] = incidentResponse.steps;
  const [spec] = steps[step]?.clocks ?? [];
  if (!spec) throw new Error(`${step} has no clock`);
  return spec;
};
const open = (step: Step, { discoveredAt = DISCOVERED, handledAt = DISCOVERED, openedAt = OPENED } = {}): ClockRow =>
  openClock({ caseId: 'c', stepId: 's', spec: specOf(step), openedAt, facts: { discoveredAt, handledAt }, basis: '' }, terms);
const due = (...of: Parameters<typeof open>): string => open(...of).due_at;

const CARRIED: readonly [ClockId, Step, string][] = [
  ['C1', 'districtReport', '2026-03-02 09:50'],
  ['C2', 'cyberspaceReport', '2026-03-02 12:50'],
  ['C3', 'ciiReport', '2026-03-02 09:50'],
  ['C3', 'ciiPoliceReport', '2026-03-02 09:50'],
  ['C6', 'policeReport', '2026-03-02 12:50'],
  ['C7', 'summaryReport', '2026-04-02 00:00'],
  ['C8', 'followUpReport', '2026-03-03 08:50'],
  ['C9', 'personalInfoReport', '2026-03-03 08:50'],
  ['C9', 'subjectNoticeDecision', '2026-03-03 08:50'],
  ['C9', 'subjectNotice', '2026-03-03 08:50'],
  ['C9', 'orderedNotice', '2026-03-03 08:50'],
  ['C10', 'partyNotice', '2026-03-03 08:50'],
  ['C11', 'minorsNotice', '2026-03-03 08:50'],
  ['C12', 'secrecyReport', '2026-03-03 08:50'],
  ['C13', 'vulnerabilityReport', '2026-03-03 08:50'],
  ['C14', 'publicWarningDecision', '2026-03-02 12:50'],
  ['C14', 'publicWarning', '2026-03-02 12:50'],
];

test.each(CARRIED)('%s: %s of what was discovered on Monday at 08:50 is due at %s, as soft as it is statutory', (id, step, at) => {
  const spec = specOf(step);
  expect(policyRow(spec.policy).clocks).toContain(id);
  expect(due(step)).toBe(textOf(shanghai(at)));
  expect(spec).toMatchObject({ nature: 'SOFT', statutory: true });
});

test('C4 and C5 are the duties of others: nobody here is reminded of them', () => {
  const others = POLICY_SET.filter(({ clocks }) => clocks?.some((id) => id === 'C4' || id === 'C5')).map(({ key }) => key);
  expect(others).toEqual(['clock.C4.cii-upstream', 'clock.C5.provincial-upstream']);
  expect(policiesNamedBy(incidentResponse).filter((key) => others.includes(key))).toEqual([]);
});

test('every line counts from the discovery, whenever the case or the line is opened; the summary counts from the end of the handling', () => {
  for (const [id, step] of CARRIED) {
    expect(specOf(step).base).toEqual({ fact: id === 'C7' ? 'handledAt' : 'discoveredAt' });
    expect(due(step, { openedAt: OPENED + 3_600_000 })).toBe(due(step));
  }
});

/** What the clock does, each thing at its own instant, so many of them. */
function doings(clock: ClockRow, spec: ClockSpec, count: number): string[] {
  return Array.from({ length: count }, () => {
    const at = instantOf(clock.next_at ?? '');
    const item = dueItem(clock, at, spec, terms);
    if (!item) throw new Error('nothing is due');
    tick(item, at, spec, terms);
    return `${item.kind} ${new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')}`;
  });
}

test('C1: urged 15 and 30 minutes after the discovery, breached after 60, then told up the chain of the unit', () => {
  const spec = specOf('districtReport');
  const clock = open('districtReport');
  expect(doings(clock, spec, 4)).toEqual(['REMINDER 2026-03-02 09:05', 'REMINDER 2026-03-02 09:20', 'BREACH 2026-03-02 09:50', 'ESCALATION 2026-03-03 09:50']);
  const chain = incidentResponse.steps.districtReport.escalation;
  expect([0, 1, 2, 3].map((level) => escalatedTo(chain, level))).toEqual(['UNIT_DATA_ADMINISTRATOR', 'UNIT_DESIGNATED_LEADER', 'UNIT_GROUP_LEADER', 'UNIT_GROUP_LEADER']);
});

test.each(CARRIED)('%s: %s that is entered after its limit is breached at once, by its true due instant', (_id, step) => {
  const discoveredAt = shanghai('2025-12-01 09:00');
  const clock = open(step, { discoveredAt, handledAt: discoveredAt });
  expect(instantOf(clock.due_at)).toBeLessThan(OPENED);
  expect(dueItem(clock, OPENED, specOf(step), terms)?.kind).toBe('BREACH');
});

test('a breach closes nothing: the clock goes on to escalate, and never expires', () => {
  const spec = specOf('cyberspaceReport');
  expect(doings(open('cyberspaceReport'), spec, 3).map((one) => one.split(' ')[0])).toEqual(['BREACH', 'ESCALATION', 'ESCALATION']);
});

test('hours run through nights, weekends and holidays', () => {
  const national = { discoveredAt: shanghai('2026-10-01 00:30'), openedAt: shanghai('2026-10-01 00:40') };
  expect(due('cyberspaceReport', national)).toBe(textOf(shanghai('2026-10-01 04:30')));
  expect(due('secrecyReport', national)).toBe(textOf(shanghai('2026-10-02 00:30')));
});

test('C7: thirty days end at 24:00, and roll off National Day to the next working day', () => {
  expect(due('summaryReport', { handledAt: shanghai('2026-09-01 17:00') })).toBe(textOf(shanghai('2026-10-09 00:00')));
});

test('a correction stops what the handling takes, and no report: of what is returned the verification stands still, the lines go on', () => {
  const spec = specOf('eradicationVerification');
  const clock = open('eradicationVerification');
  pause(clock, shanghai('2026-03-03 09:00'));
  expect(clock.next_at).toBeNull();
  resume(clock, shanghai('2026-03-05 09:00'), spec, terms);
  expect(clock.due_at).toBe(textOf(shanghai('2026-03-10 00:00')));
  expect(spec.pausedByCorrection).toBe(true);
  expect(CARRIED.filter(([, step]) => specOf(step).pausedByCorrection === true)).toEqual([]);
});
