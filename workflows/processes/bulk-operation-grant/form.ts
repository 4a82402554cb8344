/** 第十八条: the application for one bulk operation, and what its steps ask for. */
import { instantOf } from '@libs/forms/calendar-date';
import { Field, Form } from '@libs/forms/field';
import type { FormProblem } from '@libs/forms/problem';
import { Nested } from '@libs/forms/rules';
import { SharedApplicant } from '../shared/form.applicant';
import { SharedGuards } from '../shared/form.guards';
import * as evidence from './form.evidence';
import * as sections from './form.sections';

function windowRuns({ window }: BulkOperationForm): readonly FormProblem[] {
  const ends = ['from', 'until'] as const;
  const missing = ends.filter((end) => instantOf(window[end]) === undefined);
  if (missing.length) return missing.map((end) => ({ path: `window.${end}`, code: 'BAD_FORMAT' }));
  if ((instantOf(window.until) ?? 0) > (instantOf(window.from) ?? 0)) return [];
  return [{ path: 'window.until', code: 'NOT_AFTER', params: { otherZh: '「开始时间」', otherEn: '"window.from"' } }];
}

/** The top-level members are the sections: the digest of a section is the digest of its member. */
@Form('批量操作专项授权申请表', windowRuns)
export class BulkOperationForm {
  @Field('前置申明') @Nested(() => SharedGuards) guards: SharedGuards;
  @Field('申请人') @Nested(() => SharedApplicant) applicant: SharedApplicant;
  @Field('关联使用') @Nested(() => sections.BulkUse) use: sections.BulkUse;
  @Field('操作') @Nested(() => sections.BulkOperationSection) operation: sections.BulkOperationSection;
  @Field('用途') @Nested(() => sections.BulkPurpose) purpose: sections.BulkPurpose;
  @Field('脱敏') @Nested(() => sections.BulkDesensitization) desensitization: sections.BulkDesensitization;
  @Field('去向') @Nested(() => sections.BulkDestination) destination: sections.BulkDestination;
  @Field('时间窗') @Nested(() => sections.BulkWindow) window: sections.BulkWindow;
  @Field('承诺') @Nested(() => sections.BulkCommitment) commitment: sections.BulkCommitment;
}

/** The forms of the process; evidence classes by the names that the definition uses. */
export const FORMS = { form: BulkOperationForm, evidence: { ...evidence } } as const;
