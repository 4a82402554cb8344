/** What the district fills in as it reviews a list. Dates are calendar days in Asia/Shanghai. */
import { Field, Form } from '@libs/forms/field';
import { repeated } from '@libs/forms/repeated';
import { IsCalendarDate, IsCount, IsFlag, IsText, IsTextList, NestedList } from '@libs/forms/rules';
import { Determination } from './form.sections';

const POINTS = '退回要点';

/** 第三十条（二）: the four groups of information, then category, then level. */
@Form('清单齐全性核对')
export class InventoryCompleteness {
  @Field('数据基本情况齐全') @IsFlag() basicInfo: boolean;
  @Field('责任主体情况齐全') @IsFlag() responsibleParty: boolean;
  @Field('数据处理情况齐全') @IsFlag() processingInfo: boolean;
  @Field('数据安全情况齐全') @IsFlag() securityInfo: boolean;
  @Field('类别、级别均已填报') @IsFlag() classified: boolean;
  @Field(POINTS, { optional: true, help: '退回补正的，一次性列明缺少的内容。' }) @IsTextList({ items: 50, max: 500 }) points?: string[];
}

/** 第六条（一）. */
@Form('清单审核')
export class InventoryReview {
  @Field('分类与 WS/T 787 及单位分类表一致') @IsFlag() categoriesConsistent: boolean;
  @Field('级别建议符合第二十四至二十六条') @IsFlag() levelsConsistent: boolean;
  @Field('与国家、本市已公布目录无冲突', { help: '冲突的，以国家主管部门发布的为准（第二十三条）。' }) @IsFlag() cataloguesAgree: boolean;
  @Field(POINTS, { optional: true }) @IsTextList({ items: 50, max: 500 }) points?: string[];
}

@Form('汇总入目录')
export class InventoryAggregation {
  @Field('汇总日期') @IsCalendarDate() aggregatedOn: string;
  @Field('汇总数据资源数') @IsCount(1, 200) resources: number;
  @Field('备注', { optional: true }) @IsText(1000) note?: string;
}

/** 建议范围: proposed by the unit, passed on by the district, determined by neither. */
@Form('上报建议')
export class UpwardProposal {
  @Field('上报文号') @IsText(100) documentNo: string;
  @Field('上报日期') @IsCalendarDate() proposedOn: string;
  @Field('报送对象') @IsText(100) proposedTo: string;
}

/** 第二十三条: 核心数据、重要数据目录由国家主管部门确定. */
@Form('国家主管部门的确定', ({ determinations }: NationalDecision) => repeated('determinations', determinations, 'resourceId'))
export class NationalDecision {
  @Field('确定文号') @IsText(100) documentNo: string;
  @Field('确定日期') @IsCalendarDate() decidedOn: string;
  @Field('确定结果') @NestedList(() => Determination, { items: 200 }) determinations: Determination[];
}
