/** The resource whose change was registered (第二十七、二十八、三十条（三）), as it is classified and graded anew. */
import type { ParentMoment } from '@libs/record/desk';
import type { CatalogueChangeForm } from '../catalogue-change/form';
import type { ChangedResource } from '../catalogue-change/form.evidence';
import type { ClassificationGradingForm } from './form';

/** @throws Error where the parent is no change whose resource has been described */
export function listFromChange({ process, form, evidence }: ParentMoment): ClassificationGradingForm {
  const described = evidence['description'];
  if (process !== 'catalogue-change' || described === undefined) throw new Error(`no resource to be graded comes from ${process}`);
  // Both have been checked against their classes.
  const { guards, applicant } = form as unknown as CatalogueChangeForm;
  const { systems, resource, declaration } = described as unknown as ChangedResource;
  return { guards, applicant, ...(systems && { systems }), resources: [resource], declaration };
}
