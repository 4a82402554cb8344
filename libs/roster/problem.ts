import type { FieldProblem } from '@libs/platform/errors/domain-error';

/** Where something of a source stands: a line of a table, an entry of a directory. */
export interface Place {
  /** e.g. `assignments.12` */
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

export const lineOf = (file: { readonly name: string; readonly title: string }, line: number): Place => ({
  path: `${file.name}.${line}`,
  zh: `${file.title}第 ${line} 行`,
  en: `${file.name}, line ${line}`,
});

/** A column of a place: its code, and the heading that people see. */
export interface Column {
  readonly code: string;
  readonly title: string;
}

/** One thing that is wrong with a source, told by line and column. */
export const wrong = (place: Place, column: Column | undefined, code: string, zh: string, en: string): FieldProblem => ({
  path: column === undefined ? place.path : `${place.path}.${column.code}`,
  code,
  message: column === undefined ? { zh: `${place.zh}：${zh}`, en: `${place.en}: ${en}` } : { zh: `${place.zh}「${column.title}」：${zh}`, en: `${place.en}, ${column.code}: ${en}` },
});
