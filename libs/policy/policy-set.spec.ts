import { POSITIONS } from '@libs/domain/positions';
import { BASIS_CLASSES, CLOCK_IDS, type PolicyValue } from './policy';
import { POLICY_SET, policyRow } from './policy-set';

const d = (amount: number, unit: string): unknown => ({ type: 'DURATION', amount, unit });
const flag = (value: boolean): unknown => ({ type: 'FLAG', value });
const code = (value: string): unknown => ({ type: 'CODE', value });
const codes = (...values: string[]): unknown => ({ type: 'CODES', values });
const atLeast = (value: number, unit: string): unknown => ({ type: 'COUNT', value, unit, comparison: '>=' });

/** regulation.md §6, written out a second time: value and confidence. */
const DEFAULTS: readonly [string, unknown, string][] = [
  ['incident.district.reportCapMinutes', d(60, 'MINUTE'), 'D'],
  ['incident.district.reportReminders', { type: 'DURATIONS', values: [{ amount: 45, unit: 'MINUTE' }, { amount: 30, unit: 'MINUTE' }] }, 'D'],
  ['incident.cii.hours', d(1, 'HOUR'), 'F'],
  ['incident.other.hours', d(4, 'HOUR'), 'F'],
  ['incident.summary.days', d(30, 'CALENDAR_DAY'), 'F'],
  ['incident.publicWarning.decider', code('UNIT_GROUP_LEADER'), 'D'],
  ['incident.publicWarning.informed', code('DISTRICT_INFO_DEPT'), 'D'],
  ['sharing.filing.deadline', d(5, 'WORKING_DAY'), 'D'],
  ['sharing.filing.beforeFirstDelivery', flag(true), 'D'],
  ['channelB.review.days', d(10, 'WORKING_DAY'), 'D'],
  ['channelB.centerOpinion.days', d(5, 'WORKING_DAY'), 'D'],
  ['ethics.committee.minMembers', atLeast(7, '人'), 'F2'],
  ['ethics.passRule', { type: 'RATIO', numerator: 1, denominator: 2, comparison: '>', of: '全体委员' }, 'F2'],
  ['ethics.present.min', atLeast(5, '人'), 'F2'],
  ['ethics.present.categories', flag(true), 'F2'],
  ['ethics.altPassRule', { type: 'RATIO', numerator: 2, denominator: 3, comparison: '>=', of: '到会委员' }, 'R'],
  ['ethics.advisorsVote', flag(false), 'F2'],
  ['ethics.review.days', d(30, 'CALENDAR_DAY'), 'R'],
  ['ethics.urgent.hours', d(72, 'HOUR'), 'R'],
  ['ethics.followup.months', d(12, 'MONTH'), 'F2'],
  ['ethics.recordDissent', flag(true), 'F2'],
  ['tech.review.minReviewers', atLeast(2, '人'), 'D'],
  ['tech.review.allApprove', flag(true), 'D'],
  ['use.secondAuth.sensitive', codes('UNIT_DESIGNATED_LEADER'), 'D'],
  ['use.secondAuth.important', codes('UNIT_DESIGNATED_LEADER', 'UNIT_GROUP_LEADER'), 'D'],
  ['use.maxPeriodDays', d(180, 'CALENDAR_DAY'), 'D'],
  ['use.renewal.newAssessment', flag(true), 'D'],
  ['bulk.threshold', atLeast(1000, '人'), 'D'],
  ['bulk.fullTable', flag(true), 'D'],
  ['bulk.capAndWindow.mandatory', flag(true), 'D'],
  ['consent.reply.days', d(15, 'CALENDAR_DAY'), 'D'],
  ['consent.reply.maxDays', d(30, 'CALENDAR_DAY'), 'R'],
  ['destruction.witness', atLeast(2, '人'), 'D'],
  ['destruction.separateVerifier', flag(true), 'D'],
  ['destruction.method.sensitive', codes('PURGE', 'DESTROY'), 'D'],
  ['destruction.method.generalNonPersonal', codes('CLEAR', 'PURGE', 'DESTROY'), 'D'],
  ['drill.interval', d(12, 'MONTH'), 'D'],
  ['training.interval', d(12, 'MONTH'), 'D'],
  ['planReview.interval', d(12, 'MONTH'), 'D'],
  ['vendor.logAudit.interval', d(3, 'MONTH'), 'D'],
  ['access.recertify', d(6, 'MONTH'), 'D'],
  ['access.recertify.sensitive', d(3, 'MONTH'), 'D'],
  ['riskAssessment.window', { type: 'DATE_OF_YEAR', from: '10-01', to: '12-31' }, 'D'],
  ['rectification.default.days', d(30, 'CALENDAR_DAY'), 'D'],
  ['regrade.timely.days', d(30, 'CALENDAR_DAY'), 'D'],
  ['holidayRoll', flag(true), 'F'],
  ['audit.retention', { type: 'DURATION', amount: 36, unit: 'MONTH', comparison: '>=' }, 'F'],
  ['audit.retention.floor', { type: 'DURATION', amount: 6, unit: 'MONTH', comparison: '>=' }, 'F'],
  ['destructionRecord.retention', code('PERMANENT'), 'D'],
  ['core.use', code('BLOCK'), 'F'],
];

/** Limits of W01 and of the platform that the processes name. */
const DESIGNED: readonly [string, unknown][] = [
  ['use.initialAssessment.days', d(3, 'WORKING_DAY')],
  ['use.secondaryAssessment.days', d(3, 'WORKING_DAY')],
  ['use.secondaryAuthorization.days', d(3, 'WORKING_DAY')],
  ['use.leaderAuthorization.days', d(3, 'WORKING_DAY')],
  ['use.desensitization.days', d(5, 'WORKING_DAY')],
  ['use.desensitizationVerification.days', d(3, 'WORKING_DAY')],
  ['use.leakControlAttestation.days', d(3, 'WORKING_DAY')],
  ['use.closure.days', d(10, 'WORKING_DAY')],
  ['use.correction.lapseDays', d(30, 'CALENDAR_DAY')],
  ['use.reauthorization.days', d(5, 'WORKING_DAY')],
  ['use.application.lapseDays', d(180, 'CALENDAR_DAY')],
  ['use.minDistinctPersons.relaxed', flag(false)],
  ['step.reminders', { type: 'DURATIONS', values: [{ amount: 1, unit: 'WORKING_DAY' }, { amount: 4, unit: 'HOUR' }] }],
  ['step.escalation.first', d(1, 'WORKING_DAY')],
  ['step.escalation.repeat', d(2, 'WORKING_DAY')],
  ['step.escalation.acknowledged', d(1, 'WORKING_DAY')],
  ['feasibility.ahead.days', d(14, 'CALENDAR_DAY')],
  ['gate.recheck.minutes', d(10, 'MINUTE')],
  ['urge.minInterval.minutes', d(30, 'MINUTE')],
  ['notify.digest.above', { type: 'COUNT', value: 10, unit: '条', comparison: '>' }],
  ['idempotency.keep.hours', d(24, 'HOUR')],
  ['link.validity.hours', d(72, 'HOUR')],
  ['auth.lock.failures', atLeast(5, '次')],
  ['auth.reauthentication.minutes', d(15, 'MINUTE')],
  ['auth.lock.minutes', d(30, 'MINUTE')],
  ['auth.session.idle.minutes', d(30, 'MINUTE')],
  ['auth.session.absolute.hours', d(8, 'HOUR')],
  ['auth.challenge.minutes', d(5, 'MINUTE')],
  ['auth.clientToken.minutes', d(60, 'MINUTE')],
];

/** regulation.md §5.2: each clock and the figure, or the word of the law, that it carries. */
const CLOCKS: readonly [string, string, unknown][] = [
  ['C1', 'clock.C1.report-to-district', code('IMMEDIATE')],
  ['C1', 'incident.district.reportCapMinutes', d(60, 'MINUTE')],
  ['C2', 'incident.other.hours', d(4, 'HOUR')],
  ['C3', 'incident.cii.hours', d(1, 'HOUR')],
  ['C4', 'clock.C4.cii-upstream', d(30, 'MINUTE')],
  ['C5', 'clock.C5.provincial-upstream', d(1, 'HOUR')],
  ['C6', 'clock.C6.report-to-police', code('PROMPT')],
  ['C7', 'incident.summary.days', d(30, 'CALENDAR_DAY')],
  ['C8', 'clock.C8.supplement', code('PROMPT')],
  ['C9', 'clock.C9.personal-information-remedy', code('IMMEDIATE')],
  ['C10', 'clock.C10.interested-parties', code('PROMPT')],
  ['C11', 'clock.C11.minors', code('IMMEDIATE')],
  ['C12', 'clock.C12.state-secret', d(24, 'HOUR')],
  ['C13', 'clock.C13.vulnerability', d(24, 'HOUR')],
  ['C14', 'clock.C14.public-warning', code('PROMPT')],
  ['C15', 'clock.C15.basic-information-changed', d(30, 'CALENDAR_DAY')],
  ['C16', 'clock.C16.other-information-changed', d(60, 'CALENDAR_DAY')],
  ['C17', 'clock.C17.annual-assessment', atLeast(1, '次/年')],
  ['C17', 'riskAssessment.window', { type: 'DATE_OF_YEAR', from: '10-01', to: '12-31' }],
  ['C18', 'clock.C18.rectification', code('PER_ORDER')],
  ['C18', 'rectification.default.days', d(30, 'CALENDAR_DAY')],
  ['C19', 'clock.C19.risk-remedy', code('IMMEDIATE')],
  ['C20', 'clock.C20.level-update', code('PROMPT')],
  ['C20', 'regrade.timely.days', d(30, 'CALENDAR_DAY')],
];

function lengthsOf(value: PolicyValue): readonly number[] {
  if (value.type === 'DURATION') return [value.amount];
  return value.type === 'DURATIONS' ? value.values.map(({ amount }) => amount) : [];
}

describe('the policy set', () => {
  it('has no key twice', () => {
    const keys = POLICY_SET.map(({ key }) => key);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it.each(DEFAULTS)('§6 %s has its figure and its confidence', (key, value, basisClass) => {
    expect(policyRow(key)).toMatchObject({ basisClass });
    expect(policyRow(key).value).toEqual(value);
  });

  it.each(DESIGNED)('%s is set by the system, with a reason', (key, value) => {
    expect(policyRow(key)).toMatchObject({ basisClass: 'D', verified: false, basis: expect.stringMatching(/^系统设定：.{4,}/u) });
    expect(policyRow(key).value).toEqual(value);
  });

  it.each(CLOCKS)('§5.2 %s is carried by %s', (clock, key, value) => {
    expect(policyRow(key).clocks).toContain(clock);
    expect(policyRow(key).value).toEqual(value);
  });

  it.each(CLOCK_IDS)('%s has a row whose confidence is that of the law, not of the system', (clock) => {
    expect(POLICY_SET.filter((row) => row.clocks?.includes(clock) && row.basisClass !== 'D')).toHaveLength(1);
  });

  it('gives a system limit to every clock of ours for which the law has only a word', () => {
    const worded = POLICY_SET.filter(({ clocks, value }) => clocks && value.type === 'CODE').flatMap(({ clocks }) => clocks ?? []);
    const limited = POLICY_SET.filter(({ value, basisClass }) => value.type === 'DURATION' && basisClass === 'D').flatMap(({ clocks }) => clocks ?? []);
    expect(worded).toEqual(['C1', 'C6', 'C8', 'C9', 'C10', 'C11', 'C14', 'C18', 'C19', 'C20']);
    expect(worded.filter((clock) => !limited.includes(clock))).toEqual([]);
  });

  it.each(['open', 'incident', 'destruction', 'outsourcing', 'accountability'])('has step limits for the process %s', (prefix) => {
    expect(POLICY_SET.filter(({ key, value }) => key.startsWith(`${prefix}.`) && value.type === 'DURATION').length).toBeGreaterThanOrEqual(8);
  });

  it('uses only the five classes of confidence', () => {
    expect(new Set(POLICY_SET.map(({ basisClass }) => basisClass))).toEqual(new Set(BASIS_CLASSES));
  });

  it('never calls a row verified that is not read in full', () => {
    expect(POLICY_SET.filter(({ verified, basisClass }) => verified && !['S', 'F'].includes(basisClass))).toEqual([]);
    expect(POLICY_SET.filter(({ verified }) => verified).length).toBeGreaterThan(20);
  });

  it('leaves no row without a title, a basis or its first day', () => {
    expect(POLICY_SET.filter(({ title, basis, effectiveFrom }) => !title || !basis || effectiveFrom !== '2025-05-23')).toEqual([]);
  });

  it('has only whole, positive lengths of time', () => {
    const lengths = POLICY_SET.flatMap(({ value }) => lengthsOf(value));
    expect(lengths.length).toBeGreaterThan(90);
    expect(lengths.filter((amount) => !Number.isInteger(amount) || amount <= 0)).toEqual([]);
  });

  it.each(['incident.publicWarning.decider', 'incident.publicWarning.informed', 'use.secondAuth.sensitive', 'use.secondAuth.important', 'interview.approver', 'circular.approver'])(
    '%s names positions that exist',
    (key) => {
      const { value } = policyRow(key);
      const named = value.type === 'CODES' ? value.values : value.type === 'CODE' ? [value.value] : [];
      expect(named.length).toBeGreaterThan(0);
      expect(Object.keys(POSITIONS)).toEqual(expect.arrayContaining([...named]));
    },
  );

  it('refuses a key that does not exist', () => {
    expect(() => policyRow('use.initialAssesment.days')).toThrow(RangeError);
  });
});
