/** The list of a unit that has graded its resources (第三十条（二）), as it comes to the district. */
import type { ParentMoment } from '@libs/record/desk';
import type { ClassificationGradingForm } from '../classification-grading/form';
import type { ListSubmission } from '../classification-grading/form.evidence';
import { GRADING_RULES } from '../shared/form.grading';
import type { SharedResource } from '../shared/form.resource';
import type { DistrictInventoryForm } from './form';
import type { InventoryItem } from './form.sections';

const MOST_BASIS = 500;

/** @throws Error where the parent is no grading that has been submitted */
export function listFromGrading({ process, form, evidence, org }: ParentMoment): DistrictInventoryForm {
  const submitted = evidence['listSubmission'];
  if (process !== 'classification-grading' || submitted === undefined) throw new Error(`no list of resources comes from ${process}`);
  // Both have been checked against their classes.
  const { guards, resources } = form as unknown as ClassificationGradingForm;
  const submission = submitted as unknown as ListSubmission;
  return { guards, submission: { ...submission, unitCode: org.code }, items: resources.map(itemOf) };
}

const itemOf = ({ basicInfo, grading }: SharedResource): InventoryItem => ({
  resourceId: basicInfo.resourceId,
  name: basicInfo.name,
  category: basicInfo.category,
  summary: basicInfo.summary,
  source: basicInfo.source,
  subjectCount: basicInfo.subjectCount,
  sensitive: basicInfo.sensitive,
  proposedLevel: grading.proposedLevel,
  basis: basisOf(grading),
  updateCycle: basicInfo.updateCycle,
  sharing: basicInfo.sharing,
  opening: basicInfo.opening,
});

const basisOf = ({ suggestedBy, deviationReason }: SharedResource['grading']): string =>
  [...suggestedBy.map((rule) => GRADING_RULES[rule] ?? rule), ...(deviationReason === undefined ? [] : [`偏离理由：${deviationReason}`])].join('；').slice(0, MOST_BASIS);
