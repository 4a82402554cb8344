import { Field, Form } from '@libs/forms/field';
import { IsFlag, IsFormatted, Nested } from '@libs/forms/rules';
import { ORG_CODE } from '../http/codes';
import { IsCarriedForm } from '../http/json-object';
import { ActingAsRequest } from '../record/acts.dto';

export class ProcessTypeQuery {
  @Field('仅本人可发起的', { optional: true }) @IsFlag() startable?: boolean;
}

@Form('预览')
export class PreviewRequest {
  @Field('申请表') @IsCarriedForm() form: Record<string, unknown>;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
  @Field('以何岗位办理', { optional: true }) @Nested(() => ActingAsRequest) actingAs?: ActingAsRequest;
}
