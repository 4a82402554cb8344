import type { FormProblem } from './problem';
import { item, member } from './guard';

/** Rows of a list that say again what an earlier row has said: each is refused at the field that repeats. */
export const repeated = <R extends object>(list: string, rows: readonly R[], field: keyof R & string): FormProblem[] =>
  rows.flatMap((row, index) => (rows.findIndex((other) => other[field] === row[field]) < index ? [{ path: member(item(list, index), field), code: 'DUPLICATE' as const }] : []));
