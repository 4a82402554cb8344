/** The tables of an import: their columns, by code and by the heading that Excel shows. */
import { ORGANISATION_TYPES, type OrganisationType, type PositionCode, POSITIONS } from '@libs/domain/positions';
import type { Column } from './problem';

export interface TableSpec {
  readonly name: string;
  readonly title: string;
  /** Code -> heading. A heading may be written either way. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns that may be left out. */
  readonly optional: readonly string[];
}

export const ORGANISATIONS_TABLE = {
  name: 'organisations',
  title: '单位表',
  columns: { code: '单位代码', name: '单位名称', type: '单位类型' },
  optional: [],
} as const satisfies TableSpec;

export const PERSONS_TABLE = {
  name: 'persons',
  title: '人员表',
  columns: { account: '账号', name: '姓名', active: '在册' },
  optional: ['active'],
} as const satisfies TableSpec;

export const ASSIGNMENTS_TABLE = {
  name: 'assignments',
  title: '任职表',
  columns: { account: '账号', orgCode: '单位代码', position: '岗位', dept: '部门', documentNo: '任职文号', from: '任职开始', until: '任职截止' },
  optional: ['dept', 'documentNo', 'from', 'until'],
} as const satisfies TableSpec;

export const MEMBERS_TABLE = {
  name: 'members',
  title: '委员表',
  columns: { orgCode: '单位代码', bodyCode: '委员会代码', bodyTitle: '委员会名称', account: '账号', chair: '主任委员', from: '任期开始', until: '任期截止' },
  optional: ['chair', 'from', 'until'],
} as const satisfies TableSpec;

export const TABLES = [ORGANISATIONS_TABLE, PERSONS_TABLE, ASSIGNMENTS_TABLE, MEMBERS_TABLE] as const;
export type TableName = (typeof TABLES)[number]['name'];

export const columnOf = ({ columns }: TableSpec, code: string): Column => ({ code, title: columns[code] ?? code });

export const ORGANISATION_TITLES = {
  DISTRICT_COMMISSION: '区卫生健康委',
  DISTRICT_CENTER: '区卫生健康事业发展中心',
  MEDICAL_INSTITUTION: '医疗卫生机构',
  DATA_USER_ORG: '数据使用方',
  SERVICE_PROVIDER: '外包服务提供商',
  EXTERNAL_AUTHORITY: '外部主管部门',
} as const satisfies Record<OrganisationType, string>;

const byWord = <T extends string>(entries: readonly (readonly [T, string])[]): ReadonlyMap<string, T> => new Map(entries.flatMap(([code, title]) => [[code, code], [title, code]] as const));
const isPosition = (code: string): code is PositionCode => Object.hasOwn(POSITIONS, code);

/** Code or Chinese name -> code. */
export const ORGANISATION_TYPE_WORDS = byWord(ORGANISATION_TYPES.map((type) => [type, ORGANISATION_TITLES[type]] as const));
export const POSITION_WORDS = byWord(Object.keys(POSITIONS).filter(isPosition).map((code) => [code, POSITIONS[code].title] as const));
