import type { FieldError, Plain } from '@libs/record/desk';
import { fieldError } from './datasets';

/** What somebody confirms as a whole has to hold in each of its parts; where one does not, it is returned. */
export const unconfirmed = (parts: readonly string[] = [], evidence: Plain | undefined): FieldError[] =>
  parts.filter((part) => evidence?.[part] !== true).map((part) => fieldError(part, 'MUST_BE_TRUE', '此项不成立的，应当退回', 'Where this does not hold, it is returned'));
