/** What the steps after the application ask for. */
import { Field, Form } from '@libs/forms/field';
import { IsCount, IsFlag, IsFormatted, IsText } from '@libs/forms/rules';

/** A calendar day, or an RFC 3339 instant with its offset. */
const DATE_OR_INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2}))?$/;

@Form('批量操作评估')
export class BulkAssessment {
  @Field('在使用授权的目的和范围之内') @IsFlag() withinUse: boolean;
  @Field('数量上限最少够用') @IsFlag() capMinimal: boolean;
  @Field('时间窗最短够用') @IsFlag() windowMinimal: boolean;
  @Field('防泄露措施适当') @IsFlag() controlsAdequate: boolean;
  @Field('评估说明', { optional: true }) @IsText(2000) note?: string;
}

/** 严格限制: a number and an end, never beyond what was asked for. */
@Form('批量操作授权')
export class BulkAuthorization {
  @Field('授权有效期至', { help: '日期（至当日 24 时），或带时区的时刻。' }) @IsFormatted(DATE_OR_INSTANT, 35) validUntil: string;
  @Field('授权数量上限', { optional: true, help: '不填即与申请相同。' }) @IsCount(1, 2_000_000_000) cap?: number;
}

@Form('执行报告')
export class ExecutionReport {
  @Field('实际数量') @IsCount(0, 2_000_000_000) actualCount: number;
  @Field('执行情况') @IsText(1000) what: string;
  @Field('操作日志编号', { optional: true }) @IsText(200) logRef?: string;
}
