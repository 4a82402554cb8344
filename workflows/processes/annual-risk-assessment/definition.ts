import { apart, CONFIRM_OUTCOMES, define, DISTRICT_CHAIN, DISTRICT_LEADERS, UNIT_LEADERS, within, type ClockSpec } from '@workflows/kit/definition';
import { RECEIPT_OUTCOMES } from '../shared/receipt';

const WINDOW = 'riskAssessment.window';
/** 每年: whoever has it in hand is reminded towards the last day, and the district is told of what goes beyond it. */
const EVERY_YEAR: ClockSpec = { policy: WINDOW, base: { fact: 'opensAt' }, nature: 'SOFT', statutory: true, reminders: 'riskAssessment.reminders' };
const TOLD_OF_DELAY = [...UNIT_LEADERS, ...DISTRICT_CHAIN];
const ACCEPTED = [
  { step: 'assessment' },
  { step: 'drafting' },
  { step: 'leaderReview' },
  { step: 'signature' },
  { step: 'submission' },
  { step: 'completenessCheck' },
  { step: 'remediation', each: { fact: 'issueIds' } },
] as const;

/**
 * 年度数据安全风险评估（第十二条）. Begun by the clock in every unit, or by its data administrator. A report that came after the
 * year ends as OVERDUE, with the district's finding; one that has not come stays open, and its breach is told upwards.
 */
export const annualRiskAssessment = define({
  id: 'annual-risk-assessment',
  code: 'W13',
  version: 1,
  title: '年度数据安全风险评估',
  summary: '单位每年开展卫生健康数据安全风险评估，分管领导审阅、组长签发后报送区卫生健康委，区级核对四项内容，问题逐项整改。',
  articles: ['第十二条'],
  starters: ['UNIT_DATA_ADMINISTRATOR'],
  offered: true,
  facts: {
    year: { kind: 'count', samples: [2025, 2026] },
    opensAt: { kind: 'instant' },
    dueAt: { kind: 'instant' },
    /** When it was first submitted: what was returned as incomplete came in time all the same. */
    submittedAt: { kind: 'instant' },
    /** 问题清单, one id a row. */
    issueIds: { kind: 'ids' },
  },
  sections: { assessment: '评估年度' },
  steps: {
    assessment: {
      title: '开展风险评估',
      kind: 'COMPLETE',
      article: '第十二条',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      clocks: [within('riskAssessment.conduct.days'), EVERY_YEAR],
      escalation: TOLD_OF_DELAY,
      evidence: 'AssessmentRecord',
    },
    drafting: {
      title: '编制评估报告',
      kind: 'COMPLETE',
      article: '第十二条',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      clocks: [within('riskAssessment.drafting.days'), EVERY_YEAR],
      escalation: TOLD_OF_DELAY,
      evidence: 'AnnualReport',
      yields: ['issueIds'],
    },
    leaderReview: {
      title: '分管领导审阅',
      kind: 'APPROVE',
      article: '第十二条',
      seats: [{ position: 'UNIT_DESIGNATED_LEADER' }],
      outcomes: CONFIRM_OUTCOMES,
      judges: ['assessment', 'drafting'],
      clocks: [within('riskAssessment.leaderReview.days'), EVERY_YEAR],
      escalation: TOLD_OF_DELAY,
    },
    signature: {
      title: '领导小组组长签发',
      kind: 'APPROVE',
      article: '第五条（二）、第十二条',
      seats: [{ position: 'UNIT_GROUP_LEADER' }],
      outcomes: CONFIRM_OUTCOMES,
      judges: ['assessment', 'drafting'],
      clocks: [within('riskAssessment.signature.days'), EVERY_YEAR],
      escalation: DISTRICT_CHAIN,
      sensitive: true,
    },
    submission: {
      title: '报送区卫生健康委',
      kind: 'COMPLETE',
      article: '第十二条',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      judges: ['drafting'],
      clocks: [within('riskAssessment.submission.days'), EVERY_YEAR],
      escalation: TOLD_OF_DELAY,
      evidence: 'ReportSubmission',
      yields: ['submittedAt'],
    },
    completenessCheck: {
      title: '区级核对四项内容',
      kind: 'APPROVE',
      article: '第十二条',
      seats: [{ position: 'DISTRICT_INFO_DEPT' }],
      outcomes: RECEIPT_OUTCOMES,
      judges: ['drafting'],
      clocks: [within('riskAssessment.completeness.days')],
      escalation: DISTRICT_LEADERS,
      evidence: 'CompletenessCheck',
    },
    remediation: {
      title: '问题整改',
      kind: 'COMPLETE',
      article: '第八条、第十二条',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      clocks: [within('rectification.default.days')],
      escalation: TOLD_OF_DELAY,
      evidence: 'Remediation',
    },
    overdueFinding: {
      title: '逾期报送登记',
      kind: 'COMPLETE',
      article: '第十二条、第三十七条',
      seats: [{ position: 'DISTRICT_INFO_DEPT' }],
      clocks: [within('riskAssessment.overdueFinding.days')],
      escalation: DISTRICT_LEADERS,
      evidence: 'OverdueFinding',
    },
  },
  reviews: {
    report: {
      title: '报告修改',
      correctedBy: { position: 'UNIT_DATA_ADMINISTRATOR' },
      corrects: { evidenceOf: 'drafting' },
      clocks: [within('riskAssessment.correction.days'), EVERY_YEAR],
      article: '第十二条',
    },
  },
  gates: { submission: { title: '提交校验', rules: ['G14', 'G15'] } },
  grants: {},
  effects: {},
  children: {},
  diversions: {},
  periods: {},
  terminals: {
    ACCEPTED: { title: '已接收', positive: true, requires: ACCEPTED },
    OVERDUE: { title: '逾期报送', positive: false, requires: [...ACCEPTED, { step: 'overdueFinding' }] },
  },
  distinct: [
    ...apart('applicant-is-no-decider', '发起人不得审阅、签发、核对本单位的报告', 'APPLICANT', ['leaderReview', 'signature', 'completenessCheck']),
    ...apart('drafter-does-not-review', '评估人、编制人不得审阅', 'leaderReview', ['assessment', 'drafting', 'report']),
    ...apart('drafter-does-not-sign', '评估人、编制人、审阅人不得签发', 'signature', ['assessment', 'drafting', 'report', 'leaderReview']),
  ],
  holds: { by: ['DISTRICT_INFO_DEPT'] },
  withdrawUntil: 'NEVER',
  yearly: { window: WINDOW, of: ['MEDICAL_INSTITUTION'], position: 'UNIT_DATA_ADMINISTRATOR', year: 'year' },
});
