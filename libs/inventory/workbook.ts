/** The cells of a workbook as texts, read from bytes that nobody has to trust. */
import { Workbook, type CellValue } from 'exceljs';
import { isError } from '@libs/platform/errors/is-error';
import { NotAnArchiveError, pack, TooMuchInArchiveError, unpack } from './bounded-zip';

export interface SheetRow {
  /** As the spreadsheet counts them, from 1. */
  readonly number: number;
  /** From the first column on. */
  readonly cells: readonly string[];
}

export interface Sheet {
  readonly name: string;
  readonly rows: readonly SheetRow[];
}

export type SheetsRead = { readonly sheets: readonly Sheet[] } | { readonly refused: 'NO_WORKBOOK' | 'TOO_LARGE' | 'TOO_MANY' };

const BOUNDS = { total: 16 * 1_024 * 1_024, parts: 200 };
/** Of all sheets together. */
export const MAX_ROWS = 2_000;
export const MAX_SHEETS = 20;
const MAX_COLUMNS = 64;
/** The highest row that a spreadsheet can have. */
const LAST_ROW = 1_048_576;
const WORKBOOK = 'xl/workbook.xml';
const MAX_WORKBOOK_BYTES = 256 * 1_024;

/** Cells and their texts. Of everything else some would unfold to more than it is: names of ranges, merged cells, validations. */
const NEEDED = /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/sharedStrings\.xml|xl\/worksheets\/sheet\d+\.xml)$/;
const SHEET = /^xl\/worksheets\//;
const ROW = /<row[\s/>]/g;
const RANGE_NAMES = { from: '<definedNames', to: '</definedNames>' };
const UNREAD_NODES = ['sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'autoFilter', 'mergeCells', 'rowBreaks', 'hyperlinks', 'pageMargins', 'dataValidations', 'pageSetup', 'headerFooter', 'printOptions', 'picture', 'drawing', 'sheetProtection', 'tableParts', 'conditionalFormatting', 'extLst', 'legacyDrawing'];

export async function readSheets(bytes: Buffer): Promise<SheetsRead> {
  const parts = partsOf(bytes);
  if (typeof parts === 'string') return { refused: parts };
  const workbook = new Workbook();
  try {
    // exceljs wants an ArrayBuffer of its own, and its types do not know of the options that it reads.
    const options = { maxRows: MAX_ROWS, maxCols: MAX_COLUMNS, ignoreNodes: UNREAD_NODES };
    await workbook.xlsx.load(new Uint8Array(pack(parts)).buffer, options);
  } catch (error) {
    return { refused: isError(error) && /^Max (row|column) count/.test(error.message) ? 'TOO_MANY' : 'NO_WORKBOOK' };
  }
  if (workbook.worksheets.some(isTooWide)) return { refused: 'TOO_MANY' };
  return { sheets: workbook.worksheets.map((sheet) => ({ name: sheet.name, rows: rowsOf(sheet) })) };
}

function partsOf(bytes: Buffer): ReadonlyMap<string, Buffer> | 'NO_WORKBOOK' | 'TOO_LARGE' | 'TOO_MANY' {
  try {
    const parts = new Map([...unpack(bytes, BOUNDS)].filter(([name]) => NEEDED.test(name)));
    const workbook = parts.get(WORKBOOK);
    if (!workbook) return 'NO_WORKBOOK';
    if (workbook.length > MAX_WORKBOOK_BYTES) return 'TOO_LARGE';
    if (hasTooMany([...parts].filter(([name]) => SHEET.test(name)).map(([, part]) => part))) return 'TOO_MANY';
    return parts.set(WORKBOOK, Buffer.from(withoutRangeNames(workbook.toString('utf8'))));
  } catch (error) {
    if (error instanceof TooMuchInArchiveError) return 'TOO_LARGE';
    if (error instanceof NotAnArchiveError) return 'NO_WORKBOOK';
    throw error;
  }
}

/** Counted before anything is made of them. */
function hasTooMany(sheets: readonly Buffer[]): boolean {
  if (sheets.length > MAX_SHEETS) return true;
  let rows = 0;
  for (const sheet of sheets) for (const _ of sheet.toString('latin1').matchAll(ROW)) if (++rows > MAX_ROWS) return true;
  return false;
}

/** A space stays in their place, so that what stood around them does not become a name of its own. */
function withoutRangeNames(xml: string): string {
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const from = xml.indexOf(RANGE_NAMES.from, at);
    const end = from < 0 ? -1 : xml.indexOf(RANGE_NAMES.to, from);
    if (end < 0) return [...kept, xml.slice(at)].join(' ');
    kept.push(xml.slice(at, from));
    at = end + RANGE_NAMES.to.length;
  }
}

type Worksheet = Workbook['worksheets'][number];

/** A single cell far away would be a long row of empty ones. */
function isTooWide(sheet: Worksheet): boolean {
  if (sheet.rowCount > LAST_ROW) return true;
  let wide = false;
  sheet.eachRow((row) => {
    wide ||= row.cellCount > MAX_COLUMNS;
  });
  return wide;
}

function rowsOf(sheet: Worksheet): SheetRow[] {
  const rows: SheetRow[] = [];
  sheet.eachRow((row, number) => {
    const cells: string[] = [];
    row.eachCell((cell, column) => {
      cells[column - 1] = textOf(cell.value);
    });
    rows.push({ number, cells: Array.from(cells, (text) => text ?? '') });
  });
  return rows;
}

/** What people see in a cell; of a formula, what it came to. */
function textOf(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value).trim();
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('').trim();
  if ('text' in value) return String(value.text).trim();
  if ('result' in value && value.result !== undefined) return textOf(value.result);
  return '';
}
