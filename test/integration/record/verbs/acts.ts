/** Each verb as it is asked of the record, and what has to be there before it can be. */
import { hold, release, withdraw } from '@libs/record/acts/case-acts';
import { copy, markRead } from '@libs/record/acts/copies';
import { delegate, returnToOwner } from '@libs/record/acts/delegation-acts';
import { confirm, handOver, reassign, requestTermination, requestVoiding } from '@libs/record/acts/operations';
import { recuse } from '@libs/record/acts/recusal-acts';
import { addSeats, removeSeat } from '@libs/record/acts/seat-acts';
import { followRoster } from '@libs/record/acts/succession';
import { takeBack } from '@libs/record/acts/take-back';
import { claim, transfer, unclaim, urge } from '@libs/record/acts/task-acts';
import type { AddedWhen } from '@libs/domain/added-seats';
import { CAST, person, type VerbWorld } from '@test/support/verb-world';

export const VERBS = ['claim', 'unclaim', 'transfer', 'delegate', 'returnToOwner', 'addBefore', 'addParallel', 'addAfter', 'removeSeat', 'recuse', 'takeBack', 'withdraw', 'hold', 'release', 'terminate', 'void', 'urge', 'copy', 'read', 'reassign', 'decide', 'claimAsAgent', 'decideAsAgent', 'handOver', 'followRoster'] as const;
export type Verb = (typeof VERBS)[number];

/** Where a verb is tried: on a task of a case, among who sits there. */
export interface Place {
  readonly verbs: VerbWorld;
  readonly caseId: string;
  readonly taskId: string;
  /** Of the task: whoever sits on it. */
  readonly owner: string;
  /** Another holder of the position, or another member. */
  readonly other: string;
  /** What the owner would decide with: a correction is resubmitted. */
  readonly correction: boolean;
}

export interface Act {
  /** Who does it where nothing else is said. */
  readonly by: (place: Place) => string;
  readonly attempt: (place: Place, by: string) => Promise<unknown>;
  /** Brings about what the verb needs: on an open task, or at any time. */
  readonly prepare?: { readonly always: boolean; readonly does: (place: Place) => Promise<unknown> };
}

const owner = ({ owner: account }: Place): string => account;
const add = (when: AddedWhen, people: string = CAST.added) => ({ verbs, taskId, owner: account }: Place, by = account): Promise<unknown> => addSeats(verbs.record, { ...verbs.on(taskId, by), people: [person(people)], when });
const byTwo = (request: typeof requestVoiding) => async ({ verbs, caseId }: Place, by: string): Promise<unknown> => {
  const { body } = await request(verbs.record, { ...verbs.asks(by), caseId });
  return confirm(verbs.record, { ...verbs.asks(CAST.otherAdmin), operationId: body.operation?.id ?? '' });
};
const claims: Act['attempt'] = ({ verbs, taskId }, by) => claim(verbs.record, verbs.on(taskId, by));
const decides: Act['attempt'] = ({ verbs, taskId, correction }, by) => (correction ? verbs.decide(taskId, by, 'RESUBMIT', verbs.form()) : verbs.decide(taskId, by, 'APPROVE'));
const inHand: Act['prepare'] = { always: false, does: (place) => claims(place, place.owner) };
const NOTHING = '00000000-0000-7000-8000-000000000000';
const first = async <T>(rows: Promise<readonly T[]>, of: (row: T) => string): Promise<string> => (await rows).map(of)[0] ?? NOTHING;

export const ACTS: Readonly<Record<Verb, Act>> = {
  claim: { by: owner, attempt: claims },
  unclaim: {
    by: owner,
    prepare: inHand,
    attempt: ({ verbs, taskId }, by) => unclaim(verbs.record, verbs.on(taskId, by)),
  },
  transfer: { by: owner, attempt: ({ verbs, taskId, other }, by) => transfer(verbs.record, { ...verbs.on(taskId, by), to: person(other) }) },
  delegate: { by: owner, attempt: ({ verbs, taskId }, by) => delegate(verbs.record, { ...verbs.on(taskId, by), to: person(CAST.adviser) }) },
  returnToOwner: {
    by: () => CAST.adviser,
    prepare: { always: false, does: ({ verbs, taskId, owner: by }) => delegate(verbs.record, { ...verbs.on(taskId, by), to: person(CAST.adviser) }) },
    attempt: ({ verbs, taskId }, by) => returnToOwner(verbs.record, { ...verbs.on(taskId, by), opinion: '建议同意' }),
  },
  addBefore: { by: owner, attempt: add('BEFORE') },
  addParallel: { by: owner, attempt: add('PARALLEL') },
  addAfter: { by: owner, attempt: add('AFTER') },
  removeSeat: {
    by: owner,
    prepare: { always: false, does: add('PARALLEL') },
    attempt: async ({ verbs, taskId }, by) =>
      removeSeat(verbs.record, { ...verbs.on(taskId, by), seatId: await first(verbs.rows<{ id: string }>('SELECT id FROM tasks WHERE added_to = $1 ORDER BY opened_at DESC, id DESC', [taskId]), ({ id }) => id) }),
  },
  recuse: { by: owner, attempt: ({ verbs, taskId }, by) => recuse(verbs.record, verbs.on(taskId, by)) },
  takeBack: { by: owner, attempt: ({ verbs, taskId }, by) => takeBack(verbs.record, verbs.on(taskId, by)) },
  withdraw: { by: () => CAST.applicant, attempt: ({ verbs, caseId }, by) => withdraw(verbs.record, { ...verbs.asks(by), caseId }) },
  hold: { by: () => CAST.officer, attempt: ({ verbs, caseId }, by) => hold(verbs.record, { ...verbs.asks(by), caseId }) },
  release: { by: () => CAST.officer, attempt: ({ verbs, caseId }, by) => release(verbs.record, { ...verbs.asks(by), caseId }) },
  terminate: { by: () => CAST.admin, attempt: byTwo(requestTermination) },
  void: { by: () => CAST.admin, attempt: byTwo(requestVoiding) },
  urge: { by: () => CAST.applicant, attempt: ({ verbs, taskId }, by) => urge(verbs.record, verbs.on(taskId, by)) },
  copy: { by: owner, attempt: ({ verbs, taskId }, by) => copy(verbs.record, { ...verbs.on(taskId, by), to: [person(CAST.outsider)] }) },
  read: {
    by: () => CAST.outsider,
    prepare: { always: true, does: ({ verbs, taskId, owner: by }) => copy(verbs.record, { ...verbs.on(taskId, by), to: [person(CAST.outsider)] }) },
    attempt: async ({ verbs, caseId }, by) => markRead(verbs.record, { ...verbs.asks(by), copyId: await first(verbs.rows<{ id: string }>('SELECT id FROM copies WHERE case_id = $1', [caseId]), ({ id }) => id) }),
  },
  reassign: { by: () => CAST.admin, attempt: ({ verbs, caseId, taskId, other }, by) => reassign(verbs.record, { ...verbs.asks(by), caseId, taskId, to: person(other) }) },
  decide: { by: owner, attempt: decides },
  claimAsAgent: { by: () => CAST.agent, attempt: claims },
  decideAsAgent: { by: () => CAST.agent, attempt: decides },
  handOver: { by: () => CAST.admin, prepare: inHand, attempt: ({ verbs, taskId, owner: from, other }, by) => handOver(verbs.record, { ...verbs.asks(by), taskId, from: person(from), to: person(other) }) },
  // By who leaves; they are there again afterwards.
  followRoster: {
    by: owner,
    prepare: inHand,
    async attempt({ verbs, caseId }, by) {
      await verbs.leaves(by);
      try {
        await followRoster(verbs.record, caseId);
      } finally {
        await verbs.returns(by);
      }
    },
  },
};
