/** 第十八条: the application for the use of sensitive or important data, and what its steps ask for. */
import { Field, Form } from '@libs/forms/field';
import { Nested } from '@libs/forms/rules';
import { SharedApplicant } from '../shared/form.applicant';
import { SharedCommitment } from '../shared/form.commitment';
import { impactAssessed, importanceAgrees, SharedData, SharedLevel, timeRangeRuns } from '../shared/form.data';
import { SharedGuards } from '../shared/form.guards';
import { periodRuns, SharedPeriod } from '../shared/form.period';
import { SharedProject, SharedPurpose } from '../shared/form.project';
import { SharedRecipients } from '../shared/form.recipients';
import * as evidence from './form.evidence';
import { UseProcessing } from './form.sections';

/** The top-level members are the sections: the digest of a section is the digest of its member. */
@Form<SensitiveDataUseForm>('敏感数据和重要数据使用申请表', periodRuns, timeRangeRuns, importanceAgrees, impactAssessed)
export class SensitiveDataUseForm {
  @Field('前置申明') @Nested(() => SharedGuards) guards: SharedGuards;
  @Field('申请人') @Nested(() => SharedApplicant) applicant: SharedApplicant;
  @Field('项目') @Nested(() => SharedProject) project: SharedProject;
  @Field('用途') @Nested(() => SharedPurpose) purpose: SharedPurpose;
  @Field('数据') @Nested(() => SharedData) data: SharedData;
  @Field('级别') @Nested(() => SharedLevel) level: SharedLevel;
  @Field('处理') @Nested(() => UseProcessing) processing: UseProcessing;
  @Field('接收') @Nested(() => SharedRecipients) recipients: SharedRecipients;
  @Field('期限') @Nested(() => SharedPeriod) period: SharedPeriod;
  @Field('承诺') @Nested(() => SharedCommitment) commitment: SharedCommitment;
}

/** The forms of the process; evidence classes by the names that the definition uses. */
export const FORMS = { form: SensitiveDataUseForm, evidence: { ...evidence } } as const;
