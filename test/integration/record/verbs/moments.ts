/** The moments in the life of a step at which a verb is tried, each brought about by people. */
import { hold, withdraw } from '@libs/record/acts/case-acts';
import { delegate } from '@libs/record/acts/delegation-acts';
import { addSeats } from '@libs/record/acts/seat-acts';
import { SITTINGS } from '@test/support/seats-world';
import { CAST, judgementOf, person, type StepKind, type VerbWorld } from '@test/support/verb-world';
import type { Place } from './acts';

export const MOMENTS = ['fresh', 'during', 'voted', 'settled', 'corrected', 'correcting', 'again', 'granted', 'delegated', 'held', 'ended'] as const;
export type Moment = (typeof MOMENTS)[number];

interface Opened extends Place {
  readonly kind: StepKind;
}

/** What is said of each: whether its task is open, so that a verb can be prepared, and whether the case is stopped from outside then. */
export const OPEN_AT: ReadonlySet<Moment> = new Set(['fresh', 'during', 'again', 'held', 'ended']);

export async function openCase(verbs: VerbWorld, kind: StepKind): Promise<Opened> {
  const caseId = await verbs.start(kind);
  const [owner = '', other = ''] = SITTINGS[kind].people;
  return { verbs, kind, caseId, owner, other, taskId: (await verbs.seat(caseId, judgementOf(kind), owner)).id, correction: false };
}

/** Somebody else's vote on the same step: another member's, or an added seat's where only one decides. */
async function anotherVotes({ verbs, kind, caseId, taskId, owner, other }: Opened): Promise<void> {
  if (kind !== 'sequential') return verbs.decide((await verbs.seat(caseId, judgementOf(kind), other)).id, other, 'APPROVE');
  const { body } = await addSeats(verbs.record, { ...verbs.on(taskId, owner), people: [person(CAST.assessor)], when: 'PARALLEL' });
  return verbs.decide(body.added[0] ?? '', CAST.assessor, 'APPROVE');
}

/** The owner has voted, and the step is still open. */
async function ownerVotes({ verbs, kind, taskId, owner }: Opened): Promise<void> {
  if (kind === 'sequential') await addSeats(verbs.record, { ...verbs.on(taskId, owner), people: [person(CAST.assessor)], when: 'PARALLEL' });
  await verbs.decide(taskId, owner, 'APPROVE');
}

/** As many as it takes vote for the outcome, the owner first. */
async function vote({ verbs, kind, caseId }: Opened, outcome: string, people = SITTINGS[kind].people.slice(0, SITTINGS[kind].needed)): Promise<void> {
  for (const account of people) await verbs.decide((await verbs.seat(caseId, judgementOf(kind), account)).id, account, outcome);
}

const sentBack = (opened: Opened): Promise<void> => (opened.kind === 'session' ? vote(opened, 'REVIEW_AGAIN') : vote(opened, 'RETURN', [opened.owner]));
const correctionOf = async ({ verbs, caseId }: Opened): Promise<string> => (await verbs.seat(caseId, 'application', CAST.applicant)).id;

/** Brings a case to the moment; what is in its way from outside comes with `close`, after the verb was prepared. */
export const REACH: Readonly<Record<Moment, (opened: Opened) => Promise<Place>>> = {
  fresh: async (opened) => opened,
  held: async (opened) => opened,
  ended: async (opened) => opened,
  during: async (opened) => (await anotherVotes(opened), opened),
  voted: async (opened) => (await ownerVotes(opened), opened),
  settled: async (opened) => (await vote(opened, 'APPROVE'), opened),
  corrected: async (opened) => (await sentBack(opened), opened),
  async correcting(opened) {
    await sentBack(opened);
    return { ...opened, taskId: await correctionOf(opened), owner: CAST.applicant, correction: true };
  },
  async again(opened) {
    const { verbs, kind, caseId, owner } = opened;
    await sentBack(opened);
    await verbs.decide(await correctionOf(opened), CAST.applicant, 'RESUBMIT', verbs.form());
    return { ...opened, taskId: (await verbs.seat(caseId, judgementOf(kind), owner)).id };
  },
  async granted(opened) {
    const { verbs, caseId } = opened;
    await vote(opened, 'APPROVE');
    await verbs.decide((await verbs.seat(caseId, 'second', CAST.leader)).id, CAST.leader, 'APPROVE');
    return opened;
  },
  async delegated(opened) {
    const { verbs, taskId, owner } = opened;
    await delegate(verbs.record, { ...verbs.on(taskId, owner), to: person(CAST.adviser) });
    return opened;
  },
};

export const CLOSE: Readonly<Partial<Record<Moment, (place: Place) => Promise<unknown>>>> = {
  held: ({ verbs, caseId }) => hold(verbs.record, { ...verbs.asks(CAST.officer), caseId }),
  ended: ({ verbs, caseId }) => withdraw(verbs.record, { ...verbs.asks(CAST.applicant), caseId }),
};
