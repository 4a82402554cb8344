import { EXAMPLE_FORM as GRADING_FORM, EXAMPLE_RESOURCE } from '../classification-grading/form.example';
import type { CatalogueChangeForm } from './form';
import type { ChangedResource } from './form.evidence';
import type { DerivedData } from './form.sections';

/** A valid change for tests and the demonstration. Everybody and everything in it is made up. */
export const EXAMPLE_FORM: CatalogueChangeForm = {
  guards: { containsStateSecret: false, aggregatesToSecret: false },
  applicant: { dept: '病案科', employeeNo: 'DEMO-0010', phone: '021-00000000' },
  change: {
    subject: 'EXISTING',
    resourceId: EXAMPLE_RESOURCE.basicInfo.resourceId,
    changedAt: '2026-02-02',
    trigger: 'SCALE_CHANGE',
    changedFields: ['SCALE', 'SUBJECT_COUNT'],
    description: '新增两个病区的数据，规模扩大。',
    before: '十个病区。',
    after: '十二个病区。',
  },
};

export const EXAMPLE_DERIVED: DerivedData = {
  code: 'DEMO-DERIVED-01',
  name: '示例脱敏随访数据',
  category: 'THEMATIC_RESOURCE',
  dept: '病案科',
  sourceIds: ['0190a000-0000-7000-8000-0000000000a2'],
  derivation: 'DESENSITIZED',
  subjectCount: 800,
  sensitive: false,
};

export const EXAMPLE_DESCRIPTION: ChangedResource = { ...(GRADING_FORM.systems && { systems: GRADING_FORM.systems }), resource: EXAMPLE_RESOURCE, declaration: GRADING_FORM.declaration };
