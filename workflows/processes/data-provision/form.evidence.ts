/** What the steps that only a provision has ask for. Dates are calendar days in Asia/Shanghai. */
import { Field, Form } from '@libs/forms/field';
import { IsCalendarDate, IsCount, IsText, MustBeTrue } from '@libs/forms/rules';

/** 网络数据安全管理条例 第十二条: what is agreed with the recipient [F]. */
@Form('接收方协议')
export class ProvisionAgreement {
  @Field('协议编号') @IsText(100) agreementNo: string;
  @Field('签订日期') @IsCalendarDate() signedOn: string;
  @Field('有效期至', { help: '不得早于批准的有效期。' }) @IsCalendarDate() validUntil: string;
  @Field('已约定目的、方式、范围') @MustBeTrue() purposeAgreed: boolean;
  @Field('已约定安全保护义务和措施') @MustBeTrue() protectionAgreed: boolean;
  @Field('已约定不得转提供、不得再识别') @MustBeTrue() noOnwardTransfer: boolean;
  @Field('已约定期满归还或者销毁') @MustBeTrue() returnAgreed: boolean;
}

/** 网络数据安全管理条例 第十二条: the record is kept for three years at least. */
@Form('提供记录')
export class ProvisionRecord {
  @Field('交付次数') @IsCount(0, 1_000_000) deliveries: number;
  @Field('累计条数') @IsCount(0, 2_000_000_000) records: number;
  @Field('首次交付日期', { optional: true, help: '未交付的不填。' }) @IsCalendarDate() firstDeliveredOn?: string;
  @Field('末次交付日期', { optional: true, help: '未交付的不填。' }) @IsCalendarDate() lastDeliveredOn?: string;
  @Field('计量次数') @IsCount(0, 2_000_000_000) meteredCount: number;
  @Field('保存至', { help: '自登记之日起不少于三年。' }) @IsCalendarDate() keptUntil: string;
}
