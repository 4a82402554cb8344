import { type DemoOrganisation, person } from './model';
import { resourcesOf } from './resources';

/** A community health centre: every position is held, some people hold two. */
export const HEALTH_CENTRE_B: DemoOrganisation = {
  code: 'CENTRE-B',
  name: '演示乙社区卫生服务中心',
  type: 'MEDICAL_INSTITUTION',
  accountPrefix: 'centre-b',
  shortName: '乙社区中心',
  people: [
    person('group-leader', '领导小组组长 演示一', 'UNIT_GROUP_LEADER'),
    person('designated-leader', '分管领导 演示一', 'UNIT_DESIGNATED_LEADER'),
    person('data-admin', '数据管理员 演示一', 'UNIT_DATA_ADMINISTRATOR'),
    person('owner-general', '全科负责人 演示一', ['UNIT_BUSINESS_OWNER', '全科']),
    person('owner-public-health', '公共卫生科负责人 演示一', ['UNIT_BUSINESS_OWNER', '公共卫生科'], 'UNIT_WITNESS'),
    person('staff-1', '全科医师 演示一', ['UNIT_STAFF', '全科']),
    person('staff-2', '公共卫生科医师 演示二', ['UNIT_STAFF', '公共卫生科']),
    person('tech-reviewer-1', '技术审核 演示一', 'UNIT_TECH_REVIEWER'),
    person('tech-reviewer-2', '技术审核兼安全审计 演示二', 'UNIT_TECH_REVIEWER', 'UNIT_SECURITY_AUDITOR'),
    person('custodian', '数据操作人 演示一', 'UNIT_DATA_CUSTODIAN'),
    person('security-officer', '数据安全管理岗 演示一', 'UNIT_SECURITY_OFFICER'),
  ],
  bodies: [{ code: 'UNIT_TECH_REVIEW_GROUP', title: '技术审核组', members: ['tech-reviewer-1', 'tech-reviewer-2'] }],
  resources: resourcesOf({ unit: '乙社区中心', patients: 90_000, depts: { clinical: '全科', laboratory: '公共卫生科', records: '公共卫生科' } }),
};

/**
 * A very small clinic: five people hold everything. A use of 一般数据 finds enough distinct people; one of 重要数据 needs
 * the head twice, as business owner and as group leader, and so the policy for very small units.
 */
export const CLINIC_C: DemoOrganisation = {
  code: 'CLINIC-C',
  name: '演示丙门诊部',
  type: 'MEDICAL_INSTITUTION',
  accountPrefix: 'clinic-c',
  shortName: '丙门诊部',
  people: [
    person('head', '负责人 演示一', 'UNIT_GROUP_LEADER', 'UNIT_BUSINESS_OWNER'),
    person('deputy', '副负责人 演示二', 'UNIT_DESIGNATED_LEADER', 'UNIT_WITNESS'),
    person('data-admin', '数据管理员 演示三', 'UNIT_DATA_ADMINISTRATOR', 'UNIT_TECH_REVIEWER', 'UNIT_SECURITY_AUDITOR'),
    person('nurse', '护士 演示四', 'UNIT_STAFF', 'UNIT_DATA_CUSTODIAN', 'UNIT_SECURITY_OFFICER'),
    person('doctor', '医师 演示五', 'UNIT_STAFF'),
  ],
  resources: resourcesOf({ unit: '丙门诊部', patients: 6_000, depts: { clinical: '门诊', laboratory: '门诊', records: '门诊' } }),
};
