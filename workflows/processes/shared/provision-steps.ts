/** The steps that a unit's sharing and its provision have alike; `of` begins the names of their limits in the policies. */
import { UNIT_CHAIN, UNIT_LEADERS, within, type DistinctRule, type StepSpec } from '@workflows/kit/definition';
import { IMPACT_OUTCOMES } from './provision';

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
      reads: ['purpose', 'data', 'processing', 'delivery', 'period'],
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

/** Who analyses or assesses approves nothing of it, and nobody approves twice. */
export const assessorsDoNotApprove = (title: string): DistinctRule[] =>
  ['impactAnalysis', 'minimalityReview', 'riskAssessment'].map((assessment) => ({ id: 'analyst-is-no-approver', title, among: [assessment, 'unitApproval', 'leaderApproval'] }));

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
  }) as const;
