import { assertNever } from './assert-never';

/**
 * How many of the seats must agree, with the numbers of the policy already put in.
 *
 * A ratio is the exact quotient (`1 / 2`, `2 / 3`, not `0.67`), at least one half, so that no two outcomes can both win.
 */
export type TallyRule =
  /** 或签: the first decision settles. */
  | { readonly kind: 'ONE' }
  /** 会签: every seat. */
  | { readonly kind: 'ALL' }
  /** 依次: every seat, one after another. */
  | { readonly kind: 'IN_TURN' }
  | { readonly kind: 'AT_LEAST'; readonly n: number }
  /** Strictly more than this part of all members; at least `present` of them voting. */
  | { readonly kind: 'RATIO_OF_ALL'; readonly ratio: number; readonly present: number }
  /** At least this part (and always more than half) of those present; at least `present` of them voting. */
  | { readonly kind: 'RATIO_OF_PRESENT'; readonly ratio: number; readonly present: number };

/** Whether a rule is one of a session: a body whose members vote on several outcomes, and whose absentees count. */
export type SessionRule = Extract<TallyRule, { kind: 'RATIO_OF_ALL' | 'RATIO_OF_PRESENT' }>;
export const isSessionRule = (rule: TallyRule): rule is SessionRule => rule.kind === 'RATIO_OF_ALL' || rule.kind === 'RATIO_OF_PRESENT';

/** Two thirds of three must be two, although floating point says a little more or less. */
const TOLERANCE = 1e-9;

/**
 * The votes that an outcome needs. The denominator is the members without the recused ones; for `RATIO_OF_PRESENT` it
 * is those who will have voted, so all of them while the session is open.
 */
export function votesNeeded(rule: TallyRule, voters: number): number {
  switch (rule.kind) {
    case 'ONE':
      return 1;
    case 'ALL':
    case 'IN_TURN':
      return Math.max(1, voters);
    case 'AT_LEAST':
      return rule.n;
    case 'RATIO_OF_ALL':
      return moreThan(rule.ratio, voters);
    case 'RATIO_OF_PRESENT':
      return Math.max(Math.ceil(rule.ratio * voters - TOLERANCE), moreThan(1 / 2, voters));
    default:
      return assertNever(rule);
  }
}

/** The members that must vote before a result counts. */
export const presentNeeded = (rule: TallyRule): number => (isSessionRule(rule) ? rule.present : 1);

/** @throws RangeError for a rule that is vacuous or that two outcomes could meet at once. */
export function assertTallyRule(rule: TallyRule): void {
  const counts = rule.kind === 'AT_LEAST' ? [rule.n] : isSessionRule(rule) ? [rule.present] : [];
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 1)) throw new RangeError(`${rule.kind} needs a whole number of members`);
  if (!isSessionRule(rule)) return;
  const below = rule.kind === 'RATIO_OF_ALL' ? rule.ratio < 1 : rule.ratio <= 1;
  if (!(rule.ratio >= 1 / 2 && below)) throw new RangeError(`${rule.kind} cannot have the ratio ${rule.ratio}`);
}

const moreThan = (ratio: number, voters: number): number => Math.floor(ratio * voters + TOLERANCE) + 1;
