/** What the steps of handling, grading, following up and closing an incident ask for. */
import { Field, Form } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsChoiceList, IsFlag, IsInstant, IsText, MustBeTrue, Nested, NestedList } from '@libs/forms/rules';
import * as options from './form.options';
import { IncidentReportForm } from './form.report';

@Form('确认收到')
export class Acknowledgement {
  @Field('接报编号', { optional: true }) @IsText(64) receiptNo?: string;
  @Field('处置要求', { optional: true }) @IsText(2_000) instruction?: string;
}

@Form('启动应急预案')
export class PlanActivation {
  @Field('预案名称') @IsText(200) planName: string;
  @Field('预案版本') @IsText(50) planVersion: string;
  @Field('启动时间') @IsInstant() activatedAt: string;
  @Field('响应级别', { optional: true }) @IsText(50) responseLevel?: string;
}

@Form('控制措施')
export class ContainmentRecord {
  @Field('开始时间') @IsInstant() startedAt: string;
  @Field('措施') @IsChoiceList(options.CONTAINMENTS) measures: options.Containment[];
  @Field('具体做法') @IsText(4_000) description: string;
  @Field('效果：危害是否不再扩大') @IsFlag() contained: boolean;
  @Field('现场和日志已保全') @IsFlag() evidenceKept: boolean;
}

/** 研判: a person decides; what the table suggests is shown beside it. */
@Form('事件等级研判')
export class SeverityAssessment {
  @Field('事件等级') @IsChoice(options.SEVERITY_CHOICES) severity: options.SeverityChoice;
  @Field('涉及关键信息基础设施') @IsFlag() ciiInvolved: boolean;
  @Field('低于系统建议的理由', { optional: true, help: '所定等级低于系统建议的必填。' }) @IsText(2_000) deviationReason?: string;
}

@Form('区级提高事件等级')
export class SeverityRaise {
  @Field('提高为') @IsChoice(options.SEVERITY_CHOICES) severity: options.SeverityChoice;
  @Field('理由') @IsText(2_000) reason: string;
}

/** 续报. */
@Form('续报')
export class FollowUpReport {
  @Field('报告') @Nested(() => IncidentReportForm) report: IncidentReportForm;
  @Field('获知新情况的时间') @IsInstant() learnedAt: string;
  @Field('新情况和处置进展', { help: '系统是否恢复、日志、原因分析、作案软件、请示事项。' }) @IsText(4_000) progress: string;
}

@Form('消除隐患')
export class Eradication {
  @Field('完成时间') @IsInstant() completedAt: string;
  @Field('消除隐患的措施') @IsText(4_000) measures: string;
  @Field('系统已恢复') @IsFlag() restored: boolean;
  @Field('剩余风险', { optional: true }) @IsText(2_000) residualRisk?: string;
}

@Form('隐患消除核验')
export class EradicationVerification {
  @Field('核验方法') @IsText(1_000) method: string;
  @Field('核验结论') @IsText(2_000) conclusion: string;
  @Field('处置结束时间（总结报告时限起点）') @IsInstant() handledAt: string;
}

export class SummarySent {
  @Field('报送对象', { help: '按照原渠道上报。' }) @IsText(100) authority: string;
  @Field('报送时间') @IsInstant() sentAt: string;
  @Field('回执编号', { optional: true }) @IsText(64) receiptNo?: string;
}

/** 终报, with the six contents of 第八条, along the channels of the first report and to the district. */
@Form('终报（总结报告）')
export class FinalReport {
  @Field('报告') @Nested(() => IncidentReportForm) report: IncidentReportForm;
  @Field('发生原因') @IsText(4_000) causes: string;
  @Field('应急处置措施') @IsText(4_000) emergencyMeasures: string;
  @Field('造成的危害') @IsText(4_000) harm: string;
  @Field('责任追究') @IsText(2_000) accountability: string;
  @Field('完善整改情况') @IsText(4_000) rectification: string;
  @Field('教训') @IsText(2_000) lessons: string;
  @Field('遗留问题', { optional: true }) @IsText(2_000) openIssues?: string;
  @Field('报送情况') @NestedList(() => SummarySent, { items: 20 }) sentTo: SummarySent[];
  @Field('已同时报区卫生健康委') @MustBeTrue() copiedToDistrict: boolean;
}

@Form('预案检视')
export class PlanReview {
  @Field('预案名称') @IsText(200) planName: string;
  @Field('预案版本') @IsText(50) planVersion: string;
  @Field('检视意见') @IsText(4_000) findings: string;
}

/** 第九条: 修订完善应急预案. */
@Form('预案修订')
export class PlanRevision {
  @Field('预案名称') @IsText(200) planName: string;
  @Field('新版本') @IsText(50) newVersion: string;
  @Field('文号', { optional: true }) @IsText(64) documentNo?: string;
  @Field('批准日期') @IsCalendarDate() approvedOn: string;
  @Field('生效日期') @IsCalendarDate() effectiveOn: string;
  @Field('修订内容') @IsText(4_000) changes: string;
}
