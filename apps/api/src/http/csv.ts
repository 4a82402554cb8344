/** A register as a table that a spreadsheet opens: UTF-8 with a mark, one line a row, every cell in quotes. */
export type CsvValue = string | number | boolean | Date | readonly string[] | null | undefined;
export interface CsvColumn<T> {
  readonly title: string;
  readonly value: (row: T) => CsvValue;
}

/** With what a spreadsheet would begin a formula, full-width as Chinese settings take it too: such a text is kept from being one. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

function textOf(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? value.join('；') : String(value);
}

function cell(value: CsvValue): string {
  const text = textOf(value);
  const safe = (typeof value === 'string' || Array.isArray(value)) && FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}

export const csvOf = <T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string => {
  const lines = [columns.map(({ title }) => cell(title)), ...rows.map((row) => columns.map(({ value }) => cell(value(row))))];
  return `\uFEFF${lines.map((line) => `${line.join(',')}\r\n`).join('')}`;
};

/** Whether a caller asks for this media type by its name. What it only accepts among all others is not asked for. */
export const asksFor = (accept: string | undefined, mediaType: string): boolean => (accept ?? '').split(',').some((one) => one.split(';', 1)[0]?.trim().toLowerCase() === mediaType && !/;\s*q=0(\.0*)?\s*$/.test(one));
