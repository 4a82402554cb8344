/** Positions (岗位) and organisations of regulation.md §4. Roles are positions, never persons (annex: 由接任者自然替换). */

export const ORGANISATION_TYPES = [
  'DISTRICT_COMMISSION',
  'DISTRICT_CENTER',
  'MEDICAL_INSTITUTION',
  'DATA_USER_ORG',
  'SERVICE_PROVIDER',
  'EXTERNAL_AUTHORITY',
] as const;
export type OrganisationType = (typeof ORGANISATION_TYPES)[number];

/** Where a position lives, and so in which organisation a seat is looked for. */
export type PositionScope = 'DISTRICT' | 'CENTER' | 'UNIT' | 'OWN_ORG' | 'SYSTEM';

export const POSITIONS = {
  DISTRICT_GROUP_LEADER: { title: '领导小组组长（第一责任人）', scope: 'DISTRICT' },
  DISTRICT_DEPUTY_LEADER: { title: '领导小组副组长', scope: 'DISTRICT' },
  DISTRICT_DIRECT_RESPONSIBLE: { title: '分管数据安全的领导班子成员（直接责任人）', scope: 'DISTRICT' },
  DISTRICT_GROUP_MEMBER: { title: '领导小组成员（科室负责人）', scope: 'DISTRICT' },
  DISTRICT_INFO_DEPT: { title: '信息化管理科（日常管理科室）', scope: 'DISTRICT' },
  CENTER_DATA_OFFICER: { title: '事业发展中心经办', scope: 'CENTER' },
  CENTER_LEADER: { title: '事业发展中心负责人', scope: 'CENTER' },
  UNIT_GROUP_LEADER: { title: '单位领导小组组长', scope: 'UNIT' },
  UNIT_DESIGNATED_LEADER: { title: '分管领导', scope: 'UNIT' },
  UNIT_DATA_ADMINISTRATOR: { title: '数据管理员', scope: 'UNIT' },
  UNIT_BUSINESS_OWNER: { title: '业务部门负责人', scope: 'UNIT' },
  UNIT_STAFF: { title: '工作人员', scope: 'UNIT' },
  UNIT_ETHICS_REVIEWER: { title: '伦理审核委员', scope: 'UNIT' },
  UNIT_ETHICS_CHAIR: { title: '伦理审核主任委员', scope: 'UNIT' },
  UNIT_TECH_REVIEWER: { title: '技术审核', scope: 'UNIT' },
  UNIT_DATA_CUSTODIAN: { title: '数据操作人', scope: 'UNIT' },
  UNIT_WITNESS: { title: '监销人', scope: 'UNIT' },
  UNIT_SECURITY_OFFICER: { title: '数据安全管理岗', scope: 'UNIT' },
  UNIT_SECURITY_AUDITOR: { title: '安全审计', scope: 'UNIT' },
  DATA_USER_APPLICANT: { title: '数据使用方', scope: 'OWN_ORG' },
  DATA_SUBJECT: { title: '被采集人', scope: 'OWN_ORG' },
  GUARDIAN: { title: '监护人', scope: 'OWN_ORG' },
  VENDOR_OPERATOR: { title: '外包服务提供商人员', scope: 'OWN_ORG' },
  PROCESS_ADMINISTRATOR: { title: '流程管理员', scope: 'SYSTEM' },
  SYSTEM_ADMINISTRATOR: { title: '系统管理员', scope: 'SYSTEM' },
  SECURITY_ADMINISTRATOR: { title: '安全管理员', scope: 'SYSTEM' },
  AUDIT_ADMINISTRATOR: { title: '审计管理员', scope: 'SYSTEM' },
} as const satisfies Record<string, { title: string; scope: PositionScope }>;

export type PositionCode = keyof typeof POSITIONS;

/**
 * Filled in person (D: the regulation knows no standing agents; these are independent looks by a certain person): the
 * witness of a destruction (第二十条), ethics reviewers (第三十四条), the security auditor.
 */
const IN_PERSON: ReadonlySet<PositionCode> = new Set<PositionCode>(['UNIT_WITNESS', 'UNIT_ETHICS_REVIEWER', 'UNIT_ETHICS_CHAIR', 'UNIT_SECURITY_AUDITOR']);
export const isPosition = (code: string): code is PositionCode => Object.hasOwn(POSITIONS, code);

/** Positions in which a standing agent (代理) may act. Not those of staff and applicants, who act for themselves, nor those of administrators, who never decide. */
export const STOOD_IN_FOR: readonly PositionCode[] = Object.keys(POSITIONS)
  .filter(isPosition)
  .filter((code) => ['DISTRICT', 'CENTER', 'UNIT'].includes(POSITIONS[code].scope) && code !== 'UNIT_STAFF' && !IN_PERSON.has(code));

export const DATA_LEVELS = ['GENERAL', 'IMPORTANT', 'CORE'] as const;
export type DataLevel = (typeof DATA_LEVELS)[number];
export const DATA_LEVEL_TITLES = { GENERAL: '一般数据', IMPORTANT: '重要数据', CORE: '核心数据' } as const satisfies Record<DataLevel, string>;
