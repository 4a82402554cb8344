import { Field, Form } from '@libs/forms/field';
import { IsFormatted, IsText, Nested } from '@libs/forms/rules';
import { NAME_CODE, ORG_CODE } from '../http/codes';

@Form('以何岗位办理')
export class ActingAsRequest {
  @Field('岗位代码') @IsFormatted(NAME_CODE, 64) position: string;
  @Field('单位代码') @IsFormatted(ORG_CODE, 32) orgCode: string;
}

/** An act that has to be explained. That a reason is needed is the record's answer, in its place among the others. */
@Form('理由')
export class ReasonRequest {
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
  @Field('以何岗位办理', { optional: true }) @Nested(() => ActingAsRequest) actingAs?: ActingAsRequest;
}
