/** On which content a judgement stands, and which no longer do once that is another. */
import { outcomesOf } from '@workflows/kit/definition';
import { isJudgement } from '@workflows/kit/want';
import type { CaseWork } from './case-work';
import type { LoadedCase } from './loaded';
import type { StepRow } from './rows';

/** Digests of the sections of a form revision. */
type Sections = Readonly<Record<string, string>>;

/** What was shown when a step was decided as it was. */
export const decidedDigest = ({ decisions }: Pick<LoadedCase, 'decisions'>, { id, outcome }: Pick<StepRow, 'id' | 'outcome'>): string | undefined =>
  decisions.findLast((one) => one.step_id === id && one.outcome === outcome)?.digest;

/** Whether a review is this one or lies in it. */
export const isWithin = (review: string, outer: string): boolean => review === outer || review.startsWith(`${outer}/`);

/** Settled judgements whose content is no longer what was decided upon: what a resubmission makes stale. */
export function staleWith(work: CaseWork, sections: Sections, review: string | null): string[] {
  return judgedWithin(work, review)
    .filter(({ step }) => !work.definition.steps[step.key]?.admits && !awaitsRevision(work, step))
    .filter(({ step }) => {
      const decided = step.revised_digest ?? decidedDigest(work.loaded, step);
      return decided !== undefined && decided !== work.shownDigest(step, sections);
    })
    .map(({ id }) => id);
}

/** What was approved after a revision (修改后批准) stands on the revision that this is. */
export function noteRevision(work: CaseWork, sections: Sections, review: string | null): void {
  for (const { step } of judgedWithin(work, review)) {
    if (awaitsRevision(work, step)) work.changes.put('steps', Object.assign(step, { revised_digest: work.shownDigest(step, sections) }));
  }
}

/** The judgements that stand within a review, or in any where none is named. */
function judgedWithin({ picture, loaded }: CaseWork, review: string | null): { readonly id: string; readonly step: StepRow }[] {
  return picture.settled
    .filter((one) => one.standing && isJudgement(one.kind) && one.review !== undefined && (review === null || isWithin(one.review, review)))
    .flatMap(({ id }) => loaded.steps.filter((step) => step.want_id === id && step.status === 'SETTLED').map((step) => ({ id, step })));
}

function awaitsRevision({ definition }: CaseWork, { key, outcome, revised_digest }: StepRow): boolean {
  const spec = definition.steps[key];
  return spec !== undefined && outcome !== null && outcomesOf(spec)[outcome]?.then === 'REVISE' && revised_digest === null;
}
