import type { SensitiveDataUseForm } from './form';

/** A valid application for tests and the demonstration. Everybody and everything in it is made up. */
export const EXAMPLE_FORM: SensitiveDataUseForm = {
  guards: { containsStateSecret: false, aggregatesToSecret: false },
  applicant: {
    dept: '示例科室',
    employeeNo: 'DEMO-0001',
    jobTitle: '主治医师',
    phone: '021-00000000',
    principalInvestigator: '演示负责人甲',
  },
  project: {
    name: '示例课题：慢性病随访质量分析',
    number: 'DEMO-2026-01',
    ethicsApprovalNo: 'DEMO-EC-2026-01',
    ethicsValidUntil: '2027-03-31',
    useType: 'RESEARCH',
  },
  purpose: {
    purpose: '分析随访间隔与指标控制的关系，用于改进随访安排。',
    scenario: '院内分析环境中的统计建模。',
    necessity: '仅提取随访日期与三项检验结果，不提取姓名、证件号和住址。',
    legalBasis: '个人信息保护法第十三条，已取得同意。',
    consentRef: 'DEMO-CONSENT-01',
    piaRef: 'DEMO-PIA-2026-01',
  },
  data: {
    datasetIds: ['0190a000-0000-7000-8000-000000000001'],
    dataCategory: 'BUSINESS_RESOURCE',
    extractionRule: '随访登记表中 2025 年的记录，按编号去重。',
    population: '示例慢性病随访人群',
    timeRange: { from: '2025-01-01', to: '2025-12-31' },
    subjectCount: 800,
    sensitive: true,
    minorsUnder14: false,
    humanGeneticResources: false,
  },
  level: { declaredLevel: 'GENERAL', important: false },
  processing: {
    method: 'DATABASE_ANALYSIS',
    frequency: '一次性',
    environment: 'IN_DOMAIN',
    storageLocation: '院内分析区 A',
    operations: ['QUERY', 'ANALYSE'],
    desensitizationPlan: { fields: ['姓名', '证件号码'], technique: '去除姓名，证件号码替换为不可逆编号。' },
    crossBorder: false,
  },
  recipients: {
    users: [{ name: '演示使用者乙', unit: '示例医院', employeeNo: 'DEMO-0002', commitmentSigned: true }],
    receivingUnit: '示例医院',
    awareScope: '课题组成员',
  },
  period: { from: '2026-03-01', to: '2026-06-30', expiryDisposition: 'DESTROY' },
  commitment: {
    noReidentification: true,
    noOnwardTransfer: true,
    withinScope: true,
    resultsBackedUp: true,
    destroyAtExpiry: true,
    signature: '演示申请人丙',
  },
};
