import type { SharedResource } from '../shared/form.resource';
import type { ClassificationGradingForm } from './form';

/** A resource of its own; everybody and everything in it is made up. */
export const EXAMPLE_RESOURCE: SharedResource = {
  basicInfo: {
    resourceId: '0190a000-0000-7000-8000-0000000000a1',
    code: 'DEMO-CHRONIC-VISITS',
    name: '示例慢性病随访汇总',
    category: 'BUSINESS_RESOURCE',
    summary: '按季度汇总的随访人次和指标控制情况。',
    source: '慢性病管理系统',
    format: '数据库表',
    updateCycle: 'QUARTERLY',
    records: 12_000,
    subjectCount: 800,
    personal: true,
    personalSubjectCount: 800,
    sensitive: true,
    sensitiveSubjectCount: 800,
    retainUntil: '2036-12-31',
    sharing: 'CONDITIONAL',
    sharingCondition: '脱敏后用于医疗质量分析。',
    opening: 'CONDITIONAL',
    openingCondition: '仅开放汇总数据。',
    items: [
      { name: 'visit_no', description: '随访编号' },
      { name: 'visit_date', description: '随访日期' },
    ],
  },
  responsibleParty: { dept: '心内科', head: '演示负责人甲', phone: '021-00000000', securityHead: '演示安全负责人乙' },
  processingInfo: {
    purpose: '改进慢性病随访安排。',
    activities: ['COLLECT', 'STORE', 'USE'],
    system: '慢性病管理系统',
    host: '192.0.2.10',
    database: 'chronic',
    databaseType: 'PostgreSQL',
    table: 'visit_summary',
    location: '院内数据中心',
    provided: true,
    providedTo: '区卫生健康事业发展中心',
    entrusted: true,
    entrustedTo: '演示信息技术服务商',
    crossBorder: false,
  },
  securityInfo: { assessedOn: '2026-01-15', assessmentResult: '风险可控', measures: ['AUTHENTICATION', 'AUTHORIZED_ACCESS', 'ENCRYPTION', 'SECURITY_AUDIT'] },
  grading: {
    impacts: [
      { object: 'INDIVIDUAL_RIGHTS', degree: 'SEVERE' },
      { object: 'PUBLIC_INTEREST', degree: 'GENERAL_HARM' },
    ],
    factors: {
      domain: '疾病防治',
      group: '慢性病随访人群',
      region: '本单位服务范围',
      precision: '按人次，含日期',
      scale: '约八百人',
      depth: '汇总指标，刻画程度低',
      coverage: '部分个体',
      securityRisk: '内部系统，风险可控',
    },
    suggestedLevel: 'GENERAL',
    suggestedBy: ['grading.matrix.INDIVIDUAL_RIGHTS.SEVERE', 'grading.matrix.PUBLIC_INTEREST.GENERAL_HARM'],
    proposedLevel: 'GENERAL',
  },
};

/** A valid list for tests and the demonstration. Everybody and everything in it is made up. */
export const EXAMPLE_FORM: ClassificationGradingForm = {
  guards: { containsStateSecret: false, aggregatesToSecret: false },
  applicant: { dept: '心内科', employeeNo: 'DEMO-0001', phone: '021-00000000' },
  systems: [{ name: '慢性病管理系统', mlpsLevel: 'LEVEL_3', mlpsFilingNo: 'DEMO-MLPS-01', ciiStatus: 'NOT_CII' }],
  resources: [EXAMPLE_RESOURCE],
  declaration: { complete: true, truthful: true, noSamples: true, signature: '演示申报人丙' },
};
