/** The steps that a unit's sharing and its provision have alike; `of` begins the names of their limits in the policies. */
import { apart, UNIT_CHAIN, UNIT_LEADERS, within, type DistinctRule, type GateSpec, type ReviewSpec, type StepSpec } from '@workflows/kit/definition';
import { FILING_OUTCOMES, IMPACT_OUTCOMES, IMPORTANT } from './provision';

type Steps = Readonly<Record<string, StepSpec>>;

/** 第三十二条, and for 重要数据 网络数据安全管理条例 第三十一条. */
export const assessments = (of: string) =>
  ({
    businessReview: {
      title: '业务部门审核',
      kind: 'APPROVE',
      article: '第三十二条；谁管业务谁管数据（第六条）',
      seats: [{ position: 'UNIT_BUSINESS_OWNER' }],
      reads: ['project', 'purpose', 'data', 'recipients'],
      clocks: [within(`${of}.businessReview.days`)],
      escalation: UNIT_CHAIN,
      evidence: 'BusinessReview',
    },
    impactAnalysis: {
      title: '国家安全、公共利益影响分析研判',
      kind: 'APPROVE',
      article: '第三十二条',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      outcomes: IMPACT_OUTCOMES,
      clocks: [within(`${of}.impactAnalysis.days`)],
      escalation: UNIT_LEADERS,
      evidence: 'ImpactAnalysis',
      yields: ['impact'],
      sensitive: true,
    },
    minimalityReview: {
      title: '最小范围审核',
      kind: 'APPROVE',
      article: '第三十二条',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      reads: ['purpose', 'data', 'processing', 'provision', 'delivery', 'period'],
      clocks: [within(`${of}.minimalityReview.days`)],
      escalation: UNIT_LEADERS,
      evidence: 'MinimalityReview',
    },
    riskAssessment: {
      title: '提供前风险评估（重要数据）',
      kind: 'APPROVE',
      article: '网络数据安全管理条例第三十一条',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      reads: ['purpose', 'data', 'level', 'processing', 'delivery', 'recipients', 'period'],
      clocks: [within(`${of}.riskAssessment.days`)],
      escalation: UNIT_LEADERS,
      evidence: 'ProvisionRiskAssessment',
    },
  }) as const satisfies Steps;

/** 单位许可. */
export const approvals = (of: string, article: string) =>
  ({
    unitApproval: {
      title: '单位批准（分管领导）',
      kind: 'APPROVE',
      article,
      seats: [{ position: 'UNIT_DESIGNATED_LEADER' }],
      clocks: [within(`${of}.unitApproval.days`)],
      escalation: ['UNIT_GROUP_LEADER'],
      evidence: 'ProvisionApproval',
      yields: ['validUntil'],
      sensitive: true,
    },
    leaderApproval: {
      title: '单位批准（领导小组组长，重要数据）',
      kind: 'APPROVE',
      article,
      seats: [{ position: 'UNIT_GROUP_LEADER' }],
      clocks: [within(`${of}.unitApproval.days`)],
      escalation: ['UNIT_GROUP_LEADER'],
      evidence: 'ProvisionLeaderApproval',
      yields: ['validUntil'],
      sensitive: true,
    },
  }) as const satisfies Steps;

/** 第四条, 第十八条: set up and verified, delivered under the grant of this name, and at the end recorded where it went. */
export const deliveries = (of: string, article: string) =>
  ({
    deliveryPreparation: {
      title: '交付准备：脱敏、配置交付约束',
      kind: 'COMPLETE',
      article: '第四条、第十八条',
      seats: [{ position: 'UNIT_DATA_CUSTODIAN' }],
      reads: ['data', 'processing', 'delivery'],
      clocks: [within(`${of}.deliveryPreparation.days`)],
      escalation: UNIT_CHAIN,
      evidence: 'DeliveryPreparation',
    },
    deliveryVerification: {
      title: '交付准备核验',
      kind: 'APPROVE',
      article: '第四条、第十八条',
      seats: [{ position: 'UNIT_TECH_REVIEWER' }],
      reads: ['data', 'processing', 'delivery'],
      judges: ['deliveryPreparation'],
      clocks: [within(`${of}.deliveryVerification.days`)],
      escalation: UNIT_CHAIN,
      evidence: 'DeliveryVerification',
    },
    delivery: {
      title: '交付',
      kind: 'COMPLETE',
      article,
      seats: [{ position: 'UNIT_DATA_CUSTODIAN' }],
      clocks: [within(`${of}.delivery.days`)],
      escalation: UNIT_CHAIN,
      evidence: 'DeliveryRecord',
      yields: ['delivered'],
      under: of,
      passes: 'release',
    },
    closure: {
      title: '终结登记：归还或者销毁',
      kind: 'COMPLETE',
      article,
      seats: [{ applicant: true }],
      clocks: [within(`${of}.closure.days`)],
      escalation: UNIT_CHAIN,
      evidence: 'ProvisionClosure',
      yields: ['disposition'],
    },
  }) as const satisfies Steps;

/** What a delivery was prepared for is put right by who prepared it. */
export const preparationReview = (of: string) =>
  ({
    title: '交付准备整改',
    correctedBy: { position: 'UNIT_DATA_CUSTODIAN' },
    corrects: { evidenceOf: 'deliveryPreparation' },
    clocks: [within(`${of}.deliveryPreparation.days`)],
    article: '第四条、第十八条',
  }) as const satisfies ReviewSpec;

/** What a delivery passes. */
export const RELEASE = {
  title: '交付校验',
  rules: ['G3', 'G6', 'G7', 'G19'],
  desensitization: { done: 'deliveryPreparation', verified: 'deliveryVerification' },
  failsAs: 'PROHIBITED',
} as const satisfies GateSpec;

/** 第三十四条第一款: filed with the district within its time, before anything is given; `of` names the limit of the receipt. */
export const filings = (of: string, evidence: string) =>
  ({
    filing: {
      title: '向区卫生健康委登记备案',
      kind: 'COMPLETE',
      article: '第三十四条第一款',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      clocks: [{ ...within('sharing.filing.deadline'), statutory: true }],
      escalation: UNIT_LEADERS,
      evidence,
    },
    filingReceipt: {
      title: '备案回执',
      kind: 'APPROVE',
      article: '第三十四条第一款',
      seats: [{ position: 'DISTRICT_INFO_DEPT' }],
      outcomes: FILING_OUTCOMES,
      judges: ['filing'],
      clocks: [within(`${of}.filingReceipt.days`)],
      escalation: ['DISTRICT_DIRECT_RESPONSIBLE'],
      evidence: 'FilingReceipt',
    },
  }) as const satisfies Steps;

/** What is missing from a filing is added by who filed, and received by another. */
export const FILING_REVIEW = {
  title: '备案补正',
  correctedBy: { position: 'UNIT_DATA_ADMINISTRATOR' },
  corrects: { evidenceOf: 'filing' },
  clocks: [within('sharing.filing.deadline')],
  article: '第三十四条第一款',
} as const satisfies ReviewSpec;
export const FILING_IS_RECEIVED_BY_ANOTHER = apart('filing-is-received-by-another', '备案人不得出具回执', 'filingReceipt', ['filing', 'filingReview']);

/** On what a provision rests before anything is prepared for it. */
export const APPROVED = [
  { step: 'businessReview' },
  { step: 'impactAnalysis' },
  { step: 'minimalityReview' },
  { step: 'riskAssessment', when: { level: IMPORTANT } },
  { step: 'unitApproval' },
  { step: 'leaderApproval', when: { level: IMPORTANT } },
] as const;
export const PREPARED = [{ step: 'deliveryPreparation' }, { step: 'deliveryVerification' }] as const;

/** Who looked first, or analyses or assesses, approves nothing of it; nobody approves twice, or verifies what they prepared. */
export const handsApart = (approval: '批准' | '许可'): DistinctRule[] => [
  ...['impactAnalysis', 'minimalityReview', 'riskAssessment'].map((assessment) => ({
    id: 'analyst-is-no-approver',
    title: `研判、评估人与各级${approval}人不得为同一人`,
    among: [assessment, 'unitApproval', 'leaderApproval'],
  })),
  ...apart('first-reviewer-decides-once', `业务审核人不得再作研判、评估或${approval}`, 'businessReview', ['impactAnalysis', 'minimalityReview', 'riskAssessment', 'unitApproval', 'leaderApproval']),
  ...apart('preparer-is-not-verifier', '交付准备人不得核验自己的准备', 'deliveryVerification', ['deliveryPreparation', 'preparation']),
];
