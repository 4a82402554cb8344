import { type DemoOrganisation, person } from './model';
import { REGIONAL_RESOURCES } from './resources';

/** 区卫生健康委：领导小组、日常管理科室，以及平台的管理员。 */
export const COMMISSION: DemoOrganisation = {
  code: 'QP-COMMISSION',
  name: '演示区卫生健康委员会',
  type: 'DISTRICT_COMMISSION',
  accountPrefix: 'commission',
  shortName: '区卫健委',
  people: [
    person('group-leader-1', '领导小组组长 演示一', 'DISTRICT_GROUP_LEADER'),
    person('group-leader-2', '领导小组组长 演示二', 'DISTRICT_GROUP_LEADER'),
    // 附件：副组长中恰有一名直接责任人。
    person('direct-responsible', '直接责任人 演示一', 'DISTRICT_DEPUTY_LEADER', 'DISTRICT_DIRECT_RESPONSIBLE'),
    person('deputy-leader', '副组长 演示二', 'DISTRICT_DEPUTY_LEADER'),
    person('member-office', '成员 演示一', ['DISTRICT_GROUP_MEMBER', '办公室']),
    person('member-medical', '成员 演示二', ['DISTRICT_GROUP_MEMBER', '医政科']),
    person('member-control', '成员 演示三', ['DISTRICT_GROUP_MEMBER', '疾病预防控制科']),
    person('info-1', '信息化管理科 演示一', ['DISTRICT_INFO_DEPT', '信息化管理科']),
    person('info-2', '信息化管理科 演示二', ['DISTRICT_INFO_DEPT', '信息化管理科']),
    person('process-admin-1', '流程管理员 演示一', 'PROCESS_ADMINISTRATOR'),
    person('process-admin-2', '流程管理员 演示二', 'PROCESS_ADMINISTRATOR'),
    person('system-admin', '系统管理员 演示一', 'SYSTEM_ADMINISTRATOR'),
    person('security-admin', '安全管理员 演示一', 'SECURITY_ADMINISTRATOR'),
    person('audit-admin', '审计管理员 演示一', 'AUDIT_ADMINISTRATOR'),
  ],
};

/** 区卫生健康事业发展中心。 */
export const CENTER: DemoOrganisation = {
  code: 'QP-CENTER',
  name: '演示区卫生健康事业发展中心',
  type: 'DISTRICT_CENTER',
  accountPrefix: 'center',
  shortName: '事业发展中心',
  people: [
    person('leader', '负责人 演示一', 'CENTER_LEADER'),
    person('officer-1', '经办 演示一', 'CENTER_DATA_OFFICER'),
    person('officer-2', '经办 演示二', 'CENTER_DATA_OFFICER'),
  ],
  resources: REGIONAL_RESOURCES,
};

/** 区外的数据使用方。 */
export const DATA_USER: DemoOrganisation = {
  code: 'DATA-USER-X',
  name: '演示大学公共卫生研究所',
  type: 'DATA_USER_ORG',
  accountPrefix: 'data-user-x',
  shortName: '数据使用方',
  people: [
    person('applicant-1', '申请人 演示一', 'DATA_USER_APPLICANT'),
    person('applicant-2', '申请人 演示二', 'DATA_USER_APPLICANT'),
  ],
};

/** 外包服务提供商。 */
export const VENDOR: DemoOrganisation = {
  code: 'VENDOR-Y',
  name: '演示信息技术服务商',
  type: 'SERVICE_PROVIDER',
  accountPrefix: 'vendor-y',
  shortName: '服务商',
  people: [
    person('operator-1', '运维人员 演示一', 'VENDOR_OPERATOR'),
    person('operator-2', '运维人员 演示二', 'VENDOR_OPERATOR'),
  ],
};
