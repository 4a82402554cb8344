/** What a case waits for: who, since when, until when; the same for everybody who may see it. */
import { escalatedTo } from '@libs/record/clock-book';
import type { ClockRow, StepRow } from '@libs/record/rows';
import type { Definition } from '@workflows/kit/definition';
import type { CaseRead } from './case.read';
import { seatView, titleOfPosition, titleOfStep, type SeatView } from './case.view';
import { runningClock, waitingSentence } from './waiting-sentence';

export interface WaitingFor {
  readonly stepKey: string;
  readonly title: string;
  readonly seats: readonly SeatView[];
  readonly eligible: readonly { readonly id: string; readonly name: string }[];
  readonly since: string;
  readonly dueAt: string | null;
  readonly nextEscalation: { readonly at: string; readonly to: string } | null;
}

export interface Waiting {
  readonly sentence: string;
  readonly waitingFor: readonly WaitingFor[];
  readonly engine: {
    readonly state: 'UP_TO_DATE' | 'BEHIND' | 'FAILING' | 'TOLD_DIFFERENTLY';
    readonly seq: number;
    readonly toldSeq: number;
    readonly lastFailure?: string;
    /** When a worker last told the engine of this case. */
    readonly workerSeen: string | null;
  };
}

export type Eligible = ReadonlyMap<string, readonly { readonly id: string; readonly name: string }[]>;

const PEOPLES: ReadonlySet<string> = new Set(['APPROVE', 'COMPLETE', 'SESSION', 'CORRECTION']);

/** @param eligible who could act on each open task, by task id */
export function waitingOf(read: CaseRead, definition: Definition, eligible: Eligible): Waiting {
  const open = read.steps.filter(({ status, kind }) => status === 'OPEN' && PEOPLES.has(kind));
  const waitingFor = open.map((step) => waitingForStep(read, definition, step, eligible));
  return { sentence: waitingSentence(read, definition, waitingFor), waitingFor, engine: engineOf(read) };
}

function waitingForStep(read: CaseRead, definition: Definition, step: StepRow, eligible: Eligible): WaitingFor {
  // Not for who waits themselves, until other seats have decided.
  const tasks = read.tasks.filter(({ step_id, status, waiting }) => step_id === step.id && status === 'OPEN' && !waiting);
  return {
    stepKey: step.key,
    title: titleOfStep(definition, step),
    seats: tasks.map((task) => seatView(read, task)),
    eligible: [...new Map(tasks.flatMap((task) => eligible.get(task.id) ?? []).map((person) => [person.id, person])).values()],
    since: step.opened_at,
    dueAt: step.due_at,
    nextEscalation: nextEscalation(definition, step, runningClock(read, step)),
  };
}

/** Known once the limit is breached: the chain is climbed from then on. */
function nextEscalation(definition: Definition, step: StepRow, clock: ClockRow | undefined): WaitingFor['nextEscalation'] {
  if (!clock || clock.breached_at === null || clock.next_at === null) return null;
  const to = escalatedTo(definition.steps[step.key]?.escalation ?? [], clock.escalated);
  return to === undefined ? null : { at: clock.next_at, to: titleOfPosition(to) };
}

function engineOf({ case: row, engine }: CaseRead): Waiting['engine'] {
  const seen = { seq: row.seq, toldSeq: engine.told_seq, ...(engine.last_failure !== null && { lastFailure: engine.last_failure }), workerSeen: engine.told_at };
  if (engine.told_differently_seq !== null) return { state: 'TOLD_DIFFERENTLY', ...seen };
  if (engine.last_failure !== null) return { state: 'FAILING', ...seen };
  return { state: engine.waiting || engine.told_seq < row.seq ? 'BEHIND' : 'UP_TO_DATE', ...seen };
}
