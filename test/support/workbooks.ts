import { Workbook } from 'exceljs';

/** The heading of a 数据分类分级清单, as units keep it (forms.md D1). */
export const HEADING = ['系统', '主机IP', '数据库名', '数据库类型', '表名', '表注释', '字段名', '字段内容描述', '数据样本', '数据量'];

export type Row = readonly (string | number | null | object)[];

/** An .xlsx of these sheets. */
export async function workbookOf(sheets: Readonly<Record<string, readonly Row[]>>): Promise<Buffer> {
  const workbook = new Workbook();
  for (const [name, rows] of Object.entries(sheets)) workbook.addWorksheet(name).addRows(rows.map((row) => [...row]));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
