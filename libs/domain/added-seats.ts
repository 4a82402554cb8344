import { assertNever } from './assert-never';
import type { TallyRule } from './quorum';
import { DEFAULT_EFFECTS, tally, type Tally, type Vote, type VoteEffect } from './tally';

/** 加签: before the seat that it was added to, beside the step's own seats, or after them. */
export type AddedWhen = 'BEFORE' | 'PARALLEL' | 'AFTER';

/** A seat of a step that stands: one that was cancelled is none. */
export interface StepSeat {
  readonly id: string;
  /** Not set for the step's own seats. */
  readonly added?: { readonly when: AddedWhen; readonly to: string };
}

/** Where a step stands with its own seats and those that were added. */
export interface StepStanding {
  /** The outcome with which it settles, and the seat on whose vote that rests; nothing while it is undecided. */
  readonly settled?: { readonly outcome: string; readonly seat?: string };
  /** Seats that may not vote yet. */
  readonly waiting: ReadonlySet<string>;
  /** Of the own seats alone. */
  readonly own: Tally;
}

/**
 * The rule of a step counts its own seats and nothing else. Added seats make an agreement harder and never easier:
 *
 * - A seat waits for the open BEFORE seats that were added to it; an AFTER seat for the outcome of the own seats.
 * - An agreement of the own seats settles once every PARALLEL and AFTER seat has voted. A BEFORE seat whose own seat is
 *   gone is heard like a PARALLEL one.
 * - An added seat that refuses or returns gives the step its outcome: at once where one such vote of an own seat would,
 *   else once the own seats have reached theirs. A refusal outweighs a return.
 * - An outcome of the own seats that does not agree settles at once: nothing that others say could turn it.
 *
 * @throws RangeError as `tally`
 */
export function stepStanding(rule: TallyRule, seats: readonly StepSeat[], votes: readonly Vote[], effects: Readonly<Record<string, VoteEffect>> = {}): StepStanding {
  const effectOf = (outcome: string): VoteEffect => effects[outcome] ?? DEFAULT_EFFECTS[outcome] ?? 'AGREE';
  const voted = new Set(votes.map(({ seat }) => seat));
  const own = seats.filter(({ added }) => added === undefined);
  const ownVotes = votesOf(own, votes);
  const counted = tally(rule, own, ownVotes, { effects });
  const reached = counted.outcome === undefined ? undefined : { outcome: counted.outcome, seat: basis(rule, own, ownVotes, effects, counted.outcome) };

  const live = new Set(seats.map(({ id }) => id));
  const open = seats.flatMap(({ id, added }) => (added === undefined || voted.has(id) ? [] : [{ id, ...added }]));
  const pending = open.some(({ when, to }) => when !== 'BEFORE' || !live.has(to));
  const waiting = new Set([
    ...open.filter(({ when, to }) => when === 'BEFORE' && live.has(to) && !voted.has(to)).map(({ to }) => to),
    ...(reached ? [] : open.filter(({ when }) => when === 'AFTER').map(({ id }) => id)),
  ]);

  const against = votesOf(seats.filter(({ added }) => added !== undefined), votes).filter(({ outcome }) => effectOf(outcome) !== 'AGREE');
  const heaviest = [...(reached ? [reached] : []), ...against].reduce<{ outcome: string; seat?: string } | undefined>(
    (most, one) => (most === undefined || WEIGHT[effectOf(one.outcome)] > WEIGHT[effectOf(most.outcome)] ? one : most),
    undefined,
  );
  const turned = reached !== undefined && effectOf(reached.outcome) !== 'AGREE';
  const ends = against.some(({ outcome }) => endsAtOnce(rule, effectOf(outcome)));
  const settles = turned || ends || (reached !== undefined && !pending);
  return { ...(settles && heaviest && { settled: { outcome: heaviest.outcome, seat: heaviest.seat } }), waiting, own: counted };
}

const WEIGHT: Readonly<Record<VoteEffect, number>> = { AGREE: 0, RETURN: 1, REFUSE: 2 };

const votesOf = (seats: readonly StepSeat[], votes: readonly Vote[]): Vote[] => votes.filter(({ seat }) => seats.some(({ id }) => id === seat));

/** The newest vote for the outcome, of those that were cast when it was reached; none where nobody voted for it. */
function basis(rule: TallyRule, own: readonly StepSeat[], votes: readonly Vote[], effects: Readonly<Record<string, VoteEffect>>, outcome: string): string | undefined {
  const enough = votes.findIndex((_, index) => tally(rule, own, votes.slice(0, index + 1), { effects }).settled);
  return votes.slice(0, enough + 1).findLast((vote) => vote.outcome === outcome)?.seat;
}

/** Whether one vote of this effect settles a step of this rule, whatever the others say. */
function endsAtOnce({ kind }: TallyRule, effect: VoteEffect): boolean {
  switch (kind) {
    case 'ONE':
    case 'ALL':
    case 'IN_TURN':
      return effect !== 'AGREE';
    case 'AT_LEAST':
      return effect === 'RETURN';
    case 'RATIO_OF_ALL':
    case 'RATIO_OF_PRESENT':
      return false;
    default:
      return assertNever(kind);
  }
}
