import { type DemoOrganisation, person } from './model';
import { resourcesOf } from './resources';

const ETHICS = ['ethics-chair', 'ethics-1', 'ethics-2', 'ethics-3', 'ethics-4', 'ethics-5', 'ethics-6'];
const NUMERALS = ['一', '二', '三', '四', '五', '六'];

/** A large hospital: many departments, and almost every position held by somebody of its own. */
export const HOSPITAL_A: DemoOrganisation = {
  code: 'HOSPITAL-A',
  name: '演示甲医院',
  type: 'MEDICAL_INSTITUTION',
  accountPrefix: 'hospital-a',
  shortName: '甲医院',
  people: [
    person('group-leader', '领导小组组长 演示一', 'UNIT_GROUP_LEADER'),
    person('designated-leader', '分管领导 演示一', 'UNIT_DESIGNATED_LEADER'),
    person('data-admin', '数据管理员 演示一', 'UNIT_DATA_ADMINISTRATOR'),
    person('data-admin-2', '数据管理员 演示二', 'UNIT_DATA_ADMINISTRATOR'),
    person('owner-cardiology', '心内科负责人 演示一', ['UNIT_BUSINESS_OWNER', '心内科']),
    person('owner-laboratory', '检验科负责人 演示一', ['UNIT_BUSINESS_OWNER', '检验科']),
    person('owner-records', '病案科负责人 演示一', ['UNIT_BUSINESS_OWNER', '病案科']),
    person('staff-1', '心内科医师 演示一', ['UNIT_STAFF', '心内科']),
    person('staff-2', '检验科技师 演示二', ['UNIT_STAFF', '检验科']),
    person('staff-3', '病案科工作人员 演示三', ['UNIT_STAFF', '病案科']),
    person('staff-4', '心内科医师 演示四', ['UNIT_STAFF', '心内科']),
    person('tech-reviewer-1', '技术审核 演示一', 'UNIT_TECH_REVIEWER'),
    person('tech-reviewer-2', '技术审核 演示二', 'UNIT_TECH_REVIEWER'),
    person('custodian-1', '数据操作人 演示一', 'UNIT_DATA_CUSTODIAN'),
    person('custodian-2', '数据操作人 演示二', 'UNIT_DATA_CUSTODIAN'),
    person('witness-1', '监销人 演示一', 'UNIT_WITNESS'),
    person('witness-2', '监销人 演示二', 'UNIT_WITNESS'),
    person('security-officer', '数据安全管理岗 演示一', 'UNIT_SECURITY_OFFICER'),
    person('security-auditor', '安全审计 演示一', 'UNIT_SECURITY_AUDITOR'),
    // Two who hold two positions each: the roster allows it, one case does not.
    person('custodian-reviewer', '数据操作人兼技术审核 演示三', 'UNIT_DATA_CUSTODIAN', 'UNIT_TECH_REVIEWER'),
    person('staff-owner', '急诊科负责人兼医师 演示五', ['UNIT_STAFF', '急诊科'], ['UNIT_BUSINESS_OWNER', '急诊科']),
    person('ethics-chair', '伦理主任委员 演示一', 'UNIT_ETHICS_CHAIR', 'UNIT_ETHICS_REVIEWER'),
    ...NUMERALS.map((numeral, index) => person(`ethics-${index + 1}`, `伦理委员 演示${numeral}`, 'UNIT_ETHICS_REVIEWER')),
    person('subject', '被采集人 演示一', 'DATA_SUBJECT'),
    person('guardian', '监护人 演示一', 'GUARDIAN'),
  ],
  bodies: [
    { code: 'UNIT_ETHICS_COMMITTEE', title: '伦理审查委员会', members: ETHICS },
    { code: 'UNIT_TECH_REVIEW_GROUP', title: '技术审核组', members: ['tech-reviewer-1', 'tech-reviewer-2', 'custodian-reviewer'] },
  ],
  resources: resourcesOf({ unit: '甲医院', patients: 1_200_000, depts: { clinical: '心内科', laboratory: '检验科', records: '病案科' } }),
};
