import { Field, Form } from '@libs/forms/field';
import { IsText } from '@libs/forms/rules';

@Form('不同意见')
export class DissentRequest {
  @Field('意见', { optional: true }) @IsText(4000) opinion?: string;
}
