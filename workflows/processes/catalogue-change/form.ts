/** 第二十七、二十八、三十条（三）: a change of what the catalogue has of a data resource, and what its steps ask for. */
import { Field, Form } from '@libs/forms/field';
import { Nested } from '@libs/forms/rules';
import { SharedApplicant } from '../shared/form.applicant';
import { SharedGuards } from '../shared/form.guards';
import * as evidence from './form.evidence';
import * as sections from './form.sections';

/** The top-level members are the sections: the digest of a section is the digest of its member. */
@Form('数据目录变更登记表')
export class CatalogueChangeForm {
  @Field('前置申明') @Nested(() => SharedGuards) guards: SharedGuards;
  @Field('申请人') @Nested(() => SharedApplicant) applicant: SharedApplicant;
  @Field('变更情况') @Nested(() => sections.ChangeDetails) change: sections.ChangeDetails;
}

/** The forms of the process; evidence classes by the names that the definition uses. */
export const FORMS = { form: CatalogueChangeForm, evidence: { ...evidence } } as const;
