/** The activities of a case: the only place where the engine reaches the record and the outside. */
import { ApplicationFailure } from '@temporalio/activity';
import { RECORD_UNAVAILABLE, UNKNOWN_CASE, type CaseActivities, type EventPage, type YearlyActivities } from '@libs/contracts/engine';
import { DomainError } from '@libs/platform/errors/domain-error';
import { claimEffect, completeEffect, eventsAfter, keepTime, toldDifferently, type ClaimedEffect } from '@libs/record/engine';
import type { CaseRecord } from '@libs/record/record';
import { beginYearlyRuns } from '@libs/record/yearly-runs';

/** Performs one kind of effect. May be called again for the same want: the result must be the same. */
export interface Performer {
  perform(effect: ClaimedEffect & { readonly caseId: string; readonly wantId: string }): Promise<Readonly<Record<string, string>>>;
}

export interface CaseActivityDependencies {
  readonly record: CaseRecord;
  /** By the kind that definitions name. */
  readonly performers: Readonly<Record<string, Performer>>;
}

export function caseActivities({ record, performers }: CaseActivityDependencies): CaseActivities & YearlyActivities {
  const pageAfter = async (caseId: string, afterSeq: number): Promise<EventPage> => {
    const page = await eventsAfter(record.pool, caseId, afterSeq);
    if (!page) throw new DomainError('NOT_FOUND');
    return page;
  };
  return {
    keepTime: ({ caseId, knownSeq }) => guarded(() => keepTime(record, caseId, knownSeq)),
    eventsAfter: ({ caseId, afterSeq }) => guarded(() => pageAfter(caseId, afterSeq)),
    beginYearly: ({ processType }) => guarded(async () => (await beginYearlyRuns(record, processType)).begun),
    reportDifference: ({ caseId, seq }) => guarded(() => toldDifferently(record.pool, caseId, seq)),
    perform: ({ caseId, wantId, knownSeq }) =>
      guarded(async () => {
        const claimed = await claimEffect(record, caseId, wantId);
        if (!claimed) return { ...(await pageAfter(caseId, knownSeq)), performed: false };
        const performer = performers[claimed.kind];
        if (!performer) throw new Error(`nobody performs ${claimed.kind}`);
        const result = await performer.perform({ ...claimed, caseId, wantId });
        await completeEffect(record, caseId, wantId, result);
        return { ...(await pageAfter(caseId, knownSeq)), performed: true };
      }),
  };
}

/** Failures reach a history by their type alone: no message, no cause, nothing that a person wrote. */
async function guarded<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'NOT_FOUND') throw ApplicationFailure.nonRetryable(UNKNOWN_CASE, UNKNOWN_CASE);
    const type = error instanceof DomainError ? error.code : RECORD_UNAVAILABLE;
    throw ApplicationFailure.retryable(type, type);
  }
}
