import type { FormClass } from '@libs/forms/registry';
import { sectionsOf } from '@libs/forms/ui-schema';
import { changed, describeForms, everythingWrong, refusals } from '@test/support/wrong-forms';
import { FORMS, IncidentReportForm } from './form';
import { EXAMPLE_FORM, FIRST_REPORT } from './form.example';
import { isComplete } from './form.report';

const AT = '2026-03-02T09:20:00+08:00';

/** Every field filled in. */
const FULL: IncidentReportForm = {
  ...EXAMPLE_FORM,
  event: {
    ...EXAMPLE_FORM.event,
    discoveredBy: '演示人员乙',
    reporter: 'VENDOR',
    affectedOrg: 'HOSPITAL-A',
    ransom: { amount: '示例金额', method: '示例方式', demandedAt: AT },
  },
  unit: { ...EXAMPLE_FORM.unit, email: 'demo@example.invalid', fax: '021-00000001', address: '示例路 1 号', supervisor: '区卫生健康委', handler: '演示人员丙' },
  system: {
    ...EXAMPLE_FORM.system,
    filingLevel: 'LEVEL_3',
    outageMinutes: 0,
    mainFunctionMinutes: 0,
    domain: 'demo.example.invalid',
    ip: '192.0.2.1',
    purpose: '随访',
    database: '随访登记 800 条',
    software: '示例系统 1.0',
    protection: '示例防火墙',
  },
  data: {
    ...EXAMPLE_FORM.data,
    datasetIds: ['0190a000-0000-7000-8000-000000000001'],
    personalInfo: true,
    personalInfoKinds: '随访记录',
    recordCount: 800,
    subjectCount: 800,
    sensitive: true,
    sensitiveSubjectCount: 800,
    leak: 'POSSIBLE',
    leakedSubjectCount: 0,
    destination: '不明',
    processor: '示例服务商',
  },
  impact: { ...EXAMPLE_FORM.impact, affectedPeople: 0, affectedPercent: 0, affectedArea: 'DISTRICT', directLoss: 0, threat: 'NO_SUCH_THREAT' },
  measures: { ...EXAMPLE_FORM.measures, reportedTo: [{ authority: '区卫生健康委', at: AT }], subjectsTold: '短信', notToldBecause: '无' },
};

const CONTENTS = { kindsCauseAndHarm: '示例', remediesAndMitigation: '示例', contact: '021-00000000' };
const EVIDENCE: Record<keyof typeof FORMS.evidence, object> = {
  Acknowledgement: { receiptNo: 'DEMO-1', instruction: '示例' },
  PlanActivation: { planName: '示例预案', planVersion: '3', activatedAt: AT, responseLevel: '四级' },
  ContainmentRecord: { startedAt: AT, measures: ['ISOLATE', 'CLOSE_ACCOUNT'], description: '示例', contained: true, evidenceKept: true },
  SeverityAssessment: { severity: 'ORDINARY', ciiInvolved: false, deviationReason: '示例' },
  SeverityRaise: { severity: 'SIGNIFICANT', reason: '示例' },
  FollowUpReport: { report: FULL, learnedAt: AT, progress: '示例' },
  Eradication: { completedAt: AT, measures: '示例', restored: true, residualRisk: '示例' },
  EradicationVerification: { method: '示例', conclusion: '示例', handledAt: AT },
  SummarySent: { authority: '示例', sentAt: AT, receiptNo: 'DEMO-2' },
  FinalReport: {
    report: FULL,
    causes: '示例',
    emergencyMeasures: '示例',
    harm: '示例',
    accountability: '示例',
    rectification: '示例',
    lessons: '示例',
    openIssues: '示例',
    sentTo: [{ authority: '示例', sentAt: AT, receiptNo: 'DEMO-3' }],
    copiedToDistrict: true,
  },
  PlanReview: { planName: '示例预案', planVersion: '3', findings: '示例' },
  PlanRevision: { planName: '示例预案', newVersion: '4', documentNo: 'DEMO-4', approvedOn: '2026-03-20', effectiveOn: '2026-04-01', changes: '示例' },
  DistrictReport: { sentAt: AT, channel: 'HOTLINE', receivedBy: '演示人员丁', receiptNo: 'DEMO-5' },
  LineReport: { authority: '示例', sentAt: AT, channel: 'PLATFORM', receiptNo: 'DEMO-6', summary: '示例' },
  NoticeContents: CONTENTS,
  SubjectNotice: { sentAt: AT, channels: ['SMS'], notifiedCount: 800, contents: CONTENTS, unreached: '示例' },
  OrderedNotice: { orderedBy: '示例', orderNo: 'DEMO-7', sentAt: AT, channels: ['LETTER'], notifiedCount: 800, contents: CONTENTS },
  PartyNotice: { sentAt: AT, channels: ['ANNOUNCEMENT'], parties: '示例', content: '示例' },
  MinorsNotice: { authority: '示例', sentAt: AT, guardiansToldAt: AT, channels: ['PHONE'], receiptNo: 'DEMO-8' },
  SecrecyReport: { authorities: ['SAME_LEVEL', 'SUPERIOR'], sentAt: AT, documentNo: 'DEMO-9', noSecretContent: true },
  SubjectNoticeDecision: { affectedCount: 800, harmAvoidedBy: '示例' },
  PublicWarningDecision: { content: '示例', audience: '示例', districtInformed: true },
  PublicWarning: { sentAt: AT, channels: '示例', content: '示例', reference: '示例' },
  DistrictBriefing: { sentAt: AT, instruction: '示例' },
};

/** Within a report that evidence holds, the test of the report itself has tried every field. */
const WITHOUT_REPORT = new Set(['FollowUpReport', 'FinalReport']);

describeForms([
  ['IncidentReportForm', IncidentReportForm, FULL],
  ...Object.entries(FORMS.evidence)
    .filter(([name]) => !WITHOUT_REPORT.has(name))
    .map(([name, cls]): [string, FormClass, object] => [name, cls, EVIDENCE[name as keyof typeof EVIDENCE]]),
]);

describe('the report of an incident', () => {
  it('is wrong in more than three hundred ways that the test above has tried', () => {
    expect(everythingWrong(IncidentReportForm, FULL).length).toBeGreaterThan(300);
  });

  it('has its sections in the order of the paper', () => {
    expect(sectionsOf(IncidentReportForm).map(({ key, title }) => `${key} ${title}`)).toEqual([
      'guards 保密申明',
      'event 事件',
      'unit 单位',
      'system 系统',
      'data 涉及数据',
      'impact 影响和危害',
      'measures 已采取措施',
      'circumstances 有关情形',
      'trend 发展趋势',
      'cause 原因分析',
      'tracing 溯源线索',
      'support 请求支援',
      'scene 现场保护',
      'other 其他情况',
    ]);
  });

  it('may begin with items one and two of 第七条, and is complete with the rest', () => {
    expect(refusals(IncidentReportForm, FIRST_REPORT)).toEqual([]);
    expect([isComplete(FIRST_REPORT), isComplete(EXAMPLE_FORM), isComplete({ ...EXAMPLE_FORM, cause: undefined })]).toEqual([false, true, false]);
  });

  it.each([
    ['event.discoveredAt', 'NOT_AFTER', 'event.discoveredAt', '2026-03-02T08:09:59+08:00'],
    ['event.affectedOrg', 'REQUIRED', 'event.reporter', 'VENDOR'],
    ['event.affectedOrg', 'NOT_APPLICABLE', 'event.affectedOrg', 'HOSPITAL-A'],
    ['data.important', 'INCONSISTENT', 'data.level', 'CORE'],
    ['data.sensitive', 'INCONSISTENT', 'data.sensitive', true],
    ['impact.affectedArea', 'REQUIRED', 'impact.affectedPercent', 12],
    ['impact.affectedPercent', 'REQUIRED', 'impact.affectedArea', 'DISTRICT'],
    ['guards.noSecretContent', 'MUST_BE_TRUE', 'guards.noSecretContent', false],
  ])('refuses at %s with %s when %s is %j', (path, code, changedPath, value) => {
    expect(refusals(IncidentReportForm, changed(EXAMPLE_FORM, changedPath, value))).toEqual([{ path, code }]);
  });

  it.each(['FollowUpReport', 'FinalReport'] as const)('%s takes the report with what it adds, and names what is wrong inside', (name) => {
    const cls: FormClass = FORMS.evidence[name];
    expect(refusals(cls, EVIDENCE[name])).toEqual([]);
    expect(refusals(cls, changed(EVIDENCE[name], 'report.event.name', ' '))).toEqual([{ path: 'report.event.name', code: 'REQUIRED' }]);
  });
});
