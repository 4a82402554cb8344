/** 第十条, gone through by people of hospital A, a vendor and the district. */
import type { Move, Walks, WalkWorld } from '../walk';
import { FIRST_REPORT, REMAINING } from './form.example';

type Report = typeof FIRST_REPORT;
type Section = Readonly<Record<string, unknown>>;

/** Seconds between the discovery and the report. */
const JUST_NOW = 600;
const LATE = 3 * 3_600;

const first =
  (ago: number, change: (world: WalkWorld) => { readonly [S in keyof Report]?: Section } = () => ({})) =>
  (world: WalkWorld): Section => {
    const times = { occurredAt: world.instant(-ago - 1_800), discoveredAt: world.instant(-ago) };
    const changed = change(world);
    return { ...FIRST_REPORT, ...changed, event: { ...FIRST_REPORT.event, ...times, ...changed.event } };
  };

/** The report as it stands, with what has become known since: whoever fills it in begins with the last one. */
const standing = (world: WalkWorld, more: Section = {}): Section => {
  const form: unknown = world.self()['form'];
  const data: unknown = typeof form === 'object' && form !== null && 'data' in form ? form.data : {};
  return { ...(typeof data === 'object' ? data : {}), ...more };
};

const now = (world: WalkWorld): string => world.instant(0);
const sent = (world: WalkWorld) => ({ sentAt: now(world) });

const districtReport: Move = { step: 'districtReport', evidence: (world) => ({ ...sent(world), channel: 'HOTLINE', receivedBy: '演示接报人' }) };
const acknowledged: Move = { step: 'districtAcknowledgement', evidence: { receiptNo: 'DEMO-JB-1', instruction: '请及时续报。' } };
const assessed = (severity: string, ciiInvolved = false): Move => ({ step: 'severityAssessment', evidence: { severity, ciiInvolved } });
const contained: readonly Move[] = [
  { step: 'planActivation', evidence: (world) => ({ planName: '演示数据安全事件应急预案', planVersion: '3', activatedAt: now(world) }) },
  { step: 'containment', evidence: (world) => ({ startedAt: now(world), measures: ['CLOSE_ACCOUNT', 'BACKUP'], description: '停用账号，封存日志和终端镜像。', contained: true, evidenceKept: true }) },
];
const followUp: Move = { step: 'followUpReport', evidence: (world) => ({ report: standing(world, REMAINING), learnedAt: now(world), progress: '原因初步查明，系统未受损。' }) };
const eradication: Move = { step: 'eradication', evidence: (world) => ({ completedAt: now(world), measures: '全员重置口令，启用第二因素。', restored: true }) };
const verified: Move = { step: 'eradicationVerification', evidence: (world) => ({ method: '抽查账号登录日志', conclusion: '未见异常登录。', handledAt: now(world) }) };
const eradicated: readonly Move[] = [eradication, verified];
const closure: Move = { step: 'districtClosure' };
const final: Move = {
  step: 'summaryReport',
  evidence: (world) => ({
    report: standing(world, { other: { note: '处置已经结束。' } }),
    causes: '口令与外部网站相同，被撞库。',
    emergencyMeasures: '停用账号、封存日志、重置口令。',
    harm: '未造成数据外泄。',
    accountability: '已约谈责任人员。',
    rectification: '已启用第二因素。',
    lessons: '口令策略应当及时检查。',
    sentTo: [{ authority: '区卫生健康委', sentAt: now(world), receiptNo: 'DEMO-ZJ-1' }],
    copiedToDistrict: true,
  }),
};
const planReview: Move = { step: 'planReview', outcome: 'KEEP', opinion: '预案适用。', evidence: { planName: '演示数据安全事件应急预案', planVersion: '3', findings: '处置过程与预案相符。' } };
const planRevised: readonly Move[] = [
  { step: 'planReview', evidence: { planName: '演示数据安全事件应急预案', planVersion: '3', findings: '缺少对外通知的样式。' } },
  { step: 'planRevision', evidence: (world) => ({ planName: '演示数据安全事件应急预案', newVersion: '4', approvedOn: world.day(0), effectiveOn: world.day(1), changes: '补充对个人和利害关系人通知的样式。' }) },
];
const line = (step: string, authority: string): Move => ({ step, evidence: (world) => ({ authority, ...sent(world), channel: 'PLATFORM', receiptNo: `DEMO-${step}` }) });

const contents = { kindsCauseAndHarm: '随访登记（姓名、检验结果）因账号被盗用而外泄，可能被用于诈骗。', remediesAndMitigation: '已停用账号；请警惕以随访为名的来电。', contact: '021-00000000' };
const noticed = { channels: ['SMS'], notifiedCount: 800 };

/** A leak of important personal data: most lines of §5.2 at once. */
const leak = first(LATE, (world) => ({
  event: { name: '示例事件：门诊病历外泄', level: 'SIGNIFICANT', consequences: ['DATA_LOSS'], scope: 'REGION' },
  data: { names: '门诊病历', datasetIds: [world.resource('HOSPITAL-A', 'OUTPATIENT-RECORDS')], level: 'IMPORTANT', important: true, personalInfo: true, subjectCount: 1_200_000, sensitive: true, leak: 'CONFIRMED', leakedSubjectCount: 1_000_000 },
  circumstances: { suspectedCrime: true, harmsOthers: true, minors: true, stateSecret: false, publicRelevant: true, vulnerability: true, noticeOrdered: false },
}));

const level = (step: string, position: string): Move => ({ step, outcome: 'NOT_RESPONSIBLE', opinion: '已尽职责。', evidence: { position, duties: '第六条、第十条', findings: '已按规定履行职责。', heard: true } });
const traced: readonly Move[] = [
  { step: 'evidenceFreeze', evidence: (world) => ({ frozenAt: now(world), items: ['访问日志', '终端镜像'], method: '复制到只读介质，由区信息化管理科保管。' }) },
  { step: 'opening', outcome: 'OPEN', opinion: '属于泄露情形。', evidence: { lastLevel: 'groupLeaderLevel', findings: '经核实，门诊病历外泄。' } },
  level('operatorLevel', '数据操作人'),
  level('administratorLevel', '数据管理员'),
  level('designatedLeaderLevel', '分管领导'),
  level('groupLeaderLevel', '领导小组组长'),
  { step: 'responsibilityFinding', evidence: { finding: '外部攻击所致，内部人员已尽职责。', basis: '各级结论' } },
  { step: 'disposition', outcome: 'DISPOSE', opinion: '责成整改。', evidence: { measures: '责成完善口令策略。' } },
  { step: 'lessons', evidence: { rectification: '已启用第二因素。', lessons: '口令策略应当定期检查。' } },
  { step: 'closure' },
];

export const walks: Walks = {
  leak: {
    title: '重要数据和敏感个人信息外泄，迟报：各条法定报告与通知、公众警示、续报、终报、倒查、修订预案',
    to: 'CLOSED',
    starter: 'hospital-a.staff-1',
    form: leak,
    moves: [
      districtReport,
      acknowledged,
      { step: 'districtBriefing', evidence: (world) => ({ ...sent(world), instruction: '每日续报。' }) },
      assessed('SIGNIFICANT'),
      line('cyberspaceReport', '上海市委网信办'),
      line('policeReport', '区公安分局'),
      line('personalInfoReport', '上海市委网信办'),
      { step: 'subjectNoticeDecision', outcome: 'NOTIFY', evidence: { affectedCount: 1_000_000 } },
      { step: 'subjectNotice', evidence: (world) => ({ ...sent(world), ...noticed, contents }) },
      { step: 'partyNotice', evidence: (world) => ({ ...sent(world), channels: ['ANNOUNCEMENT'], parties: '协作单位', content: '告知数据外泄情况。' }) },
      { step: 'minorsNotice', evidence: (world) => ({ authority: '上海市委网信办', ...sent(world), guardiansToldAt: now(world), channels: ['SMS'] }) },
      line('vulnerabilityReport', '有关主管部门'),
      { step: 'publicWarningDecision', outcome: 'WARN', evidence: { content: '请警惕以随访为名的来电。', districtInformed: true } },
      { step: 'publicWarning', evidence: (world) => ({ ...sent(world), channels: '单位网站和公众号', content: '请警惕以随访为名的来电。' }) },
      ...contained,
      followUp,
      { act: 'supplement', evidence: (world) => ({ report: standing(world, { cause: { analysis: '第三方组件缺陷被利用。' } }), learnedAt: now(world), progress: '已查明利用的缺陷。' }) },
      ...eradicated,
      closure,
      final,
      ...planRevised,
      { child: 'accountability', moves: traced },
    ],
  },
  ordinary: {
    title: '一般事件：报告、处置、续报、结案、总结，组长决定不倒查',
    to: 'CLOSED',
    starter: 'hospital-a.staff-3',
    form: first(JUST_NOW),
    moves: [districtReport, acknowledged, assessed('ORDINARY'), ...contained, followUp, ...eradicated, closure, final, { step: 'accountabilityDecision', outcome: 'NO_BREACH', opinion: '未违反职责。' }, planReview],
  },
  raised: {
    title: '关键信息基础设施：区级提高等级，一小时两路报告；有效避免危害的不通知个人，主管部门要求后通知；处置不彻底的退回',
    to: 'CLOSED',
    starter: 'hospital-a.data-admin',
    form: first(JUST_NOW, () => ({
      system: { name: '区域随访平台', criticalInfrastructure: true, outageMinutes: 10, mainFunctionMinutes: 10 },
      data: { names: '慢性病随访登记', level: 'GENERAL', important: false, personalInfo: true, subjectCount: 800, sensitive: true, leak: 'POSSIBLE' },
      circumstances: { ...FIRST_REPORT.circumstances, stateSecret: true },
    })),
    moves: [
      districtReport,
      acknowledged,
      assessed('ORDINARY', true),
      { act: 'severityRaise', evidence: { severity: 'MAJOR', reason: '平台承担全区业务。' } },
      line('ciiReport', '保护工作部门'),
      line('ciiPoliceReport', '区公安分局'),
      line('personalInfoReport', '上海市委网信办'),
      { step: 'subjectNoticeDecision', outcome: 'HARM_AVOIDED', opinion: '已有效避免危害。', evidence: { harmAvoidedBy: '数据已加密，密钥未泄露。' } },
      { act: 'supplement', evidence: (world) => ({ report: standing(world, { circumstances: { ...FIRST_REPORT.circumstances, stateSecret: true, noticeOrdered: true } }), learnedAt: now(world), progress: '主管部门要求通知个人。' }) },
      { step: 'orderedNotice', evidence: (world) => ({ orderedBy: '上海市委网信办', orderNo: 'DEMO-TZ-1', ...sent(world), ...noticed, contents }) },
      { step: 'secrecyReport', evidence: (world) => ({ authorities: ['SAME_LEVEL', 'SUPERIOR'], ...sent(world), documentNo: 'DEMO-BM-1', noSecretContent: true }) },
      ...contained,
      followUp,
      ...eradicated,
      { step: 'districtClosure', outcome: 'RETURN', opinion: '请补充第二因素的启用范围。' },
      { correct: 'eradicationReview', evidence: (world) => ({ completedAt: now(world), measures: '全员重置口令，全部账号启用第二因素。', restored: true }) },
      verified,
      closure,
      final,
      planReview,
      { child: 'accountability', moves: [...traced.slice(0, 1), { step: 'opening', outcome: 'NO_BREACH', opinion: '经核实未违反职责。' }] },
    ],
  },
  falseAlarm: {
    title: '服务商报告；研判为误报，区里不认可后重新研判，再由区里确认',
    to: 'FALSE_ALARM',
    starter: 'vendor-y.operator-1',
    form: first(JUST_NOW, () => ({ event: { reporter: 'VENDOR', affectedOrg: 'HOSPITAL-A', discovery: 'VENDOR' } })),
    moves: [
      districtReport,
      { step: 'severityAssessment', outcome: 'FALSE_ALARM', opinion: '系运维人员演练。' },
      { step: 'falseAlarmConfirmation', outcome: 'INCIDENT', opinion: '请核对演练记录。' },
      { step: 'severityAssessment', outcome: 'FALSE_ALARM', opinion: '已附演练记录。' },
      { step: 'falseAlarmConfirmation', outcome: 'CONFIRMED', opinion: '确系演练。' },
    ],
  },
};
