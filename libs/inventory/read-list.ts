/** Reads a 数据分类分级清单 into tables with their fields. What stands in its sample column goes no further than here. */
import type { FieldProblem } from '@libs/platform/errors/domain-error';
import { COLUMN_KEYS, columnOf, COLUMNS, isSampleHeading, MOST_FIELDS, OF_TABLE, type ColumnKey } from './columns';
import type { Sheet, SheetRow } from './workbook';

type Cells = Readonly<Partial<Record<ColumnKey, string>>>;

export interface ListedTable {
  readonly system: string;
  readonly host?: string;
  readonly database?: string;
  readonly databaseType?: string;
  readonly table: string;
  readonly tableNote?: string;
  readonly records?: number;
  readonly fields: readonly { readonly name: string; readonly description?: string }[];
}

/** What is wrong with a row, which is left out. */
export interface RowProblem {
  readonly sheet: string;
  readonly row: number;
  /** The heading of its column; none where it is about the row. */
  readonly column?: string;
  readonly code: 'REQUIRED' | 'TOO_LONG' | 'TOO_MANY' | 'NOT_A_COUNT' | 'DUPLICATE' | 'PERSONAL_DATA' | 'BAD_CHARACTER';
  readonly message: FieldProblem['message'];
}

export interface ListRead {
  readonly tables: readonly ListedTable[];
  readonly rows: number;
  readonly problems: readonly RowProblem[];
  /** Filled cells of sample columns: dropped. */
  readonly samples: number;
  /** Headings of columns that the list does not have: dropped as well. */
  readonly unknown: readonly string[];
}

const HEADING_WITHIN = 10;
const MOST_RECORDS = 2_000_000_000;
/** Numbers of identity cards and mobile phones: a description that has one holds somebody's data. */
const PERSONAL = /(?<![0-9A-Za-z])(\d{17}[0-9Xx]|1[3-9]\d{9})(?![0-9A-Za-z])/;
const UNSTORABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;

const MESSAGES: Readonly<Record<RowProblem['code'], FieldProblem['message']>> = {
  REQUIRED: { zh: '必填。', en: 'It is required.' },
  TOO_MANY: { zh: `一张表至多 ${MOST_FIELDS} 个字段。`, en: `A table has at most ${MOST_FIELDS} fields.` },
  TOO_LONG: { zh: '内容过长。', en: 'It is too long.' },
  NOT_A_COUNT: { zh: '须为不小于 0 的整数。', en: 'It must be a whole number of 0 or more.' },
  DUPLICATE: { zh: '同一张表的字段重复。', en: 'The field stands in its table twice.' },
  PERSONAL_DATA: { zh: '疑似含有证件号码或手机号码，未导入；清单只写字段的含义，不写数据。', en: 'It seems to hold the number of an identity card or a phone, and was not taken: a list says what fields mean, not what stands in them.' },
  BAD_CHARACTER: { zh: '含有不能保存的控制字符。', en: 'It contains a control character that cannot be stored.' },
};

/** Of every sheet that has the heading; `undefined` where none has. */
export function readList(sheets: readonly Sheet[]): ListRead | undefined {
  const headed = sheets.flatMap((sheet) => {
    const heading = headingOf(sheet);
    return heading ? [{ sheet, heading }] : [];
  });
  if (headed.length === 0) return undefined;
  const tables = new Map<string, ListedTable & { fields: { name: string; description?: string }[] }>();
  const problems: RowProblem[] = [];
  let rows = 0;
  let samples = 0;
  for (const { sheet, heading } of headed) {
    let above: Cells = {};
    for (const row of sheet.rows) {
      if (row.number <= heading.row) continue;
      samples += heading.samples.filter((column) => (row.cells[column] ?? '') !== '').length;
      const own = cellsOf(row, heading);
      if (Object.keys(own).length === 0) continue;
      rows += 1;
      const cells = own.table === undefined ? { ...own, ...Object.fromEntries(OF_TABLE.flatMap((key) => (above[key] === undefined ? [] : [[key, above[key]]]))) } : own;
      above = cells;
      const wrong = wrongCells(cells);
      if (wrong.length === 0) wrong.push(...misplaced(cells, tables.get(keyOf(cells))));
      if (wrong.length === 0) add(tables, cells);
      else problems.push(...wrong.map(([key, code]): RowProblem => ({ sheet: sheet.name, row: row.number, column: COLUMNS[key].title, code, message: MESSAGES[code] })));
    }
  }
  return { tables: [...tables.values()], rows, problems, samples, unknown: [...new Set(headed.flatMap(({ heading }) => heading.unknown))] };
}

interface Heading {
  readonly row: number;
  readonly columns: ReadonlyMap<ColumnKey, number>;
  readonly samples: readonly number[];
  readonly unknown: readonly string[];
}

/** Lists often have a title above; the heading is the first row that has every column that is required. */
function headingOf({ rows }: Sheet): Heading | undefined {
  for (const { number, cells } of rows.slice(0, HEADING_WITHIN)) {
    const columns = new Map<ColumnKey, number>();
    for (const [index, text] of cells.entries()) {
      const key = columnOf(text);
      if (key !== undefined && !columns.has(key)) columns.set(key, index);
    }
    if (COLUMN_KEYS.every((key) => columns.has(key) || !('required' in COLUMNS[key]))) {
      const indexed = [...cells.entries()].filter(([, text]) => text !== '' && columnOf(text) === undefined);
      return { row: number, columns, samples: indexed.filter(([, text]) => isSampleHeading(text)).map(([index]) => index), unknown: indexed.map(([, text]) => text.slice(0, 64)).filter((text) => !isSampleHeading(text)) };
    }
  }
  return undefined;
}

const cellsOf = ({ cells }: SheetRow, { columns }: Heading): Cells =>
  Object.fromEntries([...columns].flatMap(([key, index]) => ((cells[index] ?? '') === '' ? [] : [[key, cells[index]]])));

function wrongCells(cells: Cells): [ColumnKey, RowProblem['code']][] {
  return COLUMN_KEYS.flatMap((key): [ColumnKey, RowProblem['code']][] => {
    const text = cells[key];
    const spec = COLUMNS[key];
    if (text === undefined) return 'required' in spec ? [[key, 'REQUIRED']] : [];
    if (UNSTORABLE.test(text)) return [[key, 'BAD_CHARACTER']];
    if (text.length > spec.most) return [[key, 'TOO_LONG']];
    if (key === 'amount') return recordsOf(text) === undefined ? [[key, 'NOT_A_COUNT']] : [];
    return PERSONAL.test(text) ? [[key, 'PERSONAL_DATA']] : [];
  });
}

/** `12,000` as well as `12000`. */
function recordsOf(text: string): number | undefined {
  const plain = text.replace(/[,，]/g, '');
  return /^\d{1,10}$/.test(plain) && Number(plain) <= MOST_RECORDS ? Number(plain) : undefined;
}

const keyOf = ({ system, host, database, table }: Cells): string => JSON.stringify([system, host, database, table]);

function misplaced({ field }: Cells, table: ListedTable | undefined): [ColumnKey, RowProblem['code']][] {
  if (table?.fields.some(({ name }) => name === field)) return [['field', 'DUPLICATE']];
  return (table?.fields.length ?? 0) >= MOST_FIELDS ? [['field', 'TOO_MANY']] : [];
}

function add(tables: Map<string, ListedTable & { fields: { name: string; description?: string }[] }>, cells: Cells): void {
  const { system = '', table = '', field = '', host, database, databaseType, tableNote, fieldNote, amount } = cells;
  const records = amount === undefined ? undefined : recordsOf(amount);
  const known = tables.get(keyOf(cells)) ?? {
    system,
    table,
    ...(host !== undefined && { host }),
    ...(database !== undefined && { database }),
    ...(databaseType !== undefined && { databaseType }),
    ...(tableNote !== undefined && { tableNote }),
    ...(records !== undefined && { records }),
    fields: [],
  };
  known.fields.push({ name: field, ...(fieldNote !== undefined && { description: fieldNote }) });
  tables.set(keyOf(cells), known);
}
