/** 第十二条: which year is assessed; what the report says is filled in by the steps. */
import { Field, Form } from '@libs/forms/field';
import { IsCount, Nested } from '@libs/forms/rules';
import * as evidence from './form.evidence';

export class AssessedYear {
  @Field('评估年度') @IsCount(2025, 2099) year: number;
}

/** The top-level members are the sections: the digest of a section is the digest of its member. */
@Form('年度数据安全风险评估')
export class AnnualAssessmentForm {
  @Field('评估年度') @Nested(() => AssessedYear) assessment: AssessedYear;
}

/** The forms of the process; evidence classes by the names that the definition uses. */
export const FORMS = { form: AnnualAssessmentForm, evidence: { ...evidence } } as const;
