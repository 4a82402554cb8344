/** What each step of a trace is concluded on (第三十八条). */
import { Field, Form } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsFlag, IsInstant, IsText, IsTextList } from '@libs/forms/rules';
import * as options from './form.options';

@Form('冻结日志和证据')
export class EvidenceFreeze {
  @Field('冻结时间') @IsInstant() frozenAt: string;
  @Field('已固定的证据') @IsTextList({ items: 50, max: 200 }) items: string[];
  @Field('固定方法和保管地点') @IsText(2_000) method: string;
  @Field('日志的校验值', { optional: true }) @IsText(200) digest?: string;
}

@Form('立项核实')
export class TraceOpening {
  @Field('倒查至') @IsChoice(options.LAST_LEVELS) lastLevel: options.LastLevel;
  @Field('核实情况') @IsText(4_000) findings: string;
}

/** 逐级倒查: each level is concluded on its own basis. */
@Form('逐级倒查结论')
export class LevelConclusion {
  @Field('查证的岗位') @IsText(200) position: string;
  @Field('应尽的职责及依据') @IsText(2_000) duties: string;
  @Field('查证情况') @IsText(4_000) findings: string;
  @Field('已听取说明') @IsFlag() heard: boolean;
}

@Form('责任认定')
export class ResponsibilityFinding {
  @Field('认定意见') @IsText(4_000) finding: string;
  @Field('依据') @IsText(2_000) basis: string;
}

@Form('处理决定')
export class Disposition {
  @Field('处理意见') @IsText(4_000) measures: string;
  @Field('决定文号', { optional: true }) @IsText(64) documentNo?: string;
}

@Form('移送')
export class Referral {
  @Field('移送机关') @IsChoice(options.REFERRED_TO) authority: options.ReferredTo;
  @Field('移送日期') @IsCalendarDate() referredOn: string;
  @Field('移送文号') @IsText(64) documentNo: string;
}

@Form('整改和经验总结')
export class Lessons {
  @Field('整改措施及完成情况') @IsText(4_000) rectification: string;
  @Field('经验教训') @IsText(4_000) lessons: string;
}
