/** What the steps after the list ask for. Dates are calendar days in Asia/Shanghai. Where something does not hold, the list is returned. */
import { Field, Form } from '@libs/forms/field';
import { IsCalendarDate, IsFormatted, IsText, MustBeTrue } from '@libs/forms/rules';
import { PHONE } from '../shared/form.applicant';

/** 第二十九、三十条. */
@Form('梳理与定级核对')
export class SortingReview {
  @Field('四组信息齐全、属实') @MustBeTrue() infoComplete: boolean;
  @Field('等级保护和关键信息基础设施情况属实') @MustBeTrue() systemsConfirmed: boolean;
  @Field('类别适当') @MustBeTrue() categoryConfirmed: boolean;
  @Field('影响对象、影响程度和分级因素适当') @MustBeTrue() impactConfirmed: boolean;
  @Field('建议级别符合就高从严') @MustBeTrue() levelConfirmed: boolean;
  @Field('核对说明', { optional: true }) @IsText(2000) note?: string;
}

@Form('第二人复核')
export class SecondReview {
  @Field('偏离理由充分') @MustBeTrue() reasonSufficient: boolean;
  @Field('复核结论') @IsText(2000) conclusion: string;
}

@Form('上报数据资源清单')
export class ListSubmission {
  @Field('清单名称') @IsText(200) title: string;
  @Field('报送日期') @IsCalendarDate() submittedOn: string;
  @Field('联系人') @IsText(50) contact: string;
  @Field('联系电话') @IsFormatted(PHONE, 20) phone: string;
}
