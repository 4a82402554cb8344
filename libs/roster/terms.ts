import { civilDateOf, endOfDay, startOfDay } from '@libs/domain/calendar';
import type { Action, TermRow } from './changes';
import type { StandingTerm } from './standing';
import type { WantedTerm } from './wanted';

export const instantText = (at: number): string => new Date(at).toISOString();

export type TermVerdict =
  | { readonly problem: 'ENDS_BEFORE_IT_BEGINS' | 'BEGAN_ANOTHER_DAY' }
  /** Nothing is to be done where there is no action. */
  | { readonly action?: Action; readonly term: TermRow; readonly termBefore?: Partial<TermRow> };

/**
 * What becomes of a term. Nobody is appointed backwards: a beginning that is over means from now on, and one that stands
 * is not moved. A last day that is over ends what still holds, from now on and never in retrospect.
 */
export function judgeTerm(wanted: WantedTerm, standing: StandingTerm | undefined, now: number): TermVerdict {
  const from = wanted.from === undefined ? undefined : startOfDay(wanted.from);
  const to = wanted.until === undefined || wanted.until === null ? wanted.until : endOfDay(wanted.until);
  const begins = from ?? standing?.from;
  if (begins !== undefined && typeof to === 'number' && to <= begins) return { problem: 'ENDS_BEFORE_IT_BEGINS' };
  const over = typeof to === 'number' && to <= now;
  if (standing === undefined) {
    const term = { validFrom: from === undefined || from <= now ? null : instantText(from), validTo: typeof to === 'number' ? instantText(to) : null };
    return over ? { term } : { action: 'CREATE', term };
  }
  const term = { validFrom: instantText(standing.from), validTo: standing.to === null ? null : instantText(standing.to) };
  const awaited = standing.from > now || (from !== undefined && from > now);
  if (awaited && wanted.from !== undefined && wanted.from !== civilDateOf(standing.from)) return { problem: 'BEGAN_ANOTHER_DAY' };
  if (over) return { action: 'END', term };
  if (to === undefined || to === standing.to) return { term };
  return { action: 'CHANGE', term: { ...term, validTo: to === null ? null : instantText(to) }, termBefore: { validTo: term.validTo } };
}
