/** What the steps of the dual review ask for (forms.md F4, regulation.md §3.1). */
import { Field, Form } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsCount, IsFlag, IsFormatted, IsText, MustBeTrue } from '@libs/forms/rules';
import { PHONE } from '../shared/form.applicant';
import * as options from './form.options';

/** 材料不齐须一次性告知: what is missing is told with the return. */
@Form('材料齐备性核对')
export class Completeness {
  @Field('必需材料齐全') @MustBeTrue() complete: boolean;
  @Field('已核对的文件份数') @IsCount(1, 1_000) documents: number;
}

/** 伦理审查批件 (F4): the number of members, recusals and votes stand in the session itself. */
@Form('伦理审查批件')
export class EthicsOpinion {
  @Field('伦审号') @IsText(64) opinionNo: string;
  @Field('审查日期') @IsCalendarDate() reviewedOn: string;
  @Field('审查方式') @IsChoice(options.REVIEW_MODES) mode: options.ReviewMode;
  @Field('修改意见已落实，或者无修改意见') @MustBeTrue() revisionDone: boolean;
  @Field('跟踪审查频率', { help: '系统至迟按政策规定的周期发起跟踪审查。' }) @IsChoice(options.FOLLOW_UP_FREQUENCIES) followUp: options.FollowUpFrequency;
  @Field('注意事项', { optional: true }) @IsText(1000) notice?: string;
}

/** The checklist of the technical review: one for each reviewer. */
@Form('技术审核')
export class TechnicalReview {
  @Field('已完成定级和衍生数据重新定级') @MustBeTrue() graded: boolean;
  @Field('去标识化效果') @IsChoice(options.DEIDENTIFICATION_GRADES) deidentification: options.DeidentificationGrade;
  @Field('重识别风险') @IsChoice(options.RISKS) reidentificationRisk: options.Risk;
  @Field('交付方式符合原始数据不出域、可用不可见、可控可计量') @MustBeTrue() deliveryCompliant: boolean;
  @Field('访问控制有效') @MustBeTrue() accessControlled: boolean;
  @Field('水印') @IsFlag() watermark: boolean;
  @Field('日志完整') @MustBeTrue() logged: boolean;
  @Field('开放类型') @IsChoice(options.REVIEWED_OPEN_TYPES) openType: options.ReviewedOpenType;
  @Field('审核结论') @IsText(2000) conclusion: string;
}

@Form('开放备案')
export class OpeningFiling {
  @Field('备案事项') @IsText(1000) summary: string;
  @Field('开放平台') @IsText(100) platform: string;
  @Field('联系人') @IsText(50) contact: string;
  @Field('联系电话') @IsFormatted(PHONE, 20) phone: string;
  @Field('已附双审核和影响研判结论') @MustBeTrue() conclusionsAttached: boolean;
}

@Form('停止开放')
export class TakeDown {
  @Field('停止开放日期') @IsCalendarDate() takenDownOn: string;
  @Field('平台和接口均已关闭') @MustBeTrue() channelsClosed: boolean;
  @Field('已通知使用者') @IsFlag() usersNotified: boolean;
}

@Form('结项登记')
export class OpenClosure {
  @Field('结项日期') @IsCalendarDate() closedOn: string;
  @Field('计量次数') @IsCount(0, 2_000_000_000) meteredCount: number;
  @Field('开放情况和成效') @IsText(2000) summary: string;
}
