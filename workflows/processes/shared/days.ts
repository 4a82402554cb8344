/** Days that people write down of what has been done: none of them lies ahead, and they come in their order. */
import { civilDateOf } from '@libs/domain/calendar';
import type { FieldError, Plain } from '@libs/record/desk';
import { fieldError } from './datasets';

/** What was done has been done: none of these days lies in the future. A day that is not given is passed over. */
export const notLaterThanToday = (evidence: Plain, now: number, ...paths: readonly string[]): FieldError[] =>
  paths.flatMap((path) => {
    const day = evidence[path];
    return typeof day === 'string' && day > civilDateOf(now) ? [fieldError(path, 'IN_THE_FUTURE', '日期不得晚于今日', 'Must not lie in the future')] : [];
  });

/** The later of two days is not before the earlier one; nothing where one of them is not given. */
export function inOrder(evidence: Plain, earlier: string, later: string, titleOfEarlier: string): FieldError[] {
  const [before, after] = [evidence[earlier], evidence[later]];
  if (typeof before !== 'string' || typeof after !== 'string' || before <= after) return [];
  return [fieldError(later, 'NOT_AFTER', `不得早于${titleOfEarlier}`, `Must not lie before "${earlier}"`)];
}
