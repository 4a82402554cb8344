import type { CaseRecord } from '@libs/record/record';
import { LOCK_CASE } from '@libs/record/statements';

/** What is shown on a step now, which a decision on it is bound to; a digest of nothing where the step is not loaded any more. */
export const seenOn = (record: CaseRecord, caseId: string, stepId: string): Promise<string> =>
  record.actAsSystem({ by: LOCK_CASE, id: caseId }, async (work) => {
    const step = work.loaded.steps.find(({ id }) => id === stepId);
    return step ? work.shownDigest(step) : '0'.repeat(64);
  });
