/**
 * What is to be expected of every verb on every kind of step at every moment, written by hand from docs/architecture.md (the
 * life of an act, changing seats, taking back) and the order in which the contract has its guards answer.
 */
import type { StepKind } from '@test/support/verb-world';
import type { Verb } from './acts';
import type { Moment } from './moments';

/** By whom it is tried, where that is not who does it usually. */
export const PERSONS = ['outsider', 'stranger', 'applicant', 'owner'] as const;
export type ByPerson = (typeof PERSONS)[number];

/** Refused with a code, or done: the actions of its audit events (none where there was nothing to do), and what stands then. */
export type Expected = { readonly refused: string } | { readonly done: string; readonly then: string };
/** Twice at the same instant: one is done, and the other accepted without a trace or refused with one of these codes; or both are refused. */
export type Pair = { readonly once: string; readonly then: string; readonly other: readonly string[] } | { readonly neither: string };
export type ByKind<T> = T | Readonly<Record<StepKind, T>>;

export interface Row {
  readonly at: Readonly<Record<Moment, ByKind<Expected>>>;
  /** At the moment at which it is done usually. */
  readonly usually: Moment;
  readonly by: Readonly<Partial<Record<ByPerson, ByKind<Expected>>>>;
  /** A second time, after the first was answered. */
  readonly twice: ByKind<Expected>;
  readonly atOnce: ByKind<Pair>;
}

const no = (refused: string): Expected => ({ refused });
const yes = (done: string, then: string): Expected => ({ done, then });
const kinds = <T>(sequential: T, parallel: T, session: T): Record<StepKind, T> => ({ sequential, parallel, session });
/** Seats of a position, and seats that name their person. */
const ofPosition = <T>(position: T, named: T): Record<StepKind, T> => kinds(position, named, named);
const once = (done: string, then: string, ...other: string[]): Pair => ({ once: done, then, other });
const ACCEPTED = 'accepted';

const OPEN = 'open | step open';
const OURS = 'open, with owner | step open';
const THEIRS = 'open, with other | step open';
const ASKED = 'open, with adviser for owner | step open';
const WAITING = 'open, waiting | step open';
const VOTED = 'done | step open';
const APPROVED = 'done | step settled APPROVE';
const GONE = 'cancelled | step open';
const BY_AGENT = 'done, by agent for owner | step settled APPROVE';

/** Whoever has decided, or is asked no more, does nothing more with the task. */
const OVER = { voted: no('ALREADY_DECIDED'), settled: no('ALREADY_DECIDED'), corrected: no('ALREADY_DECIDED'), granted: no('ALREADY_DECIDED') } as const;
const SHUT = { held: no('CASE_HELD'), ended: no('CASE_CLOSED') } as const;
const NOT_THEIRS = { outsider: no('NOT_ELIGIBLE'), applicant: no('NOT_ELIGIBLE'), stranger: no('NOT_FOUND') } as const;

const claim = ofPosition(yes('CLAIMED', OURS), no('NOT_OFFERED'));
const unclaim = ofPosition(yes('UNCLAIMED', OPEN), no('NOT_OFFERED'));
const transfer = ofPosition(yes('TRANSFERRED', THEIRS), no('FORM_INVALID'));
const delegate = yes('DELEGATED', ASKED);
const returned = ofPosition(yes('RETURNED_TO_OWNER', OURS), yes('RETURNED_TO_OWNER', OPEN));
const reassigned = ofPosition(yes('REASSIGNED', THEIRS), no('FORM_INVALID'));
const recused = ofPosition(yes('RECUSED', OPEN), yes('RECUSED', GONE));
const decided = ofPosition(yes('DECIDED', APPROVED), yes('VOTED', VOTED));
const handedOver = ofPosition(yes('HANDED_OVER', THEIRS), no('NOT_OFFERED'));
const left = yes('SEAT_LEFT', GONE);
const followed = ofPosition(yes('SUCCEEDED', OPEN), left);
const unmoved = ofPosition(yes('', OURS), yes('', OPEN));

/** An agent sits where a position is asked for: not for a witness, who is there in person, nor for a member of a body. */
const ofAgent = (expected: Expected): Record<StepKind, Expected> => ofPosition(expected, no('NOT_ELIGIBLE'));
const AGENT_LATE = {
  voted: ofAgent(no('ALREADY_DECIDED')),
  settled: ofAgent(no('ALREADY_DECIDED')),
  corrected: ofAgent(no('ALREADY_DECIDED')),
  granted: ofAgent(no('ALREADY_DECIDED')),
  // The applicant is asked by name.
  correcting: no('NOT_ELIGIBLE'),
  delegated: ofAgent(no('NOT_OFFERED')),
  held: ofAgent(no('CASE_HELD')),
  ended: ofAgent(no('CASE_CLOSED')),
} as const;

const adding = (then: string): Row => ({
  at: { fresh: yes('SEATS_ADDED', then), during: yes('SEATS_ADDED', then), again: yes('SEATS_ADDED', then), ...OVER, correcting: no('NOT_OFFERED'), delegated: no('NOT_OFFERED'), ...SHUT },
  usually: 'fresh',
  by: NOT_THEIRS,
  twice: no('FORM_INVALID'),
  atOnce: once('SEATS_ADDED', then, 'FORM_INVALID'),
});

/** Ends of a case: what was open is cancelled, what was decided stands. */
const ending = (done: string, outcome: string) => {
  const end = (then: string): Expected => yes(done, `${then} | ${outcome}`);
  const cancelled = end('cancelled | step cancelled');
  return {
    fresh: cancelled,
    during: cancelled,
    voted: end('done | step cancelled'),
    settled: end(APPROVED),
    corrected: kinds(end('done | step settled RETURN'), end('done | step settled RETURN'), end('done | step settled REVIEW_AGAIN')),
    correcting: cancelled,
    again: cancelled,
    delegated: cancelled,
  };
};

/** What touches neither task nor step: everything stands as it stood. */
const leaving = (done: string): Row['at'] => ({
  fresh: yes(done, OPEN),
  during: yes(done, OPEN),
  voted: yes(done, VOTED),
  settled: yes(done, APPROVED),
  corrected: kinds(yes(done, 'done | step settled RETURN'), yes(done, 'done | step settled RETURN'), yes(done, 'done | step settled REVIEW_AGAIN')),
  correcting: yes(done, OPEN),
  again: yes(done, OPEN),
  granted: yes(done, APPROVED),
  delegated: yes(done, ASKED),
  held: yes(done, OPEN),
  ended: yes(done, 'cancelled | step cancelled | WITHDRAWN'),
});

const TERMINATED = 'TERMINATE_REQUESTED, TERMINATED, CASE_CLOSED';
const VOIDED = 'VOID_REQUESTED, VOIDED, CASE_CLOSED';
const ENDED = 'cancelled | step cancelled';

export const TABLE: Readonly<Record<Verb, Row>> = {
  claim: {
    at: { fresh: claim, during: claim, again: claim, ...OVER, correcting: no('NOT_OFFERED'), delegated: no('NOT_OFFERED'), ...SHUT },
    usually: 'fresh',
    by: NOT_THEIRS,
    twice: ofPosition(yes('', OURS), no('NOT_OFFERED')),
    atOnce: ofPosition<Pair>(once('CLAIMED', OURS, ACCEPTED), { neither: 'NOT_OFFERED' }),
  },
  unclaim: {
    at: { fresh: unclaim, during: unclaim, again: unclaim, ...OVER, correcting: no('NOT_OFFERED'), delegated: no('NOT_OFFERED'), ...SHUT },
    usually: 'fresh',
    by: NOT_THEIRS,
    twice: ofPosition(yes('', OPEN), no('NOT_OFFERED')),
    atOnce: ofPosition<Pair>(once('UNCLAIMED', OPEN, ACCEPTED), { neither: 'NOT_OFFERED' }),
  },
  transfer: {
    at: { fresh: transfer, during: transfer, again: transfer, ...OVER, correcting: no('FORM_INVALID'), delegated: no('NOT_OFFERED'), ...SHUT },
    usually: 'fresh',
    by: NOT_THEIRS,
    twice: ofPosition(no('NOT_ELIGIBLE'), no('FORM_INVALID')),
    atOnce: ofPosition<Pair>(once('TRANSFERRED', THEIRS, 'NOT_ELIGIBLE'), { neither: 'FORM_INVALID' }),
  },
  delegate: {
    at: { fresh: delegate, during: delegate, again: delegate, ...OVER, correcting: delegate, delegated: no('NOT_OFFERED'), ...SHUT },
    usually: 'fresh',
    by: NOT_THEIRS,
    twice: no('NOT_OFFERED'),
    atOnce: once('DELEGATED', ASKED, 'NOT_OFFERED'),
  },
  // By the delegate: who was never asked knows nothing of the case.
  returnToOwner: {
    at: { fresh: returned, during: returned, again: returned, delegated: returned, voted: no('NOT_FOUND'), settled: no('NOT_FOUND'), corrected: no('NOT_FOUND'), correcting: no('NOT_FOUND'), granted: no('NOT_FOUND'), ...SHUT },
    usually: 'fresh',
    by: { ...NOT_THEIRS, owner: returned },
    twice: no('NOT_ELIGIBLE'),
    atOnce: ofPosition(once('RETURNED_TO_OWNER', OURS, 'NOT_ELIGIBLE'), once('RETURNED_TO_OWNER', OPEN, 'NOT_ELIGIBLE')),
  },
  addBefore: adding(WAITING),
  addParallel: adding(OPEN),
  addAfter: adding(OPEN),
  // Where only one decides, `voted` has a seat that the owner added: without it the step settles on the owner's vote.
  removeSeat: {
    at: {
      fresh: yes('SEAT_REMOVED', OPEN),
      during: yes('SEAT_REMOVED', OPEN),
      again: yes('SEAT_REMOVED', OPEN),
      voted: ofPosition(yes('SEAT_REMOVED, STEP_SETTLED', APPROVED), no('NOT_ELIGIBLE')),
      settled: no('NOT_ELIGIBLE'),
      corrected: no('NOT_ELIGIBLE'),
      correcting: no('FORM_INVALID'),
      granted: no('NOT_ELIGIBLE'),
      delegated: no('FORM_INVALID'),
      ...SHUT,
    },
    usually: 'fresh',
    by: NOT_THEIRS,
    twice: no('ALREADY_DECIDED'),
    atOnce: once('SEAT_REMOVED', OPEN, 'ALREADY_DECIDED'),
  },
  // Of two who must both agree one is left, who has: the step settles on that vote.
  recuse: {
    at: { fresh: recused, during: kinds(yes('RECUSED', OPEN), yes('RECUSED, STEP_SETTLED', 'cancelled | step settled APPROVE'), yes('RECUSED', GONE)), again: recused, ...OVER, correcting: no('NOT_OFFERED'), delegated: recused, ...SHUT },
    usually: 'fresh',
    by: NOT_THEIRS,
    twice: no('NOT_FOUND'),
    atOnce: ofPosition(once('RECUSED', OPEN, 'NOT_FOUND'), once('RECUSED', GONE, 'NOT_FOUND')),
  },
  // The owner decides first: where others had to follow, theirs is the decision that settled.
  takeBack: {
    at: {
      fresh: no('NOT_OFFERED'),
      during: no('NOT_OFFERED'),
      voted: yes('TAKEN_BACK', OPEN),
      settled: ofPosition(yes('TAKEN_BACK', OPEN), no('NOT_OFFERED')),
      corrected: kinds(yes('TAKEN_BACK', OPEN), yes('TAKEN_BACK', OPEN), no('NOT_OFFERED')),
      correcting: no('NOT_OFFERED'),
      again: no('NOT_OFFERED'),
      granted: no('NOT_OFFERED'),
      delegated: no('NOT_OFFERED'),
      ...SHUT,
    },
    usually: 'voted',
    by: NOT_THEIRS,
    twice: no('NOT_OFFERED'),
    atOnce: once('TAKEN_BACK', OPEN, 'NOT_OFFERED'),
  },
  withdraw: {
    at: { ...ending('WITHDRAWN, CASE_CLOSED', 'WITHDRAWN'), granted: no('NOT_OFFERED'), ...SHUT },
    usually: 'fresh',
    by: { outsider: no('NOT_ELIGIBLE'), stranger: no('NOT_FOUND'), owner: no('NOT_ELIGIBLE') },
    twice: no('CASE_CLOSED'),
    atOnce: once('WITHDRAWN, CASE_CLOSED', `${ENDED} | WITHDRAWN`, 'CASE_CLOSED'),
  },
  hold: {
    at: { ...leaving('CASE_HELD'), ...SHUT },
    usually: 'fresh',
    by: { ...NOT_THEIRS, owner: no('NOT_ELIGIBLE') },
    twice: no('CASE_HELD'),
    atOnce: once('CASE_HELD', OPEN, 'CASE_HELD'),
  },
  release: {
    at: {
      fresh: no('NOT_OFFERED'), during: no('NOT_OFFERED'), voted: no('NOT_OFFERED'), settled: no('NOT_OFFERED'), corrected: no('NOT_OFFERED'), correcting: no('NOT_OFFERED'), again: no('NOT_OFFERED'), granted: no('NOT_OFFERED'), delegated: no('NOT_OFFERED'),
      held: yes('CASE_RELEASED', OPEN),
      ended: no('CASE_CLOSED'),
    },
    usually: 'held',
    by: { ...NOT_THEIRS, owner: no('NOT_ELIGIBLE') },
    twice: no('NOT_OFFERED'),
    atOnce: once('CASE_RELEASED', OPEN, 'NOT_OFFERED'),
  },
  terminate: {
    at: { ...ending(TERMINATED, 'TERMINATED'), granted: yes('TERMINATE_REQUESTED, TERMINATED, GRANT_ENDED, CASE_CLOSED', `${APPROVED} | TERMINATED`), held: yes(TERMINATED, `${ENDED} | TERMINATED`), ended: no('CASE_CLOSED') },
    usually: 'fresh',
    by: { ...NOT_THEIRS, owner: no('NOT_ELIGIBLE') },
    twice: no('CASE_CLOSED'),
    atOnce: once(TERMINATED, `${ENDED} | TERMINATED`, 'NOT_OFFERED', 'CASE_CLOSED'),
  },
  // Of a grant something has come: the case is terminated, not void.
  void: {
    at: { ...ending(VOIDED, 'VOIDED'), granted: no('NOT_OFFERED'), held: yes(VOIDED, `${ENDED} | VOIDED`), ended: no('CASE_CLOSED') },
    usually: 'fresh',
    by: { ...NOT_THEIRS, owner: no('NOT_ELIGIBLE') },
    twice: no('CASE_CLOSED'),
    atOnce: once(VOIDED, `${ENDED} | VOIDED`, 'NOT_OFFERED', 'CASE_CLOSED'),
  },
  urge: {
    at: { ...leaving('URGED'), ...OVER, correcting: no('NOT_OFFERED'), ...SHUT },
    usually: 'fresh',
    by: { outsider: yes('URGED', OPEN), stranger: no('NOT_FOUND'), owner: no('NOT_OFFERED') },
    twice: no('TOO_MANY_REQUESTS'),
    atOnce: once('URGED', OPEN, 'TOO_MANY_REQUESTS'),
  },
  // A holder of the position who never had the task in hand has sat nowhere once the case has ended.
  copy: {
    at: { ...leaving('COPIED'), ended: ofPosition(no('NOT_ELIGIBLE'), yes('COPIED', 'cancelled | step cancelled | WITHDRAWN')) },
    usually: 'fresh',
    by: { outsider: no('NOT_ELIGIBLE'), stranger: no('NOT_FOUND'), applicant: yes('COPIED', OPEN) },
    twice: yes('', OPEN),
    atOnce: once('COPIED', OPEN, ACCEPTED),
  },
  read: {
    at: leaving('COPY_READ'),
    usually: 'fresh',
    by: { stranger: no('NOT_FOUND'), applicant: no('NOT_ELIGIBLE'), owner: no('NOT_ELIGIBLE') },
    twice: yes('', OPEN),
    atOnce: once('COPY_READ', OPEN, ACCEPTED),
  },
  reassign: {
    at: { fresh: reassigned, during: reassigned, again: reassigned, delegated: reassigned, ...OVER, correcting: no('FORM_INVALID'), ...SHUT },
    usually: 'fresh',
    by: { ...NOT_THEIRS, owner: no('NOT_ELIGIBLE') },
    twice: reassigned,
    atOnce: ofPosition<Pair>(once('REASSIGNED, REASSIGNED', THEIRS, ACCEPTED), { neither: 'FORM_INVALID' }),
  },
  decide: {
    at: {
      fresh: decided,
      during: kinds(yes('DECIDED', APPROVED), yes('DECIDED', APPROVED), yes('VOTED', VOTED)),
      again: decided,
      ...OVER,
      correcting: yes('RESUBMITTED', 'done | step settled RESUBMIT'),
      delegated: no('NOT_OFFERED'),
      ...SHUT,
    },
    usually: 'fresh',
    by: NOT_THEIRS,
    twice: no('ALREADY_DECIDED'),
    atOnce: ofPosition(once('DECIDED', APPROVED, 'ALREADY_DECIDED'), once('VOTED', VOTED, 'ALREADY_DECIDED')),
  },
  // What an agent claims is the principal's.
  claimAsAgent: {
    at: { fresh: ofAgent(yes('CLAIMED', OURS)), during: ofAgent(yes('CLAIMED', OURS)), again: ofAgent(yes('CLAIMED', OURS)), ...AGENT_LATE },
    usually: 'fresh',
    by: NOT_THEIRS,
    twice: ofAgent(yes('', OURS)),
    atOnce: ofPosition<Pair>(once('CLAIMED', OURS, ACCEPTED), { neither: 'NOT_ELIGIBLE' }),
  },
  decideAsAgent: {
    at: { fresh: ofAgent(yes('DECIDED', BY_AGENT)), during: ofAgent(yes('DECIDED', BY_AGENT)), again: ofAgent(yes('DECIDED', BY_AGENT)), ...AGENT_LATE },
    usually: 'fresh',
    by: NOT_THEIRS,
    twice: ofAgent(no('ALREADY_DECIDED')),
    atOnce: ofPosition<Pair>(once('DECIDED', BY_AGENT, 'ALREADY_DECIDED'), { neither: 'NOT_ELIGIBLE' }),
  },
  // From the owner, who has it in hand: not a seat that names its person, nor the applicant's correction.
  handOver: {
    at: { fresh: handedOver, during: handedOver, again: handedOver, delegated: handedOver, ...OVER, correcting: no('NOT_OFFERED'), ...SHUT },
    usually: 'fresh',
    by: { ...NOT_THEIRS, owner: no('NOT_ELIGIBLE') },
    twice: no('NOT_OFFERED'),
    atOnce: ofPosition<Pair>(once('HANDED_OVER', THEIRS, 'NOT_OFFERED'), { neither: 'NOT_OFFERED' }),
  },
  // What is decided stays decided, what is with a delegate waits for the opinion unless the seat itself is gone, and a case that is held follows when it is released.
  followRoster: {
    at: { ...leaving(''), fresh: followed, during: followed, again: followed, delegated: ofPosition(yes('', ASKED), left), held: unmoved },
    usually: 'fresh',
    by: { outsider: unmoved, stranger: unmoved, applicant: unmoved },
    twice: ofPosition(yes('', OPEN), yes('', GONE)),
    atOnce: ofPosition(once('SUCCEEDED', OPEN, ACCEPTED), once('SEAT_LEFT', GONE, ACCEPTED)),
  },
};
