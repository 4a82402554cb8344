import { Field, Form } from '@libs/forms/field';
import { IsIdList, IsText } from '@libs/forms/rules';

@Form('抄送')
export class CopyRequest {
  @Field('接收人') @IsIdList({ items: 50 }) to: string[];
  @Field('附言', { optional: true }) @IsText(500) note?: string;
}
