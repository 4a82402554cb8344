import type { OpenDataDualReviewForm } from './form';
import type { FORMS } from './form';

type EvidenceOf<K extends keyof typeof FORMS.evidence> = InstanceType<(typeof FORMS.evidence)[K]>;

/** A valid dossier for tests and the demonstration. Everybody and everything in it is made up. */
export const EXAMPLE_FORM: OpenDataDualReviewForm = {
  guards: { containsStateSecret: false, aggregatesToSecret: false },
  applicant: { dept: '示例科室', employeeNo: 'DEMO-2001', jobTitle: '主任医师', phone: '021-00000003', principalInvestigator: '演示负责人甲' },
  project: {
    name: '示例开放项目：慢性病随访统计数据集',
    protocol: '示例方案：慢性病随访数据脱敏开放',
    principalInvestigator: '演示负责人甲',
    address: '演示路 1 号',
    email: 'demo@example.org',
    partners: '示例研究所 演示合作人乙',
    place: '示例医院',
    staff: [{ name: '演示成员丙', unit: '示例医院', duty: '数据整理' }],
    geneticAnalysis: false,
    conflictOfInterest: true,
    conflictNote: '项目负责人在示例研究所兼任顾问，已回避遴选。',
    reviewType: 'NEW',
    studyType: 'RESEARCH',
    funding: 'GOVERNMENT',
    sponsor: '示例专项资金 演示联系人丁',
  },
  purpose: {
    purpose: '向科研机构开放脱敏后的随访统计数据，支持慢性病管理研究。',
    scenario: '经申请的机构在平台的分析环境内使用。',
    necessity: '只开放去标识后的随访间隔和三项检验结果的分组数据。',
    legalBasis: '上海市数据条例第四十一条。',
    consentRef: 'DEMO-CONSENT-21',
    piaRef: 'DEMO-PIA-2026-21',
  },
  data: {
    datasetIds: ['0190a000-0000-7000-8000-000000000001'],
    dataCategory: 'BUSINESS_RESOURCE',
    extractionRule: '随访登记表中 2025 年的记录，去除全部直接标识，按年龄段分组。',
    population: '示例慢性病随访人群',
    timeRange: { from: '2025-01-01', to: '2025-12-31' },
    subjectCount: 800,
    sensitive: true,
    minorsUnder14: false,
    humanGeneticResources: false,
  },
  level: { declaredLevel: 'GENERAL', important: false },
  ethics: {
    ages: '40 至 75 岁',
    source: '随访登记的既往记录',
    vulnerable: '不含未成年人、孕产妇等特殊人群',
    compensation: '无须补偿：利用既往记录，不接触受试者',
    criteria: '2025 年有两次以上随访记录者',
    consentWaiver: true,
    waiverReason: '二次利用去标识化的既往记录，风险不大于最小风险。',
    collectsPrivateInformation: false,
    rawDataAccess: '仅本单位数据操作人',
    rawDataDisposal: '留存于本单位，不随项目转移',
    identityNotPublished: true,
    documents: [
      { name: '数据开放项目申请表', type: 'APPLICATION', copies: 1, version: '1.0', versionDate: '2026-01-10' },
      { name: '慢性病随访数据脱敏开放方案', type: 'PROTOCOL', copies: 1, version: '1.2', versionDate: '2026-01-12' },
    ],
  },
  technology: {
    desensitizationPlan: { fields: ['姓名', '证件号码', '住址', '出生日期'], technique: '去除姓名、证件号码和住址，出生日期泛化为年龄段。' },
    reidentificationRisk: 'LOW',
    riskAnalysis: '每组不少于二十人，未见可重识别的组合。',
    accessControl: '实名申请，逐一授权，只读访问。',
    watermark: true,
    logged: true,
  },
  delivery: {
    scope: '随访间隔和三项检验结果的分组统计',
    openType: 'CONDITIONAL',
    conditions: '限科研机构，签订使用协议，不得重识别。',
    updateFrequency: 'YEARLY',
    existingChannel: true,
    constraints: { rawDataLeavesDomain: false, usableNotVisible: true, metered: true },
    crossBorder: false,
  },
  period: { from: '2026-03-01', to: '2026-12-31' },
  commitment: { materialTrue: true, withinScope: true, stopsOnRisk: true, followedUp: true, signature: '演示申请人戊' },
};

export const COMPLETENESS: EvidenceOf<'Completeness'> = { complete: true, documents: 2 };
export const ETHICS_OPINION: EvidenceOf<'EthicsOpinion'> = { opinionNo: 'DEMO-EC-2026-21', reviewedOn: '2026-02-02', mode: 'MEETING', revisionDone: true, followUp: 'MONTHS_12', notice: '方案修改须重新送审。' };
export const TECHNICAL_REVIEW: EvidenceOf<'TechnicalReview'> = {
  graded: true,
  deidentification: 'GRADE_3',
  reidentificationRisk: 'LOW',
  deliveryCompliant: true,
  accessControlled: true,
  watermark: true,
  logged: true,
  openType: 'CONDITIONAL',
  conclusion: '去标识化效果和交付方式符合要求。',
};
export const OPENING_FILING: EvidenceOf<'OpeningFiling'> = { summary: '有条件开放慢性病随访统计数据集，期限十个月。', platform: '市大数据资源平台', contact: '演示联系人己', phone: '021-00000002', conclusionsAttached: true };
export const takeDownOn = (takenDownOn: string): EvidenceOf<'TakeDown'> => ({ takenDownOn, channelsClosed: true, usersNotified: true });
export const closureOn = (closedOn: string): EvidenceOf<'OpenClosure'> => ({ closedOn, meteredCount: 12, summary: '三家机构申请使用，无违规情形。' });
