/** What the steps of the yearly assessment ask for. Dates are calendar days in Asia/Shanghai. */
import { Field, Form } from '@libs/forms/field';
import type { FormProblem } from '@libs/forms/problem';
import { IsCalendarDate, IsChoice, IsChoiceList, IsFlag, IsText, IsTextList, MustBeTrue, Nested, NestedList } from '@libs/forms/rules';
import * as options from './form.options';
import * as sections from './form.sections';

/** Dates are `YYYY-MM-DD`, so the order of their texts is the order of their days. */
const inOrder = ({ from, to }: AssessmentRecord): readonly FormProblem[] => (to >= from ? [] : [{ path: 'to', code: 'NOT_AFTER', params: { otherZh: '「评估开始」', otherEn: '"from"' } }]);

/** 评估准备、信息调研、风险识别、综合分析. */
@Form('风险评估记录', inOrder)
export class AssessmentRecord {
  @Field('评估方式') @IsChoice(options.ASSESSED_BY) by: options.AssessedBy;
  @Field('评估单位', { when: ['by', 'ENTRUSTED'] }) @IsText(200) assessor?: string;
  @Field('评估人员') @IsTextList({ items: 50, max: 50 }) people: string[];
  @Field('评估开始') @IsCalendarDate() from: string;
  @Field('评估结束') @IsCalendarDate() to: string;
  @Field('评估依据和方法') @IsText(1000) method: string;
  @Field('信息调研', { help: '数据处理者、业务和信息系统、数据资产、处理活动、安全措施。' }) @IsText(4000) investigation: string;
  @Field('已识别的方面') @IsChoiceList(options.RISK_AREAS) areas: options.RiskArea[];
  @Field('综合分析') @IsText(4000) analysis: string;
}

/** 第十二条: the four contents, on the cover that the paper has. */
@Form('年度数据安全风险评估报告')
export class AnnualReport {
  @Field('基本信息') @Nested(() => sections.ReportCover) cover: sections.ReportCover;
  @Field('处理的重要数据的种类、数量') @Nested(() => sections.ImportantDataContent) importantData: sections.ImportantDataContent;
  @Field('开展卫生健康数据处理活动的情况') @IsText(4000) activities: string;
  @Field('面临的数据安全风险及其应对措施') @NestedList(() => sections.RiskContent, { items: 100 }) risks: sections.RiskContent[];
  @Field('其他', { optional: true }) @IsText(4000) other?: string;
  @Field('重要数据处理者的报告事项', { optional: true, help: '网络数据安全管理条例第三十三条；不处理重要数据的可以不填。' }) @Nested(() => sections.NetworkDataItems) networkData?: sections.NetworkDataItems;
  @Field('问题清单', { optional: true }) @NestedList(() => sections.Issue, { items: 100 }) issues?: sections.Issue[];
  @Field('本报告不含国家秘密和个人信息') @MustBeTrue() noSecrets: boolean;
  @Field('真实性声明') @MustBeTrue() truthful: boolean;
}

@Form('报送')
export class ReportSubmission {
  @Field('报送文号', { optional: true }) @IsText(100) documentNo?: string;
  @Field('报送日期') @IsCalendarDate() submittedOn: string;
}

@Form('四项内容核对')
export class CompletenessCheck {
  @Field('重要数据的种类、数量齐全') @IsFlag() importantData: boolean;
  @Field('数据处理活动的情况齐全') @IsFlag() activities: boolean;
  @Field('面临的风险齐全') @IsFlag() risks: boolean;
  @Field('应对措施齐全') @IsFlag() countermeasures: boolean;
  @Field('退回要点', { optional: true, help: '退回的，一次性列明缺少的内容。' }) @IsTextList({ items: 50, max: 500 }) points?: string[];
}

@Form('问题整改')
export class Remediation {
  @Field('整改措施与完成情况') @IsText(2000) measures: string;
  @Field('完成日期') @IsCalendarDate() completedOn: string;
  @Field('佐证材料编号') @IsText(200) proofRef: string;
}

/** 逾期报送: a lead for supervision (第三十七条). */
@Form('逾期报送登记')
export class OverdueFinding {
  @Field('逾期原因（单位说明）') @IsText(1000) cause: string;
  @Field('处理意见') @IsText(1000) opinion: string;
}
