/** 第三十八条: what a trace begins with. */
import { Field, Form } from '@libs/forms/field';
import { Nested } from '@libs/forms/rules';
import * as evidence from './form.evidence';
import * as sections from './form.sections';

@Form('责任追究逐级倒查立项表')
export class AccountabilityTraceForm {
  @Field('倒查事由') @Nested(() => sections.TraceTrigger) trigger: sections.TraceTrigger;
  @Field('事件经过') @Nested(() => sections.TraceEvent) event: sections.TraceEvent;
  @Field('证据清单') @Nested(() => sections.TraceEvidence) evidence: sections.TraceEvidence;
  @Field('涉及岗位') @Nested(() => sections.TracePersons) persons: sections.TracePersons;
}

export const FORMS = { form: AccountabilityTraceForm, evidence: { ...evidence } } as const;
