import { Field } from '@libs/forms/field';
import type { FormProblem } from '@libs/forms/problem';
import { IsText, MustBeTrue, NestedList } from '@libs/forms/rules';

export class SharedRecipient {
  @Field('姓名') @IsText(50) name: string;
  @Field('单位') @IsText(100) unit: string;
  @Field('工号') @IsText(32) employeeNo: string;
  @Field('已签承诺书') @MustBeTrue() commitmentSigned: boolean;
}

export class SharedRecipients {
  @Field('实际使用者名单') @NestedList(() => SharedRecipient, { items: 100 }) users: SharedRecipient[];
  @Field('接收单位', { optional: true }) @IsText(100) receivingUnit?: string;
  @Field('知情人范围', { optional: true }) @IsText(500) awareScope?: string;
}

/** Where data goes to another organisation, that has a name. */
export const receivingUnitNamed = ({ recipients }: { readonly recipients: SharedRecipients }): readonly FormProblem[] =>
  recipients.receivingUnit === undefined ? [{ path: 'recipients.receivingUnit', code: 'REQUIRED' }] : [];
