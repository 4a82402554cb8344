import type { AnnualAssessmentForm } from './form';
import type { AnnualReport, AssessmentRecord } from './form.evidence';

/** Valid forms for tests and the demonstration. Everybody and everything in them is made up. */
export const EXAMPLE_FORM: AnnualAssessmentForm = { assessment: { year: 2026 } };

export const EXAMPLE_RECORD: AssessmentRecord = {
  by: 'SELF',
  people: ['演示评估人甲', '演示评估人乙'],
  from: '2026-10-08',
  to: '2026-10-30',
  method: '参照 GB/T 45577-2025，访谈、查阅与抽测相结合。',
  investigation: '信息系统 6 个，数据资源 9 项，外包服务 2 项。',
  areas: ['MANAGEMENT', 'PROCESSING', 'TECHNOLOGY', 'PERSONAL_INFORMATION'],
  analysis: '总体风险可控，权限复核和备份演练有不足。',
};

export const EXAMPLE_REPORT: AnnualReport = {
  cover: {
    reportNo: '演示评〔2026〕1 号',
    unitName: '演示甲医院',
    creditCode: '12310118DEM0000012',
    address: '演示区演示路 1 号',
    postcode: '201700',
    assessedObject: '本单位卫生健康数据处理活动',
    contact: '演示联系人甲',
    contactTitle: '信息科科长',
    phone: '021-00000000',
    dept: '信息科',
    networkSecurityOfficer: '演示负责人乙',
    assessmentLead: '演示评估人甲',
  },
  importantData: { noImportantData: false, kinds: [{ kind: '门诊病历', quantity: 1_200_000 }] },
  activities: '收集、存储、使用门诊和检验数据，向区级平台共享。',
  risks: [{ risk: '离职人员账号未及时停用', level: 'MEDIUM', countermeasure: '与人事系统联动，当日停用' }],
  other: '无',
  networkData: {
    processor: '演示甲医院，设数据安全管理办公室，负责人演示负责人乙。',
    importantData: '门诊病历，诊疗目的，一百二十万条，院内存储，保存十五年。',
    measures: '等级保护三级，备份、加密、访问控制有效。',
    incidents: '本年度无安全事件。',
    provision: '向区级平台共享前已评估。',
    crossBorder: '无出境。',
    other: '无',
  },
  issues: [
    { description: '离职人员账号未及时停用', area: 'MANAGEMENT', concerned: '门诊系统', level: 'MEDIUM', basis: '第十七条', advice: '与人事系统联动', dept: '信息科', plannedOn: '2027-01-31' },
    { description: '备份恢复演练不足', area: 'TECHNOLOGY', concerned: '检验系统', level: 'LOW', basis: '第十七条', advice: '每半年演练一次', dept: '信息科', plannedOn: '2027-03-31' },
  ],
  noSecrets: true,
  truthful: true,
};
