import { assertTallyRule, isSessionRule, presentNeeded, votesNeeded, type TallyRule } from './quorum';
import { tallySentence } from './tally-sentence';

export type { TallyRule } from './quorum';

/** A member that sits on a step. `recused`: 回避, neither counted nor heard. */
export interface TallySeat {
  readonly id: string;
  readonly recused?: boolean;
}

export interface Vote {
  readonly seat: string;
  readonly outcome: string;
}

/** What an outcome says about the matter: it agrees, refuses, or sends it back. */
export type VoteEffect = 'AGREE' | 'REFUSE' | 'RETURN';

/** Outcomes that do not agree, unless a step says otherwise. Every other outcome agrees. */
export const DEFAULT_EFFECTS: Readonly<Record<string, VoteEffect>> = { REJECT: 'REFUSE', RETURN: 'RETURN', REVIEW_AGAIN: 'RETURN' };

/** The outcome of a session that ends without another one reaching the threshold (D: nobody's silence may approve or refuse). */
export const SESSION_FALLBACK = 'REVIEW_AGAIN';

/** The state of a step's votes, with the counts that explain it. */
export interface Tally {
  readonly settled: boolean;
  readonly outcome?: string;
  /** Votes that an outcome needs. */
  readonly needed: number;
  /** Votes of the agreeing outcome that has most. */
  readonly agreed: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Members without the recused ones: the denominator. */
  readonly members: number;
  readonly recused: number;
  /** Members that have voted. */
  readonly present: number;
  /** Members that must have voted before a result counts. */
  readonly presentNeeded: number;
  /** Whether an agreeing outcome has won or still can. */
  readonly canStillPass: boolean;
  /** No result can come of these seats and votes, however the others vote: somebody must repair the seats. */
  readonly undecidable: boolean;
  /** 依次: whose turn it is. */
  readonly nextSeat?: string;
  /** One sentence for people, in Chinese. */
  readonly sentence: string;
}

export interface TallyOptions {
  readonly effects?: Readonly<Record<string, VoteEffect>>;
  /** The session is over: who has not voted is absent. */
  readonly closed?: boolean;
}

/**
 * Counts votes in the order in which they were cast; the first settlement stands, whatever is cast afterwards.
 *
 * - ONE: the first vote settles with its outcome.
 * - ALL, IN_TURN, AT_LEAST: an agreeing outcome settles with its last vote needed; a RETURN settles at once; a REJECT
 *   settles once agreement has become impossible (for ALL and IN_TURN at once).
 * - RATIO_OF_ALL, RATIO_OF_PRESENT: all four outcomes are votes like any other. The one that reaches the threshold wins,
 *   once enough members are present; when none can any more, the result is REVIEW_AGAIN (D).
 *
 * Nothing ever settles without a vote: where all seats are empty, recused or too few, the step stays open.
 *
 * @throws RangeError for a vacuous rule, a vote of nobody's seat, or a second vote of one seat
 */
export function tally(rule: TallyRule, seats: readonly TallySeat[], votes: readonly Vote[], options: TallyOptions = {}): Tally {
  assertTallyRule(rule);
  const valid = validVotes(seats, votes);
  for (let cast = 1; cast < valid.length; cast += 1) {
    const early = count(rule, seats, valid.slice(0, cast), { ...options, closed: false });
    if (early.settled) return early;
  }
  return count(rule, seats, valid, options);
}

function validVotes(seats: readonly TallySeat[], votes: readonly Vote[]): Vote[] {
  const recused = new Map(seats.map((seat) => [seat.id, seat.recused ?? false]));
  const voted = new Set<string>();
  for (const { seat } of votes) {
    if (!recused.has(seat)) throw new RangeError(`a vote of a seat that is not on this step: ${seat}`);
    if (voted.has(seat)) throw new RangeError(`a second vote of one seat: ${seat}`);
    voted.add(seat);
  }
  return votes.filter((vote) => recused.get(vote.seat) === false);
}

function count(rule: TallyRule, seats: readonly TallySeat[], votes: readonly Vote[], options: TallyOptions): Tally {
  const eligible = seats.filter((seat) => !seat.recused);
  const remaining = options.closed ? 0 : eligible.length - votes.length;
  const counts = countOutcomes(votes);
  const most = leaders(counts, options.effects ?? {});
  const needed = votesNeeded(rule, rule.kind === 'RATIO_OF_PRESENT' ? votes.length + remaining : eligible.length);
  const agreed = counts[most.AGREE ?? ''] ?? 0;
  const reachable = votes.length + remaining >= presentNeeded(rule);
  const agreeable = reachable && agreed + remaining >= needed;

  const settle = isSessionRule(rule) ? settleSession : settleCounted;
  const quorate = votes.length >= presentNeeded(rule);
  const outcome = quorate ? settle({ rule, counts, most, needed, remaining, agreeable }) : undefined;
  const result = {
    settled: outcome !== undefined,
    ...(outcome !== undefined && { outcome }),
    needed,
    agreed,
    counts,
    members: eligible.length,
    recused: seats.length - eligible.length,
    present: votes.length,
    presentNeeded: presentNeeded(rule),
    canStillPass: outcome === undefined ? agreeable : outcome === most.AGREE,
    undecidable: outcome === undefined && !(isSessionRule(rule) ? reachable : agreeable),
    ...(rule.kind === 'IN_TURN' && outcome === undefined && { nextSeat: firstWithoutVote(eligible, votes) }),
  };
  return { ...result, sentence: tallySentence(rule, result) };
}

/** The outcome with most votes of each effect; the one cast first where two have as many. */
type Leaders = Readonly<Record<VoteEffect, string | undefined>>;

interface Standing {
  readonly rule: TallyRule;
  readonly counts: Readonly<Record<string, number>>;
  readonly most: Leaders;
  readonly needed: number;
  readonly remaining: number;
  readonly agreeable: boolean;
}

function settleCounted({ rule, counts, most, needed, agreeable }: Standing): string | undefined {
  if (most.AGREE !== undefined && (counts[most.AGREE] ?? 0) >= needed) return most.AGREE;
  if (most.RETURN !== undefined) return most.RETURN;
  return rule.kind === 'ONE' || !agreeable ? most.REFUSE : undefined;
}

function settleSession({ counts, needed, remaining }: Standing): string | undefined {
  const winner = Object.keys(counts).find((outcome) => (counts[outcome] ?? 0) >= needed);
  if (winner !== undefined) return winner;
  const others = Object.entries(counts).filter(([outcome]) => outcome !== SESSION_FALLBACK);
  const leading = Math.max(0, ...others.map(([, votes]) => votes));
  return leading + remaining < needed ? SESSION_FALLBACK : undefined;
}

function countOutcomes(votes: readonly Vote[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of votes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function leaders(counts: Readonly<Record<string, number>>, effects: Readonly<Record<string, VoteEffect>>): Leaders {
  const leading: Record<VoteEffect, string | undefined> = { AGREE: undefined, REFUSE: undefined, RETURN: undefined };
  for (const [outcome, votes] of Object.entries(counts)) {
    const effect = effects[outcome] ?? DEFAULT_EFFECTS[outcome] ?? 'AGREE';
    if (votes > (counts[leading[effect] ?? ''] ?? 0)) leading[effect] = outcome;
  }
  return leading;
}

function firstWithoutVote(seats: readonly TallySeat[], votes: readonly Vote[]): string | undefined {
  const voted = new Set(votes.map((vote) => vote.seat));
  return seats.find((seat) => !voted.has(seat.id))?.id;
}
