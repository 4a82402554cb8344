/** Messages between the record and the engine. Ids, enums, counts, digests and instants only: no names, no free text. */
import type { CaseEvent } from '@workflows/kit/journal';

export interface EventPage {
  /** Events in order, without gaps within the page. */
  readonly events: readonly CaseEvent[];
  /** The newest sequence of the case; beyond the page where there are more than one page holds. */
  readonly seq: number;
  /** Running digest of the journal, and digest of the wants, after the last event of the page; null for an empty one. */
  readonly journalDigest: string | null;
  readonly wantsDigest: string | null;
  /** When something falls due next, in milliseconds since the epoch, and the revision of that instant. */
  readonly nextDueAt: number | null;
  readonly dueRevision: number;
  readonly closed: boolean;
}

/** The one signal of a case. Start, first delivery, repetition and repair are this one message. */
export interface CaseMessage extends EventPage {
  readonly caseId: string;
  readonly number: string;
  readonly processType: string;
  readonly storyVersion: number;
  /** Code of the unit. */
  readonly unit: string;
}

export interface KeptTime extends EventPage {
  /** The database's now, in milliseconds since the epoch. */
  readonly now: number;
}

/** What starts a run: the case alone; everything else is told or pulled. */
export interface CaseStart {
  readonly caseId: string;
  readonly processType: string;
  readonly storyVersion: number;
  readonly number: string;
  readonly unit: string;
}

/** What a run shows an operator. */
export interface Whereabouts {
  readonly seq: number;
  readonly openSteps: readonly string[];
  readonly nextDueAt: number | null;
  readonly ended: string | null;
  readonly toldDifferently: boolean;
  readonly journalDigest: string | null;
}

/** The activities of a case. Each is safe to repeat: it is keyed by case, sequence or want id. */
export interface CaseActivities {
  /** Settles what is due by PostgreSQL's clock; repeating it settles nothing twice. */
  keepTime(request: { readonly caseId: string; readonly knownSeq: number }): Promise<KeptTime>;
  eventsAfter(request: { readonly caseId: string; readonly afterSeq: number }): Promise<EventPage>;
  /** Performs an effect once claimed, and answers it with an event in the record. */
  perform(request: { readonly caseId: string; readonly wantId: string; readonly knownSeq: number }): Promise<EventPage & { readonly performed: boolean }>;
  /** The run's wants differ from the record's after the same event. */
  reportDifference(request: { readonly caseId: string; readonly seq: number }): Promise<void>;
}

/** Begins the cases of a yearly process that are due; said by its schedule. */
export interface YearlyActivities {
  /** @returns how many were begun */
  beginYearly(request: { readonly processType: string }): Promise<number>;
}
export const YEARLY_WORKFLOW = 'beginYearlyRuns';

/** The types of the failures that activities throw. Nothing but the type: no text of a cause reaches a history. */
export const UNKNOWN_CASE = 'UNKNOWN_CASE';
export const RECORD_UNAVAILABLE = 'RECORD_UNAVAILABLE';

export const CASE_EVENT_SIGNAL = 'caseEvent';
export const WHERE_QUERY = 'where';
export const TASK_QUEUE = 'qingdun';

/** The workflow type of a process: its id in camel case, as an exported function needs a name. */
export const workflowTypeOf = (processType: string): string => processType.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
