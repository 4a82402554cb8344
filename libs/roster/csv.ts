import { CsvError, parse } from 'csv-parse/sync';
import type { FieldProblem } from '@libs/platform/errors/domain-error';
import { decodeText } from './decode';
import { lineOf, wrong } from './problem';
import type { TableSpec } from './tables';

export const MAX_TABLE_BYTES = 5 * 1_024 * 1_024;
const MAX_LINES = 20_000;
const MAX_LINE_CHARACTERS = 10_000;

export interface Line {
  /** As a spreadsheet counts them, from 1. */
  readonly number: number;
  /** Column code -> trimmed text. */
  readonly cells: Readonly<Record<string, string>>;
}

interface Parsed {
  readonly record: readonly string[];
  readonly line: number;
}

/** The lines of a table under its heading, empty ones left out, or what keeps it from being read. */
export function readTable(spec: TableSpec, bytes: Uint8Array): { readonly lines: readonly Line[]; readonly columns: readonly string[] } | { readonly problems: readonly FieldProblem[] } {
  const top = lineOf(spec, 1);
  const text = bytes.length > MAX_TABLE_BYTES ? undefined : decodeText(bytes);
  if (text === undefined) return { problems: [wrong(top, undefined, 'UNREADABLE', '文件过大，或者不是 UTF-8、GB18030 编码的文本。', 'It is too large, or no text in UTF-8 or GB18030.')] };
  const parsed: Parsed[] = [];
  const take = (record: readonly string[], line: number): null => {
    parsed.push({ record, line });
    return null;
  };
  try {
    parse(text, { on_record: (record: string[], { lines }) => take(record, lines), bom: true, trim: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_empty_values: true, max_record_size: MAX_LINE_CHARACTERS, to: MAX_LINES + 2 });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error;
    return { problems: [wrong(lineOf(spec, typeof lines === 'number' ? lines : 1), undefined, 'UNREADABLE', '不是有效的 CSV：引号或分隔符有误，或者一行过长。', 'No valid CSV: quotes or separators are wrong, or a line is too long.')] };
  }
  const [head, ...rest] = parsed;
  if (head === undefined) return { problems: [wrong(top, undefined, 'EMPTY', '文件没有表头。', 'It has no heading.')] };
  if (rest.length > MAX_LINES) return { problems: [wrong(top, undefined, 'TOO_MANY', `至多 ${MAX_LINES} 行，请分次导入。`, `At most ${MAX_LINES} lines; import it in parts.`)] };
  return underHeading(spec, head, rest);
}

function underHeading(spec: TableSpec, head: Parsed, rest: readonly Parsed[]): ReturnType<typeof readTable> {
  const place = lineOf(spec, head.line);
  const problems: FieldProblem[] = [];
  const codes = head.record.map((heading) => Object.entries(spec.columns).find(([code, title]) => heading === title || heading === code)?.[0]);
  for (const [index, heading] of head.record.entries()) {
    const code = codes[index];
    if (code === undefined && heading !== '') problems.push(wrong(place, { code: heading.slice(0, 64), title: heading.slice(0, 64) }, 'UNKNOWN_COLUMN', '没有这一列。', 'There is no such column.'));
    else if (code !== undefined && codes.indexOf(code) !== index) problems.push(wrong(place, { code, title: heading }, 'DUPLICATE', '列重复。', 'The column stands there twice.'));
  }
  for (const [code, title] of Object.entries(spec.columns)) {
    if (!codes.includes(code) && !spec.optional.includes(code)) problems.push(wrong(place, { code, title }, 'REQUIRED', '缺少这一列。', 'The column is missing.'));
  }
  for (const { record, line } of rest) {
    if (record.some((cell, index) => codes[index] === undefined && cell !== '')) problems.push(wrong(lineOf(spec, line), undefined, 'UNKNOWN_COLUMN', '内容多于表头的列。', 'It has more cells than the heading has columns.'));
  }
  if (problems.length > 0) return { problems };
  const cellsOf = (record: readonly string[]): Record<string, string> => Object.fromEntries(codes.flatMap((code, index) => (code === undefined ? [] : [[code, record[index] ?? '']])));
  return { columns: codes.filter((code) => code !== undefined), lines: rest.map(({ record, line }) => ({ number: line, cells: cellsOf(record) })) };
}
