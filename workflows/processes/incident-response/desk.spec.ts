import { shanghai } from '@libs/domain/calendar.fixture';
import { POLICY_SET } from '@libs/policy/policy-set';
import type { PolicyValues } from '@libs/policy/typed-values';
import type { Dataset, Moment, Plain, Surroundings } from '@libs/record/desk';
import { changed } from '@test/support/wrong-forms';
import { settled } from '@test/support/moments';
import { incidentResponseDesk as desk } from './desk';
import { EXAMPLE_FORM, FIRST_REPORT } from './form.example';

const POLICIES: PolicyValues = Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value]));
const NOW = shanghai('2026-03-02 09:30');
const DISCOVERED = shanghai('2026-03-02 08:50');
const DATASET = '0190a000-0000-7000-8000-000000000001';
const known: Dataset = { id: DATASET, orgId: 'unit', businessOwnerDept: '信息科', sensitive: true, revision: 1, gradingStatus: 'GRADED', proposedLevel: 'IMPORTANT', preserved: false, derived: false };
const around: Surroundings = { now: NOW, orgId: 'unit', facts: {}, datasets: [known], policies: POLICIES };
const later: Surroundings = { ...around, facts: { discoveredAt: DISCOVERED } };

const read = (form: Plain, context = around) => {
  const reading = desk.readForm(form, context);
  return 'errors' in reading ? reading.errors.map(({ path, code }) => `${path} ${code}`) : reading.value.facts;
};
const evidence = (step: string, outcome: string, given: Plain, context = later) => {
  const reading = desk.readEvidence(step, outcome, given, context);
  return 'errors' in reading ? reading.errors.map(({ path, code }) => `${path} ${code}`) : reading.value;
};

describe('第十条: what a report comes to', () => {
  it('an ordinary one that says what is known within the hour', () => {
    expect(read({ ...FIRST_REPORT })).toEqual({
      discoveredAt: DISCOVERED,
      suggestedSeverity: 'ORDINARY',
      escalated: false,
      ciiInvolved: false,
      suspectedCrime: false,
      personalInfo: false,
      noticeOrdered: false,
      harmsOthers: false,
      minors: false,
      stateSecret: false,
      vulnerability: false,
      publicRelevant: false,
      leakTraced: false,
      incomplete: true,
    });
  });

  it('is complete once the rest of 第七条 has been reported', () => expect(read({ ...EXAMPLE_FORM })).toMatchObject({ incomplete: false }));

  it.each<[string, Plain, Plain]>([
    ['a million people whose information leaked', { personalInfo: true, sensitive: false, leak: 'CONFIRMED', leakedSubjectCount: 1_000_000 }, { suggestedSeverity: 'SIGNIFICANT', personalInfo: true, leakTraced: true, escalated: true }],
    ['all of those involved, where nobody has counted the leaked ones yet', { personalInfo: true, sensitive: false, leak: 'POSSIBLE', subjectCount: 10_000_000 }, { suggestedSeverity: 'MAJOR', leakTraced: false }],
    ['nothing leaked, however many are involved', { personalInfo: true, sensitive: false, leak: 'NONE', subjectCount: 100_000_000 }, { suggestedSeverity: 'ORDINARY', leakTraced: false }],
    ['important data, for the district alone', { level: 'IMPORTANT', important: true }, { suggestedSeverity: 'ORDINARY', escalated: true }],
    ['sensitive information of a hundred thousand, for the district alone', { personalInfo: true, sensitive: true, leak: 'NONE', sensitiveSubjectCount: 100_000 }, { suggestedSeverity: 'ORDINARY', escalated: true }],
  ])('%s', (_what, data, facts) => expect(read({ ...EXAMPLE_FORM, data: { ...EXAMPLE_FORM.data, ...data } })).toMatchObject(facts));

  it('an outage counts for critical infrastructure alone, and what was found to be such stays so', () => {
    const out = (criticalInfrastructure: boolean): Plain => ({ ...EXAMPLE_FORM, system: { ...EXAMPLE_FORM.system, criticalInfrastructure, outageMinutes: 360 } });
    expect(read(out(true))).toMatchObject({ suggestedSeverity: 'EXTREMELY_MAJOR', ciiInvolved: true });
    expect(read(out(false))).toMatchObject({ suggestedSeverity: 'ORDINARY', ciiInvolved: false });
    expect(read(out(false), { ...around, facts: { ciiInvolved: true } })).toMatchObject({ ciiInvolved: true });
  });

  it('leaks are traced by themselves only where the policy has it so', () => {
    const policies: PolicyValues = { ...POLICIES, 'accountability.autoOpenOnLeak': { type: 'FLAG', value: false } };
    const leak = { ...EXAMPLE_FORM, data: { ...EXAMPLE_FORM.data, personalInfo: true, leak: 'CONFIRMED' } };
    expect([read(leak), read(leak, { ...around, policies })]).toMatchObject([{ leakTraced: true }, { leakTraced: false }]);
  });

  it('a late one is taken as it is: the discovery may lie as far back as it does', () => {
    const old = changed(changed(EXAMPLE_FORM, 'event.occurredAt', '2025-06-01T08:00:00+08:00'), 'event.discoveredAt', '2025-06-01T09:00:00+08:00');
    expect(read(old)).toMatchObject({ discoveredAt: shanghai('2025-06-01 09:00') });
  });

  it.each<[string, Plain, Surroundings, string]>([
    ['a discovery in the future', changed(EXAMPLE_FORM, 'event.discoveredAt', '2026-03-02T09:31:00+08:00'), around, 'event.discoveredAt IN_THE_FUTURE'],
    ['another discovery in a further report', changed(EXAMPLE_FORM, 'event.discoveredAt', '2026-03-02T09:00:00+08:00'), later, 'event.discoveredAt FIXED'],
    ['data of another unit', changed(EXAMPLE_FORM, 'data.datasetIds', [DATASET]), { ...around, orgId: 'another' }, 'data.datasetIds[0] NOT_IN_CATALOGUE'],
    ['a vendor who reports as the unit', { ...EXAMPLE_FORM }, { ...around, starter: { position: 'VENDOR_OPERATOR', orgId: 'vendor' } }, 'event.reporter INCONSISTENT'],
    ['staff who report as a vendor', changed(changed(EXAMPLE_FORM, 'event.reporter', 'VENDOR'), 'event.affectedOrg', 'CENTRE-B'), { ...around, starter: { position: 'UNIT_STAFF', orgId: 'unit' } }, 'event.reporter INCONSISTENT'],
  ])('%s is refused', (_what, form, context, error) => expect(read(form, context)).toEqual([error]));

  it('of a vendor it is addressed to the unit that it names, which has to be a medical institution', () => {
    const byVendor = changed(changed(EXAMPLE_FORM, 'event.reporter', 'VENDOR'), 'event.affectedOrg', 'HOSPITAL-A');
    expect(desk.addressedTo?.(byVendor)).toEqual({ code: 'HOSPITAL-A', path: 'event.affectedOrg', of: 'MEDICAL_INSTITUTION' });
    expect(desk.addressedTo?.({ ...EXAMPLE_FORM })).toBeUndefined();
  });
});

describe('the severity', () => {
  const standing = (facts: Plain): Surroundings => ({ ...later, facts: { ...later.facts, ...(facts as Surroundings['facts']) } });
  const assess = (severity: string, facts: Plain, more: Plain = {}) => evidence('severityAssessment', 'ASSESSED', { severity, ciiInvolved: false, ...more }, standing(facts));

  it('is decided by a person, below the suggestion only with a reason', () => {
    expect(assess('SIGNIFICANT', { suggestedSeverity: 'SIGNIFICANT' })).toEqual({ severity: 'SIGNIFICANT', ciiInvolved: false });
    expect(assess('ORDINARY', { suggestedSeverity: 'SIGNIFICANT' })).toEqual(['deviationReason REQUIRED']);
    expect(assess('ORDINARY', { suggestedSeverity: 'SIGNIFICANT' }, { deviationReason: '数据已加密' })).toMatchObject({ severity: 'ORDINARY' });
  });

  it('is never decided below what the district has raised it to', () => expect(assess('SIGNIFICANT', { severity: 'MAJOR' })).toEqual(['severity BELOW_DISTRICT']));
  it('of a false alarm is none', () => expect(evidence('severityAssessment', 'FALSE_ALARM', { severity: 'MAJOR', ciiInvolved: false })).toEqual({}));

  it.each([
    ['ORDINARY', undefined, ['severity NOT_A_RAISE']],
    ['SIGNIFICANT', undefined, { severity: 'SIGNIFICANT' }],
    ['SIGNIFICANT', 'SIGNIFICANT', ['severity NOT_A_RAISE']],
    ['SIGNIFICANT', 'MAJOR', ['severity NOT_A_RAISE']],
    ['EXTREMELY_MAJOR', 'MAJOR', { severity: 'EXTREMELY_MAJOR' }],
  ])('the district raises it to %s from %s: %j', (severity, from, answer) =>
    expect(evidence('severityRaise', 'DONE', { severity, reason: '示例' }, standing(from === undefined ? {} : { severity: from }))).toEqual(answer),
  );

  it('is suggested with its reasons and with what is not verified, and only to who decides it', () => {
    const form = changed(EXAMPLE_FORM, 'impact.directLoss', 5_000_000);
    const given = { form, facts: {}, policies: POLICIES };
    expect(desk.suggests?.('severityAssessment', given)).toMatchObject({
      severity: 'SIGNIFICANT',
      title: '较大',
      verifiedSeverity: 'ORDINARY',
      reached: [{ key: 'severity.SIGNIFICANT.directLoss', severity: 'SIGNIFICANT', verified: false }],
      reasons: expect.arrayContaining([expect.stringContaining('未经正式文本核实')]),
    });
    expect(desk.suggests?.('districtClosure', given)).toBeUndefined();
  });
});

describe('what the steps are filled in with', () => {
  const at = (time: string): string => `2026-03-02T${time}:00+08:00`;

  it.each<[string, string, string, Plain, unknown]>([
    ['a report that was sent before the incident was known', 'districtReport', 'DONE', { sentAt: at('08:49') }, ['sentAt BEFORE_DISCOVERY']],
    ['a report that will be sent', 'districtReport', 'DONE', { sentAt: at('09:31') }, ['sentAt IN_THE_FUTURE']],
    ['a channel of the summary that will be used', 'summaryReport', 'DONE', { report: { ...EXAMPLE_FORM }, sentTo: [{ sentAt: at('09:00') }, { sentAt: at('10:00') }] }, ['sentTo[1].sentAt IN_THE_FUTURE']],
    ['a follow-up that leaves the cause open', 'followUpReport', 'DONE', { report: { ...EXAMPLE_FORM, cause: undefined } }, ['report.cause REQUIRED']],
    ['a supplement that does', 'supplement', 'DONE', { report: { ...EXAMPLE_FORM, cause: undefined } }, {}],
    ['no notice without what avoided the harm', 'subjectNoticeDecision', 'HARM_AVOIDED', {}, ['harmAvoidedBy REQUIRED']],
    ['a notice', 'subjectNoticeDecision', 'NOTIFY', {}, {}],
    ['a warning without its words', 'publicWarningDecision', 'WARN', { districtInformed: true }, ['content REQUIRED']],
    ['no warning', 'publicWarningDecision', 'NOT_NEEDED', { districtInformed: true }, {}],
    ['the end of the handling', 'eradicationVerification', 'APPROVE', { handledAt: at('09:20') }, { handledAt: shanghai('2026-03-02 09:20') }],
  ])('%s', (_what, step, outcome, given, answer) => expect(evidence(step, outcome, given)).toEqual(answer));
});

describe('the register of obligations', () => {
  const entered = (key: string, { open = [], dropped = [], ...moment }: Parameters<typeof settled>[1] & Partial<Pick<Moment, 'open' | 'dropped'>> = {}) =>
    desk.registers?.[key]?.({ ...settled(key, { now: NOW, ...moment }), open, dropped });

  it('takes note of what opens now, with its limit, and of nothing that was open before', () => {
    const open = [
      { key: 'cyberspaceReport', openedAt: NOW, dueAt: DISCOVERED + 4 * 3_600_000 },
      { key: 'districtReport', openedAt: NOW - 1, dueAt: DISCOVERED + 3_600_000 },
      { key: 'containment', openedAt: NOW },
    ];
    expect(entered('severityAssessment', { open })).toEqual([
      { register: 'OBLIGATION', key: 'cyberspaceReport', title: '报告属地省级网信部门', article: '国家网络安全事件报告管理办法第四条', to: '上海市委网信办（属地省级网信部门）', status: 'OPEN', dueAt: DISCOVERED + 4 * 3_600_000 },
    ]);
  });

  it('a report is made when it was sent, under its receipt', () => {
    expect(entered('cyberspaceReport', { evidence: { sentAt: '2026-03-02T09:10:00+08:00', receiptNo: 'R-1' } })).toMatchObject([{ key: 'cyberspaceReport', status: 'FULFILLED', fulfilledAt: shanghai('2026-03-02 09:10'), receiptNo: 'R-1' }]);
  });

  it('a summary when it was sent along the last of its channels', () => {
    const sentTo = [
      { sentAt: '2026-03-02T09:10:00+08:00', receiptNo: 'R-1' },
      { sentAt: '2026-03-02T09:20:00+08:00', receiptNo: 'R-2' },
    ];
    expect(entered('summaryReport', { evidence: { sentTo } })).toMatchObject([{ status: 'FULFILLED', fulfilledAt: shanghai('2026-03-02 09:20'), receiptNo: 'R-1、R-2' }]);
  });

  it('what a false alarm leaves open falls away', () => {
    expect(entered('FALSE_ALARM', { dropped: ['followUpReport', 'planActivation'] })).toMatchObject([{ key: 'followUpReport', status: 'CANCELLED' }]);
  });
});
