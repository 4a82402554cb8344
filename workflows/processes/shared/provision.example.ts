/** What people fill in at the steps of an outward transfer, for tests and the demonstration. All of it is made up. */
import type * as evidence from './form.provision';

type EvidenceOf<K extends keyof typeof evidence> = (typeof evidence)[K] extends new () => infer E ? E : never;

export const BUSINESS_REVIEW: EvidenceOf<'BusinessReview'> = { purposeLegitimate: true, recipientJustified: true, note: '与随访业务相关。' };
export const IMPACT_ANALYSIS: EvidenceOf<'ImpactAnalysis'> = { nationalSecurity: 'NONE', publicInterest: 'SLIGHT', analysis: '数据量小，已去标识化，只带出汇总结果。' };
export const SIGNIFICANT_IMPACT: EvidenceOf<'ImpactAnalysis'> = { nationalSecurity: 'SIGNIFICANT', publicInterest: 'SLIGHT', analysis: '可据以推断特定区域人群的健康状况，存在显著风险。' };
export const MINIMALITY: EvidenceOf<'MinimalityReview'> = { itemsMinimal: true, subjectsMinimal: true, periodMinimal: true, note: '无' };
export const RISK_ASSESSMENT: EvidenceOf<'ProvisionRiskAssessment'> = {
  lawfulAndNecessary: true,
  risks: '接口凭证外泄可能导致超范围查询。',
  recipientIntegrity: '近三年无数据安全处罚记录。',
  contractBinding: '协议约定了用途、期限、保密和违约责任。',
  measures: '访问控制、计量和水印均已启用，经检查有效。',
  other: '无',
};
export const LEADER_APPROVAL: EvidenceOf<'ProvisionLeaderApproval'> = {};
export const FILING: EvidenceOf<'SharingFiling'> = { summary: '向示例研究所共享随访数据一项，接口方式，期限六个月。', dataUser: '示例研究所', contact: '演示联系人己', phone: '021-00000002', conclusionsAttached: true };
export const RECEIPT: EvidenceOf<'FilingReceipt'> = {};
export const INCOMPLETE: EvidenceOf<'FilingReceipt'> = { incomplete: ['PERIOD', 'CONTACT'], note: '请写明起止日期。' };
export const PREPARATION: EvidenceOf<'DeliveryPreparation'> = {
  desensitization: 'DONE',
  desensitizationReport: 'DEMO-DES-11',
  environment: '提供单位分析区 B',
  accessControlled: true,
  rawDataLeavesDomain: false,
  usableNotVisible: true,
  metered: true,
};
export const VERIFICATION: EvidenceOf<'DeliveryVerification'> = { sampledCount: 100, notIdentifiable: true, constraintsMet: true, conclusion: '抽样未发现可识别个人的信息，约束已生效。' };
export const USAGE_REVIEW: EvidenceOf<'UsageReview'> = { meteredCount: 12, outsideCount: 0, conclusion: '与授权相符。' };

/** Of a day in the time of whoever tells it. */
export const approvalUntil = (validUntil: string): EvidenceOf<'ProvisionApproval'> => ({ validUntil });
export const deliveryOn = (deliveredOn: string): EvidenceOf<'DeliveryRecord'> => ({ deliveredOn, method: 'INTERFACE', records: 800, receiptRef: 'DEMO-RCV-11', note: '首次交付' });
export const closureOn = (disposedOn: string, disposition: 'DESTROY' | 'RETURN' = 'DESTROY'): EvidenceOf<'ProvisionClosure'> => ({
  disposition,
  disposedOn,
  remainingCopies: disposition === 'DESTROY' ? 1 : 0,
  note: '无',
});
