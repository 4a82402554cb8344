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
export const MAX_ROWS = 2_000;
const MAX_COLUMNS = 64;

/** Cells and their texts. Of everything else some would unfold to more than it is: names of ranges, merged cells, validations. */
const NEEDED = /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/sharedStrings\.xml|xl\/worksheets\/sheet\d+\.xml)$/;
const RANGE_NAMES = /<definedNames[\s\S]*?<\/definedNames>/g;
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
  return { sheets: workbook.worksheets.map((sheet) => ({ name: sheet.name, rows: rowsOf(sheet) })) };
}

function partsOf(bytes: Buffer): ReadonlyMap<string, Buffer> | 'NO_WORKBOOK' | 'TOO_LARGE' {
  try {
    const parts = [...unpack(bytes, BOUNDS)].filter(([name]) => NEEDED.test(name));
    if (!parts.some(([name]) => name === 'xl/workbook.xml')) return 'NO_WORKBOOK';
    return new Map(parts.map(([name, part]) => [name, name === 'xl/workbook.xml' ? Buffer.from(part.toString('utf8').replace(RANGE_NAMES, '')) : part]));
  } catch (error) {
    if (error instanceof TooMuchInArchiveError) return 'TOO_LARGE';
    if (error instanceof NotAnArchiveError) return 'NO_WORKBOOK';
    throw error;
  }
}

function rowsOf(sheet: Workbook['worksheets'][number]): SheetRow[] {
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
