import { isCalendarDate } from '@libs/forms/calendar-date';
import type { FieldProblem } from '@libs/platform/errors/domain-error';
import { type Place, wrong } from './problem';
import { columnOf, type TableSpec } from './tables';

/** A cell that a spreadsheet would compute: nothing of the roster may become a formula where it is shown or exported again. */
const FORMULA = /^[=+\-@]/;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/u;
const SLASHED = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/;
const YES = ['是', 'true', 'TRUE'];
const NO = ['否', 'false', 'FALSE'];

export interface TextRule {
  readonly max: number;
  readonly pattern?: RegExp;
}

/** The cells of one line, or the attributes of one entry, as values; what is wrong with them is collected, never thrown. */
export class Cells {
  private faults = 0;

  constructor(
    private readonly spec: TableSpec,
    readonly place: Place,
    private readonly cells: Readonly<Record<string, string>>,
    private readonly problems: FieldProblem[],
  ) {}

  /** Whether every cell that was asked for could be read. */
  get sound(): boolean {
    return this.faults === 0;
  }

  /** A text that has to be there. */
  text(code: string, rule: TextRule): string {
    return this.optionalText(code, rule) ?? this.fault(code, 'REQUIRED', '请填写。', 'It is required.', '');
  }

  optionalText(code: string, { max, pattern }: TextRule): string | undefined {
    const cell = this.cells[code] ?? '';
    if (cell === '') return undefined;
    if (cell.length > max) return this.fault(code, 'TOO_LONG', `不得超过 ${max} 个字。`, `At most ${max} characters.`, '');
    if (FORMULA.test(cell)) return this.fault(code, 'BAD_CHARACTER', '不得以 = + - @ 开头。', 'It may not begin with = + - @.', '');
    if (UNSEEN.test(cell)) return this.fault(code, 'BAD_CHARACTER', '含有不可见的字符。', 'It contains invisible characters.', '');
    if (pattern !== undefined && !pattern.test(cell)) return this.fault(code, 'BAD_FORMAT', '格式不正确。', 'It has the wrong format.', '');
    return cell;
  }

  /** One of the words (code or Chinese name). */
  word<T extends string>(code: string, words: ReadonlyMap<string, T>): T | undefined {
    const cell = this.text(code, { max: 100 });
    const found = words.get(cell);
    if (found === undefined && cell !== '') this.fault(code, 'NOT_IN_LIST', '没有这一名称或代码。', 'There is no such name or code.', undefined);
    return found;
  }

  /** Undefined where nothing is said. */
  flag(code: string): boolean | undefined {
    const cell = this.cells[code] ?? '';
    if (cell === '') return undefined;
    if (YES.includes(cell)) return true;
    if (NO.includes(cell)) return false;
    return this.fault(code, 'WRONG_TYPE', '请填写“是”或“否”。', 'It must be 是 or 否.', undefined);
  }

  /** A day, written `2026-03-01` or `2026/3/1`. */
  day(code: string): string | undefined {
    const cell = this.cells[code] ?? '';
    if (cell === '') return undefined;
    const day = cell.replace(SLASHED, (_, year: string, month: string, date: string) => `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
    return isCalendarDate(day) ? day : this.fault(code, 'NOT_A_DATE', '应为日历中存在的日期，例如 2026-03-01。', 'It must be an existing calendar date such as 2026-03-01.', undefined);
  }

  private fault<T>(code: string, why: string, zh: string, en: string, instead: T): T {
    this.faults += 1;
    this.problems.push(wrong(this.place, columnOf(this.spec, code), why, zh, en));
    return instead;
  }
}
