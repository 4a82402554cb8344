import { HEADING, workbookOf, type Row } from '@test/support/workbooks';
import { pack, unpack } from './bounded-zip';
import { MOST_FIELDS } from './columns';
import { readList, type ListRead } from './read-list';
import { MAX_ROWS, MAX_SHEETS, readSheets, type SheetsRead } from './workbook';

const SAMPLE = '张三 310101199001011234';
const row = (changes: Partial<Record<string, string | number | object | null>> = {}): Row => {
  const usual: Record<string, string | number | object | null> = { 系统: 'HIS', 主机IP: '192.0.2.1', 数据库名: 'his', 数据库类型: 'Oracle', 表名: 'PATIENT', 表注释: '患者基本信息', 字段名: 'NAME', 字段内容描述: '姓名', 数据样本: SAMPLE, 数据量: 1200 };
  return HEADING.map((title) => (title in changes ? (changes[title] ?? null) : (usual[title] ?? null)));
};
async function read(...rows: readonly Row[]): Promise<ListRead> {
  const read = await readSheets(await workbookOf({ 清单: [HEADING, ...rows] }));
  const list = 'sheets' in read ? readList(read.sheets) : undefined;
  if (!list) throw new Error(JSON.stringify(read));
  return list;
}
const problemsOf = ({ problems }: ListRead): string[] => problems.map(({ row: at, column, code }) => `${at} ${column} ${code}`);

describe('数据分类分级清单', () => {
  it('is read as tables with their fields, and its samples are counted and gone', async () => {
    const list = await read(row(), row({ 字段名: 'BIRTHDAY', 字段内容描述: '出生日期', 数据样本: null }), row({ 表名: 'VISIT', 表注释: null, 字段名: 'VISIT_NO', 字段内容描述: null, 数据量: '12,000' }));
    expect(list).toEqual({
      tables: [
        { system: 'HIS', host: '192.0.2.1', database: 'his', databaseType: 'Oracle', table: 'PATIENT', tableNote: '患者基本信息', records: 1_200, fields: [{ name: 'NAME', description: '姓名' }, { name: 'BIRTHDAY', description: '出生日期' }] },
        { system: 'HIS', host: '192.0.2.1', database: 'his', databaseType: 'Oracle', table: 'VISIT', records: 12_000, fields: [{ name: 'VISIT_NO' }] },
      ],
      rows: 3,
      problems: [],
      samples: 2,
      unknown: [],
    });
    expect(JSON.stringify(list)).not.toContain('张三');
  });

  it.each(['数据样本', '样本数据（脱敏）', '字段样例', '示例数据', 'Sample'])('drops a column called %s', async (heading) => {
    const sheets = await readSheets(await workbookOf({ 清单: [['系统', '表名', '字段名', heading], ['HIS', 'PATIENT', 'NAME', SAMPLE]] }));
    const list = 'sheets' in sheets ? readList(sheets.sheets) : undefined;
    expect(list).toMatchObject({ samples: 1, unknown: [] });
    expect(JSON.stringify(list)).not.toContain('张三');
  });

  it('is found under a title, on any sheet, in any order, and what it does not know is dropped and named', async () => {
    const sheets = await readSheets(
      await workbookOf({ 说明: [['填表说明']], 清单: [['甲医院数据分类分级清单'], [], ['字段名', '备注', '表 名', '系统'], ['NAME', '含某人的数据', 'PATIENT', 'HIS']], 清单二: [HEADING, row({ 表名: 'VISIT' })] }),
    );
    const list = 'sheets' in sheets ? readList(sheets.sheets) : undefined;
    expect(list).toMatchObject({ tables: [{ system: 'HIS', table: 'PATIENT', fields: [{ name: 'NAME' }] }, { table: 'VISIT' }], unknown: ['备注'] });
    expect(JSON.stringify(list)).not.toContain('某人');
  });

  it('says of a table only once what merged cells say once', async () => {
    const merged = row({ 系统: null, 主机IP: null, 数据库名: null, 数据库类型: null, 表名: null, 表注释: null, 字段名: 'SEX', 数据量: null });
    expect((await read(row(), merged)).tables).toMatchObject([{ table: 'PATIENT', fields: [{ name: 'NAME' }, { name: 'SEX' }] }]);
    expect(problemsOf(await read(merged))).toEqual(['2 系统 REQUIRED', '2 表名 REQUIRED']);
  });

  it('takes what people see of texts with fonts, links and formulas', async () => {
    const list = await read(row({ 字段内容描述: { richText: [{ text: '姓' }, { text: '名' }] }, 表注释: { text: '患者', hyperlink: 'https://example.org' }, 数据量: { formula: 'A1*2', result: 42 } }));
    expect(list.tables).toMatchObject([{ tableNote: '患者', records: 42, fields: [{ description: '姓名' }] }]);
  });

  it.each([
    ['表名', 'x'.repeat(201), 'TOO_LONG'],
    ['字段名', null, 'REQUIRED'],
    ['系统', null, 'REQUIRED'],
    ['数据量', '很多', 'NOT_A_COUNT'],
    ['数据量', -1, 'NOT_A_COUNT'],
    ['数据量', 2_000_000_001, 'NOT_A_COUNT'],
    ['字段内容描述', '如 31010119900101123X', 'PERSONAL_DATA'],
    ['字段内容描述', '手机号，如13800000000', 'PERSONAL_DATA'],
  ])('leaves out a row whose %s is %j, and says why: %s', async (column, value, code) => {
    const list = await read(row({ 字段名: 'OTHER' }), row({ [column]: value }));
    expect(problemsOf(list)).toEqual([`3 ${column} ${code}`]);
    expect(list.tables).toMatchObject([{ fields: [{ name: 'OTHER' }] }]);
    expect(list.problems[0]?.message.zh.length).toBeGreaterThan(2);
    if (typeof value === 'string') expect(JSON.stringify(list)).not.toContain(value);
  });

  it('a field twice, and one too many', async () => {
    expect(problemsOf(await read(row(), row()))).toEqual(['3 字段名 DUPLICATE']);
    const many = Array.from({ length: MOST_FIELDS + 1 }, (_, n) => row({ 字段名: `F${n}` }));
    expect(problemsOf(await read(...many))).toEqual([`${MOST_FIELDS + 2} 字段名 TOO_MANY`]);
  });

  it('is no list without the heading', async () => {
    const sheets = await readSheets(await workbookOf({ 清单: [['系统', '表名'], ['HIS', 'PATIENT']] }));
    expect('sheets' in sheets && readList(sheets.sheets)).toBeUndefined();
  });
});

describe('a workbook', () => {
  it('of too many rows or columns is refused', async () => {
    const rows = Array.from({ length: MAX_ROWS + 1 }, () => ['x']);
    expect(await readSheets(await workbookOf({ 清单: rows }))).toEqual({ refused: 'TOO_MANY' });
    expect(await readSheets(await workbookOf({ 清单: [Array.from({ length: 65 }, () => 'x')] }))).toEqual({ refused: 'TOO_MANY' });
  });

  it.each([
    ['xl/worksheets/sheet1.xml', '</sheetData>', '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'],
    ['xl/worksheets/sheet1.xml', '</sheetData>', '</sheetData><dataValidations count="1"><dataValidation type="whole" sqref="A1:XFD1048576"><formula1>1</formula1></dataValidation></dataValidations>'],
    ['xl/workbook.xml', '</sheets>', '</sheets><definedNames><definedName name="all">清单!$A$1:$XFD$1048576</definedName></definedNames>'],
  ])('that would unfold to all cells of a sheet does not: %s %s', async (part, place, more) => {
    const parts = new Map(unpack(await workbookOf({ 清单: [HEADING, row()] }), { total: 1_000_000, parts: 100 }));
    const text = parts.get(part)?.toString() ?? '';
    expect(text).toContain(place);
    const read = await readSheets(pack(parts.set(part, Buffer.from(text.replace(place, more)))));
    expect('sheets' in read && readList(read.sheets)?.tables).toMatchObject([{ table: 'PATIENT' }]);
  }, 5_000);

  /** The workbook of one list, with a part of it changed. */
  async function spoilt(part: string, change: (text: string) => string): Promise<SheetsRead> {
    const parts = new Map(unpack(await workbookOf({ 清单: [HEADING, row()] }), { total: 1_000_000, parts: 100 }));
    return readSheets(pack(parts.set(part, Buffer.from(change(parts.get(part)?.toString() ?? '')))));
  }

  it('of too many rows in all its sheets together, or of too many sheets, is refused', async () => {
    const half = Array.from({ length: MAX_ROWS / 2 + 1 }, () => ['x']);
    expect(await readSheets(await workbookOf({ 甲: half, 乙: half }))).toEqual({ refused: 'TOO_MANY' });
    expect(await readSheets(await workbookOf(Object.fromEntries(Array.from({ length: MAX_SHEETS + 1 }, (_, n) => [`清单${n}`, [['x']]]))))).toEqual({ refused: 'TOO_MANY' });
  });

  it.each([['XFD1'], ['BM1']])('with a cell far away is refused before a long row is made of it: %s', async (address) => {
    expect(await spoilt('xl/worksheets/sheet1.xml', (text) => text.replace('<c r="J1"', `<c r="${address}"`))).toEqual({ refused: 'TOO_MANY' });
  });

  it('with a row that no spreadsheet has is refused at once', async () => {
    const last = '<row r="4294967295"><c r="A4294967295"><v>1</v></c></row></sheetData>';
    expect(await spoilt('xl/worksheets/sheet1.xml', (text) => text.replace('</sheetData>', last))).toEqual({ refused: 'TOO_MANY' });
  }, 5_000);

  it.each([
    ['without an end', '<definedNames '.repeat(15_000), { refused: 'NO_WORKBOOK' }],
    ['that is too large', ' '.repeat(256 * 1_024), { refused: 'TOO_LARGE' }],
    ['without an end, and too large', '<definedNames '.repeat(1_000_000), { refused: 'TOO_LARGE' }],
  ])('whose table of contents holds something %s is refused at once', async (_, more, refused) => {
    expect(await spoilt('xl/workbook.xml', (text) => text.replace('</sheets>', `</sheets>${more}`))).toEqual(refused);
  }, 5_000);

  it('names no ranges by what is left when others are cut out', async () => {
    const nested = '</sheets><defined<definedNames></definedNames>Names><definedName name="all">清单!$A$1:$XFD$1048576</definedName></definedNames>';
    expect(await spoilt('xl/workbook.xml', (text) => text.replace('</sheets>', nested))).toEqual({ refused: 'NO_WORKBOOK' });
  }, 5_000);

  it('that is none is refused', async () => {
    expect(await readSheets(Buffer.from('PK\u0003\u0004 nothing'))).toEqual({ refused: 'NO_WORKBOOK' });
  });
});
