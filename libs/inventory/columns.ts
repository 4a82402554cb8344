/** 数据分类分级清单（结构化数据）: its columns as units keep them (forms.md D1). */

export const COLUMNS = {
  system: { title: '系统', most: 200, required: true },
  host: { title: '主机IP', most: 64 },
  database: { title: '数据库名', most: 100 },
  databaseType: { title: '数据库类型', most: 100 },
  table: { title: '表名', most: 200, required: true },
  tableNote: { title: '表注释', most: 200 },
  field: { title: '字段名', most: 200, required: true },
  fieldNote: { title: '字段内容描述', most: 500 },
  amount: { title: '数据量', most: 20 },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly most: number; readonly required?: true }>>;
export type ColumnKey = keyof typeof COLUMNS;

/** Fields of one table. */
export const MOST_FIELDS = 500;

/** What is said once of a table, and left out in its further rows where cells are merged. */
export const OF_TABLE = ['system', 'host', 'database', 'databaseType', 'table', 'tableNote', 'amount'] as const satisfies readonly ColumnKey[];

/** 数据样本: values of people's data. Its cells are counted and never taken. */
const SAMPLE = /样本|样例|示例|sample/i;
export const isSampleHeading = (heading: string): boolean => SAMPLE.test(heading);

const squeezed = (heading: string): string => heading.replace(/[\s\u3000]/g, '');
export const columnOf = (heading: string): ColumnKey | undefined => KEYS.find((key) => COLUMNS[key].title === squeezed(heading));
const isKey = (key: string): key is ColumnKey => Object.hasOwn(COLUMNS, key);
const KEYS = Object.keys(COLUMNS).filter(isKey);
export { KEYS as COLUMN_KEYS };
