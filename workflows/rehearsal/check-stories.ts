/** Before a deploy: does an open journal, folded on the new code, want what the record has open? */
import { DivergedError, StoryError } from '@workflows/kit/errors';
import { Fold, type Process } from '@workflows/kit/fold';
import type { CaseEvent } from '@workflows/kit/journal';
import { wantsDigest } from '@workflows/kit/want';

export type JournalCheck =
  | { readonly result: 'SAME' }
  /** The new story goes on from this journal, but wants something else now. */
  | { readonly result: 'DIFFERS'; readonly wants: readonly string[]; readonly ended?: string }
  /** The new story cannot take this journal: the case stays on the version it is pinned to. */
  | { readonly result: 'DIVERGED'; readonly seq: number; readonly reason: string };

export interface RecordedCase {
  readonly caseId: string;
  readonly process: Process;
  readonly journal: readonly CaseEvent[];
  /** The digest of the wants that the record holds after the last entry. */
  readonly wantsDigest: string;
}

export interface StoriesReport {
  /** How many cases fold to the same wants. */
  readonly same: number;
  readonly differs: readonly { readonly caseId: string; readonly wants: readonly string[]; readonly ended?: string }[];
  readonly diverged: readonly { readonly caseId: string; readonly seq: number; readonly reason: string }[];
}

/** Folds one journal on this code. Errors other than the kit's own are thrown on. */
export async function checkJournal(process: Process, journal: readonly CaseEvent[], recordedWantsDigest: string): Promise<JournalCheck> {
  const fold = new Fold(process);
  for (const event of journal) {
    try {
      await fold.feed(event);
    } catch (error) {
      if (error instanceof DivergedError || error instanceof StoryError) return { result: 'DIVERGED', seq: event.seq, reason: error.message };
      throw error;
    }
  }
  const picture = fold.picture();
  if (wantsDigest(picture) === recordedWantsDigest) return { result: 'SAME' };
  return { result: 'DIFFERS', wants: picture.wants.map(({ id }) => id), ...(picture.ended ? { ended: picture.ended.outcome } : {}) };
}

/** Checks case after case, so that journals can be read page by page. */
export async function checkStories(cases: Iterable<RecordedCase> | AsyncIterable<RecordedCase>): Promise<StoriesReport> {
  let same = 0;
  const differs: StoriesReport['differs'][number][] = [];
  const diverged: StoriesReport['diverged'][number][] = [];
  for await (const { caseId, process, journal, wantsDigest: recorded } of cases) {
    const { result, ...detail } = await checkJournal(process, journal, recorded);
    if (result === 'SAME') same++;
    else if ('reason' in detail) diverged.push({ caseId, ...detail });
    else if ('wants' in detail) differs.push({ caseId, ...detail });
  }
  return { same, differs, diverged };
}
