import { Field } from '@libs/forms/field';
import { IsText, MustBeTrue } from '@libs/forms/rules';

export class SharedCommitment {
  @Field('不再识别') @MustBeTrue() noReidentification: boolean;
  @Field('不转发') @MustBeTrue() noOnwardTransfer: boolean;
  @Field('不超范围') @MustBeTrue() withinScope: boolean;
  @Field('成果备份') @MustBeTrue() resultsBackedUp: boolean;
  @Field('到期销毁', { help: '按所选的到期处置办理，不留副本。' }) @MustBeTrue() destroyAtExpiry: boolean;
  @Field('签字') @IsText(50) signature: string;
}
