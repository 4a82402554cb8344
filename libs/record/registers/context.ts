import type { Moment } from '../desk';

/** When, by which case and by whom something is entered in a register. */
export type Entering = Pick<Moment, 'caseId' | 'number' | 'orgId' | 'now' | 'by'>;

/** A change of a register, for its audit event: ids, codes and figures, never a text that somebody wrote. */
export interface Noted {
  readonly action: string;
  /** Where it concerns another organisation than the case's own. */
  readonly orgId?: string;
  readonly details: Readonly<Record<string, string | number | boolean | null | undefined>>;
}

/** An entry that contradicts what its register says already: a fault of the process that makes it. */
export class RegisterError extends Error {
  override readonly name = 'RegisterError';
}
