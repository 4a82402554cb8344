/** What the steps after the application ask for. Dates are calendar days in Asia/Shanghai. */
import { Field, Form } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsCount, IsFlag, IsFormatted, IsText, IsTextList, MustBeTrue } from '@libs/forms/rules';
import * as options from './form.options';

/** A calendar day, or an RFC 3339 instant with its offset. */
const DATE_OR_INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2}))?$/;

/** 第十七、十八条: the business owner's assessment, with the check of the standing permission. */
@Form('初次评估')
export class InitialAssessment {
  @Field('使用目的正当') @IsFlag() purposeLegitimate: boolean;
  @Field('需求必要、最少够用') @IsFlag() minimal: boolean;
  @Field('申请人具有相应的访问权限（第十七条）') @IsFlag() permissionExists: boolean;
  @Field('使用者名单与业务需要相符') @IsFlag() recipientsJustified: boolean;
  @Field('评估说明', { optional: true }) @IsText(2000) note?: string;
}

/** 第十八条: 单位内二次评估. */
@Form('二次评估')
export class SecondaryAssessment {
  @Field('使用目的正当') @IsFlag() purposeLegitimate: boolean;
  @Field('数据范围最少够用') @IsFlag() minimal: boolean;
  @Field('数据级别核对无误') @IsFlag() levelConfirmed: boolean;
  @Field('脱敏方案适当') @IsFlag() desensitizationAdequate: boolean;
  @Field('处理环境符合该级别的安全要求') @IsFlag() environmentAdequate: boolean;
  @Field('已查阅个人信息保护影响评估', { help: '不含个人敏感信息的，填“否”。' }) @IsFlag() piaReviewed: boolean;
  @Field('评估说明', { optional: true }) @IsText(2000) note?: string;
}

/** 第十八条: 单位内二次授权. The record checks that the day is within the period that was asked for. */
@Form('二次授权')
export class SecondaryAuthorization {
  @Field('授权有效期至', { help: '日期（至当日 24 时），或带时区的时刻。' }) @IsFormatted(DATE_OR_INSTANT, 35) validUntil: string;
}

/** The group leader's authorisation of 重要数据. */
@Form('组长授权')
export class LeaderAuthorization {
  @Field('授权有效期至', { optional: true, help: '不填即与二次授权相同。' }) @IsFormatted(DATE_OR_INSTANT, 35) validUntil?: string;
}

/** 第十八条: 在使用前进行脱敏处理，去除或替换关键信息. */
@Form('脱敏凭据')
export class DesensitizationEvidence {
  @Field('脱敏方法') @IsChoice(options.DESENSITIZATION_METHODS) method: options.DesensitizationMethod;
  @Field('其他方法说明', { when: ['method', 'OTHER'] }) @IsText(500) otherMethod?: string;
  @Field('已脱敏字段') @IsTextList({ items: 200, max: 100 }) fields: string[];
  @Field('工具及版本') @IsText(200) tool: string;
  @Field('脱敏报告编号') @IsText(100) reportRef: string;
  @Field('完成日期') @IsCalendarDate() performedOn: string;
}

/** Verified by somebody else than the custodian (gate G7). */
@Form('脱敏核验')
export class DesensitizationVerification {
  @Field('抽样条数') @IsCount(1, 2_000_000_000) sampledCount: number;
  @Field('残余风险') @IsChoice(options.RESIDUAL_RISKS) residualRisk: options.ResidualRisk;
  @Field('核验结论') @IsText(2000) conclusion: string;
}

/** 第十八条: 采用技术手段防止通过截屏、复制等方式泄露: the two that the article names must be in force. */
@Form('防泄露措施确认')
export class LeakControlAttestation {
  @Field('已启用防截屏') @MustBeTrue() antiScreenshot: boolean;
  @Field('已禁止复制（剪贴板）') @MustBeTrue() clipboardBlocked: boolean;
  @Field('已启用水印') @IsFlag() watermark: boolean;
  @Field('已禁止导出') @IsFlag() exportBlocked: boolean;
  @Field('其他措施', { optional: true }) @IsText(500) other?: string;
}

@Form('使用终结')
export class Closure {
  @Field('处置方式') @IsChoice(options.EXPIRY_DISPOSITIONS) disposition: options.ExpiryDisposition;
  @Field('处置日期') @IsCalendarDate() disposedOn: string;
  @Field('剩余副本数') @IsCount(0, 1_000_000) remainingCopies: number;
  @Field('备注', { optional: true }) @IsText(1000) note?: string;
}
