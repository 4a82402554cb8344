import type { UnitDataSharingForm } from './form';

/** A valid request for tests and the demonstration. Everybody and everything in it is made up. */
export const EXAMPLE_FORM: UnitDataSharingForm = {
  guards: { containsStateSecret: false, aggregatesToSecret: false },
  sharing: { providingUnit: 'HOSPITAL-A', mode: 'SHARE' },
  applicant: { dept: '示例研究室', employeeNo: 'DEMO-1001', jobTitle: '副研究员', phone: '021-00000001', principalInvestigator: '演示负责人甲' },
  project: { name: '示例课题：区域慢性病随访效果比较', number: 'DEMO-2026-11', ethicsApprovalNo: 'DEMO-EC-2026-11', ethicsValidUntil: '2027-06-30', useType: 'RESEARCH' },
  purpose: {
    purpose: '比较不同随访安排的效果，为区域随访规范提供依据。',
    scenario: '在提供单位的分析环境内统计建模，只带出汇总结果。',
    necessity: '只需随访日期与三项检验结果，不需要任何可识别个人的信息。',
    legalBasis: '个人信息保护法第十三条，已取得同意。',
    consentRef: 'DEMO-CONSENT-11',
    piaRef: 'DEMO-PIA-2026-11',
  },
  data: {
    datasetIds: ['0190a000-0000-7000-8000-000000000001'],
    dataCategory: 'BUSINESS_RESOURCE',
    extractionRule: '随访登记表中 2025 年的记录，去除全部直接标识。',
    population: '示例慢性病随访人群',
    timeRange: { from: '2025-01-01', to: '2025-12-31' },
    subjectCount: 800,
    sensitive: true,
    minorsUnder14: false,
    humanGeneticResources: false,
  },
  level: { declaredLevel: 'GENERAL', important: false },
  processing: {
    method: 'INTERFACE',
    frequency: '每月一次',
    environment: 'IN_DOMAIN',
    storageLocation: '提供单位分析区 B',
    desensitizationPlan: { fields: ['姓名', '证件号码', '住址'], technique: '去除姓名和住址，证件号码替换为不可逆编号。' },
    crossBorder: false,
  },
  provision: {
    conditions: '仅在提供单位的分析环境内使用，只带出汇总结果。',
    procedure: '经提供单位审核并备案后，由其数据操作人交付。',
    recipientContact: '演示联系人庚',
    recipientPhone: '021-00000003',
    consentBasis: 'OBTAINED',
    separateConsentRef: 'DEMO-CONSENT-12',
  },
  delivery: { rawDataLeavesDomain: false, usableNotVisible: true, metered: true },
  recipients: {
    users: [{ name: '演示使用者丁', unit: '示例研究所', employeeNo: 'DEMO-1002', commitmentSigned: true }],
    receivingUnit: '示例研究所',
    awareScope: '课题组成员',
  },
  period: { from: '2026-03-01', to: '2026-08-31', expiryDisposition: 'DESTROY' },
  commitment: { noReidentification: true, noOnwardTransfer: true, withinScope: true, resultsBackedUp: true, destroyAtExpiry: true, signature: '演示申请人戊' },
};
