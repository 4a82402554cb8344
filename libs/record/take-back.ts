/** 撤回: whether a decision can still be undone, and if not, why. Asked under the lock, and for what a screen offers. */
import type { BilingualText } from '@libs/platform/errors/catalogue';
import { fold, type Process } from '@workflows/kit/fold';
import type { CaseEvent } from '@workflows/kit/journal';
import { isJudgement, type Picture, type Want } from '@workflows/kit/want';
import { instantOf, type ClockRow, type DecisionRow, type StepRow } from './rows';

export interface Undoing {
  readonly process: Process;
  readonly journal: readonly CaseEvent[];
  /** The newest sequence of the case: time may have brought an event since the journal was read. */
  readonly seq: number;
  /** Of the task whose decision it is; nothing where it was cancelled. */
  readonly step: Pick<StepRow, 'id' | 'want_id' | 'kind' | 'status' | 'key'> | undefined;
  readonly decision: Pick<DecisionRow, 'id' | 'at'>;
  /** Those of the case that stand, in the order in which they were made. */
  readonly decisions: readonly Pick<DecisionRow, 'id' | 'step_id'>[];
  /** Whether seats were added to the step: others may have voted because of this vote. */
  readonly seatsAdded: boolean;
  readonly clocks: readonly Pick<ClockRow, 'step_id' | 'nature' | 'due_at'>[];
  /** Want ids of the effects that were ever claimed. */
  readonly claimed: readonly string[];
  /** Ids of the steps whose outcome a member has dissented from. */
  readonly dissented: readonly string[];
  /** Keys whose settling the registers have taken note of. */
  readonly registered: readonly string[];
  readonly now: number;
}

const BARRIERS = {
  resubmitted: { zh: '补正提交后不能撤回', en: 'A resubmission cannot be taken back' },
  overtaken: { zh: '您作出决定后办件已有新的进展，不能再撤回', en: 'The case has gone on since your decision; it cannot be taken back any more' },
  dissent: { zh: '已有成员对会议结论提交不同意见，不能再撤回', en: 'A member has dissented from the outcome; it cannot be taken back any more' },
  lapsed: { zh: '本环节的办理期限已过，撤回后无法重新办理', en: 'The limit of this step has passed; it could not be decided again' },
  grant: { zh: '您的决定已使授权生效或变更，不能再撤回', en: 'Your decision has opened or changed a grant; it cannot be taken back any more' },
  child: { zh: '您的决定已发起关联办件，不能再撤回', en: 'Your decision has opened a linked case; it cannot be taken back any more' },
  registered: { zh: '您的决定已记入台账，不能再撤回', en: 'Your decision stands in a register; it cannot be taken back any more' },
  effect: { zh: '您的决定已开始对外执行，不能再撤回', en: 'What your decision asks for is being performed already; it cannot be taken back any more' },
} as const satisfies Record<string, BilingualText>;

/** Why this decision cannot be taken back; nothing where it can. A vote steers nothing until its step is settled. */
export async function barrierTo({ process, journal, seq, step, decision, decisions, clocks, claimed, seatsAdded, dissented, registered, now }: Undoing): Promise<BilingualText | undefined> {
  if (step?.kind === 'CORRECTION' || (step && process.definition.steps[step.key]?.revises !== undefined)) return BARRIERS.resubmitted;
  if (!step || !isJudgement(step.kind)) return BARRIERS.overtaken;
  const lastVote = decisions.findLast(({ step_id }) => step_id === step.id)?.id === decision.id;
  if (step.status === 'OPEN') return seatsAdded && !lastVote ? BARRIERS.overtaken : undefined;
  const last = journal.at(-1);
  // Where a seat was removed, or somebody stood back, the step settled on an earlier decision.
  const isNewest = step.status === 'SETTLED' && last?.type === 'settled' && last.id === step.want_id && last.seq === seq && last.at === instantOf(decision.at);
  if (!isNewest || !lastVote) return BARRIERS.overtaken;
  if (dissented.includes(step.id)) return BARRIERS.dissent;
  if (clocks.some(({ step_id, nature, due_at }) => step_id === step.id && nature === 'HARD' && instantOf(due_at) <= now)) return BARRIERS.lapsed;
  if (registered.includes(step.key)) return BARRIERS.registered;
  return barrierIn(await fold(process, journal.slice(0, -1)), await fold(process, journal), claimed);
}

function barrierIn(before: Picture, after: Picture, claimed: readonly string[]): BilingualText | undefined {
  const opened = (kind: Want['kind']): Want[] => after.wants.filter((want) => want.kind === kind && !before.wants.some(({ id }) => id === want.id));
  if (grantsIn(before) !== grantsIn(after)) return BARRIERS.grant;
  if (opened('CHILD').length + opened('DIVERSION').length > 0 || after.spawned.length > before.spawned.length) return BARRIERS.child;
  if (opened('EFFECT').some(({ id }) => claimed.includes(id))) return BARRIERS.effect;
  return undefined;
}

/** All that is said of grants: which live, until when and whether suspended, and which have ended. */
const grantsIn = ({ wants, grants }: Picture): string => JSON.stringify([wants.flatMap(({ id, grant }) => (grant ? [{ id, ...grant }] : [])), grants]);
