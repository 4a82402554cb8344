import type { DemoResource } from './model';

interface Unit {
  readonly unit: string;
  readonly patients: number;
  readonly depts: { readonly clinical: string; readonly laboratory: string; readonly records: string };
}

const PROPOSAL = '单位建议（第二十三条），演示数据';
const DETERMINED = '主管部门确定（第二十三条至第二十五条），演示数据';

/**
 * The catalogue of a demo unit: every level, proposed as well as determined, sensitive or not, never graded and being
 * graded again. The figures are made up.
 */
export const resourcesOf = ({ unit, patients, depts: { clinical, laboratory, records } }: Unit): readonly DemoResource[] => [
  {
    code: 'SERVICE-STATISTICS',
    name: `${unit}门诊服务量统计`,
    dept: records,
    category: 'BUSINESS_RESOURCE',
    subjectCount: 0,
    gradings: [{ status: 'GRADED', proposed: 'GENERAL', determined: 'GENERAL', basis: DETERMINED }],
  },
  {
    code: 'FOLLOW-UP',
    name: `${unit}慢性病随访登记`,
    dept: clinical,
    category: 'BUSINESS_RESOURCE',
    sensitive: true,
    subjectCount: Math.round(patients / 1_500),
    gradings: [{ status: 'GRADED', proposed: 'GENERAL', determined: 'GENERAL', basis: DETERMINED }],
    copies: ['BACKUP'],
  },
  {
    code: 'STAFF-DIRECTORY',
    name: `${unit}科室与岗位目录`,
    dept: records,
    category: 'FOUNDATIONAL_RESOURCE',
    subjectCount: Math.round(patients / 600),
    gradings: [{ status: 'GRADED', proposed: 'GENERAL', basis: PROPOSAL }],
  },
  {
    code: 'OUTPATIENT-RECORDS',
    name: `${unit}门诊病历`,
    dept: clinical,
    category: 'BUSINESS_RESOURCE',
    sensitive: true,
    subjectCount: patients,
    gradings: [{ status: 'GRADED', proposed: 'IMPORTANT', determined: 'IMPORTANT', basis: DETERMINED }],
    copies: ['BACKUP', 'EXPORT'],
  },
  {
    code: 'LABORATORY-RESULTS',
    name: `${unit}检验结果`,
    dept: laboratory,
    category: 'BUSINESS_RESOURCE',
    sensitive: true,
    subjectCount: Math.round(patients / 2),
    gradings: [{ status: 'GRADED', proposed: 'IMPORTANT', basis: PROPOSAL }],
    copies: ['BACKUP', 'VENDOR'],
  },
  {
    code: 'POPULATION-INDEX',
    name: `${unit}人口健康主索引`,
    dept: records,
    category: 'FOUNDATIONAL_RESOURCE',
    sensitive: true,
    subjectCount: patients,
    gradings: [{ status: 'GRADED', proposed: 'CORE', determined: 'CORE', basis: DETERMINED }],
    copies: ['BACKUP'],
  },
  {
    code: 'IMAGE-ARCHIVE',
    name: `${unit}医学影像归档`,
    dept: laboratory,
    category: 'BUSINESS_RESOURCE',
    sensitive: true,
    subjectCount: Math.round(patients / 4),
    gradings: [{ status: 'UNGRADED', basis: '已登记，尚未定级，演示数据' }],
  },
  {
    code: 'VACCINATION',
    name: `${unit}预防接种登记`,
    dept: clinical,
    category: 'THEMATIC_RESOURCE',
    sensitive: true,
    subjectCount: Math.round(patients / 3),
    gradings: [
      { status: 'GRADED', proposed: 'GENERAL', determined: 'GENERAL', basis: DETERMINED },
      { status: 'REGRADE_PENDING', proposed: 'IMPORTANT', determined: 'GENERAL', basis: '数据量变化，重新定级中（第二十七条），演示数据' },
    ],
    copies: ['DERIVED'],
  },
  {
    code: 'BED-OCCUPANCY',
    name: `${unit}床位与诊室使用情况`,
    dept: records,
    category: 'BUSINESS_RESOURCE',
    subjectCount: 0,
    gradings: [{ status: 'GRADED', proposed: 'GENERAL', determined: 'GENERAL', basis: DETERMINED }],
  },
];

const AGGREGATED = '中心建议（第二十三条），演示数据';

/** What the development centre has aggregated of the district (第十五条). The figures are made up. */
export const REGIONAL_RESOURCES: readonly DemoResource[] = [
  {
    code: 'REGIONAL-FOLLOW-UP',
    name: '区域慢性病随访汇集',
    dept: '数据资源部',
    category: 'THEMATIC_RESOURCE',
    sensitive: true,
    subjectCount: 9_000,
    gradings: [{ status: 'GRADED', proposed: 'GENERAL', determined: 'GENERAL', basis: DETERMINED }],
    copies: ['BACKUP'],
  },
  {
    code: 'REGIONAL-VISITS',
    name: '区域就诊记录汇集',
    dept: '数据资源部',
    category: 'BUSINESS_RESOURCE',
    sensitive: true,
    subjectCount: 900_000,
    gradings: [{ status: 'GRADED', proposed: 'IMPORTANT', basis: AGGREGATED }],
    copies: ['BACKUP'],
  },
];
