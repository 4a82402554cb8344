import type { DistrictInventoryForm } from './form';

/** A valid list for tests and the demonstration. Everybody and everything in it is made up. */
export const EXAMPLE_FORM: DistrictInventoryForm = {
  guards: { containsStateSecret: false, aggregatesToSecret: false },
  submission: {
    unitCode: 'HOSPITAL-A',
    title: '演示甲医院数据资源清单（2026 年第一批）',
    submittedOn: '2026-03-02',
    contact: '演示联系人甲',
    phone: '021-00000000',
    note: '演示数据',
  },
  items: [
    {
      resourceId: '0190a000-0000-7000-8000-000000000001',
      name: '门诊服务量统计',
      category: 'BUSINESS_RESOURCE',
      summary: '按日汇总的门诊人次。',
      source: '门诊管理系统',
      subjectCount: 0,
      sensitive: false,
      proposedLevel: 'GENERAL',
      basis: '第二十六条',
      updateCycle: 'DAILY',
      sharing: 'CONDITIONAL',
      opening: 'CONDITIONAL',
    },
  ],
};
