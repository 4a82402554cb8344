import { Field, Form } from '@libs/forms/field';
import { IsFormatted, IsText } from '@libs/forms/rules';
import { NAME_CODE } from '../http/codes';
import { IsCarriedForm } from '../http/json-object';

/** As in a decision, but nothing has to be there yet, and evidence is not checked against its step. */
@Form('意见草稿')
export class OpinionDraftRequest {
  @Field('结论', { optional: true }) @IsFormatted(NAME_CODE, 64) outcome?: string;
  @Field('意见', { optional: true }) @IsText(4000) opinion?: string;
  @Field('凭据', { optional: true }) @IsCarriedForm() evidence?: Record<string, unknown>;
}
