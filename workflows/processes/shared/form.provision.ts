/** What the steps of an outward transfer ask for (第三十二条, 第三十四条). Dates are calendar days in Asia/Shanghai. */
import { DATE_OR_INSTANT } from '@libs/forms/calendar-date';
import { Field, Form } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsChoiceList, IsCount, IsFlag, IsFormatted, IsText, MustBeTrue } from '@libs/forms/rules';
import { PHONE } from './form.applicant';
import { METHODS, type Method } from './form.processing';

export const IMPACT_DEGREES = { NONE: '无影响', SLIGHT: '轻微影响', SIGNIFICANT: '显著负面影响或风险' } as const;
export type ImpactDegree = keyof typeof IMPACT_DEGREES;

/** 谁管业务，谁管数据: the first look is that of the department whose data it is. */
@Form('业务部门审核')
export class BusinessReview {
  @Field('目的正当，与所述用途相符') @MustBeTrue() purposeLegitimate: boolean;
  @Field('接收方确有业务需要') @MustBeTrue() recipientJustified: boolean;
  @Field('审核说明', { optional: true }) @IsText(2000) note?: string;
}

/** 第三十二条: 分析研判可能对国家安全、公共利益产生的影响. */
@Form('国家安全、公共利益影响分析研判')
export class ImpactAnalysis {
  @Field('对国家安全的影响') @IsChoice(IMPACT_DEGREES) nationalSecurity: ImpactDegree;
  @Field('对公共利益的影响') @IsChoice(IMPACT_DEGREES) publicInterest: ImpactDegree;
  @Field('分析研判') @IsText(2000) analysis: string;
}

/** 第三十二条: 限于实现数据接收方处理目的的最小范围. */
@Form('最小范围审核')
export class MinimalityReview {
  @Field('数据项为实现目的所必需') @MustBeTrue() itemsMinimal: boolean;
  @Field('人群、时间范围为实现目的所必需') @MustBeTrue() subjectsMinimal: boolean;
  @Field('期限、频次为实现目的所必需') @MustBeTrue() periodMinimal: boolean;
  @Field('审核说明', { optional: true }) @IsText(2000) note?: string;
}

/** 网络数据安全管理条例 第三十一条: the six items that are assessed before 重要数据 is provided [F]. */
@Form('重要数据提供前风险评估')
export class ProvisionRiskAssessment {
  @Field('目的、方式、范围合法、正当、必要') @MustBeTrue() lawfulAndNecessary: boolean;
  @Field('被篡改、破坏、泄露或者非法获取、非法利用的风险') @IsText(2000) risks: string;
  @Field('接收方的诚信、守法情况') @IsText(1000) recipientIntegrity: string;
  @Field('合同对接收方履行数据安全义务的约束') @IsText(1000) contractBinding: string;
  @Field('技术和管理措施的有效性') @IsText(1000) measures: string;
  @Field('其他情形', { optional: true }) @IsText(1000) other?: string;
}

/** The unit's permission carries its end. */
@Form('批准')
export class ProvisionApproval {
  @Field('有效期至', { help: '日期（至当日 24 时），或带时区的时刻。' }) @IsFormatted(DATE_OR_INSTANT, 35) validUntil: string;
}

/** The group leader's approval may only shorten it. */
@Form('组长批准')
export class ProvisionLeaderApproval {
  @Field('有效期至', { optional: true, help: '不填即与分管领导的批准相同。' }) @IsFormatted(DATE_OR_INSTANT, 35) validUntil?: string;
}

export const DESENSITIZED = { DONE: '已脱敏、去标识化', NOT_NEEDED: '不含个人敏感信息，无需脱敏' } as const;
export type Desensitized = keyof typeof DESENSITIZED;

/** 第四条, 第十八条: what is set up before the first delivery, in the terms that were granted. */
@Form('交付准备')
export class DeliveryPreparation {
  @Field('脱敏情况') @IsChoice(DESENSITIZED) desensitization: Desensitized;
  @Field('脱敏报告编号', { when: ['desensitization', 'DONE'] }) @IsText(100) desensitizationReport?: string;
  @Field('交付环境') @IsText(200) environment: string;
  @Field('已配置身份鉴别和访问控制') @MustBeTrue() accessControlled: boolean;
  @Field('原始数据出域') @IsFlag() rawDataLeavesDomain: boolean;
  @Field('已实现可用不可见') @IsFlag() usableNotVisible: boolean;
  @Field('已启用使用计量') @IsFlag() metered: boolean;
}

/** By somebody else than who prepared it (gate G7). */
@Form('交付准备核验')
export class DeliveryVerification {
  @Field('抽样条数') @IsCount(0, 2_000_000_000) sampledCount: number;
  @Field('未发现可识别个人的信息，或者不含个人敏感信息') @MustBeTrue() notIdentifiable: boolean;
  @Field('交付约束与批准一致') @MustBeTrue() constraintsMet: boolean;
  @Field('核验结论') @IsText(2000) conclusion: string;
}

@Form('交付记录')
export class DeliveryRecord {
  @Field('交付日期') @IsCalendarDate() deliveredOn: string;
  @Field('交付方式') @IsChoice(METHODS) method: Method;
  @Field('条数') @IsCount(0, 2_000_000_000) records: number;
  @Field('接收确认') @IsText(100) receiptRef: string;
  @Field('备注', { optional: true }) @IsText(1000) note?: string;
}

/** 可控可计量: the metered usage, looked at. */
@Form('使用核查')
export class UsageReview {
  @Field('计量次数') @IsCount(0, 2_000_000_000) meteredCount: number;
  @Field('超出授权的次数') @IsCount(0, 2_000_000_000) outsideCount: number;
  @Field('核查结论') @IsText(2000) conclusion: string;
}

/** What happened to the data at the recipient's. Extending it is a new application. */
export const FINAL_DISPOSITIONS = { DESTROY: '销毁', RETURN: '归还' } as const;
export type FinalDisposition = keyof typeof FINAL_DISPOSITIONS;

@Form('终结登记')
export class ProvisionClosure {
  @Field('处置方式') @IsChoice(FINAL_DISPOSITIONS) disposition: FinalDisposition;
  @Field('处置日期') @IsCalendarDate() disposedOn: string;
  @Field('剩余副本数') @IsCount(0, 1_000_000) remainingCopies: number;
  @Field('备注', { optional: true }) @IsText(1000) note?: string;
}

/** What is filed with the district (第三十四条第一款): what was asked for, and how the unit decided. */
@Form('登记备案')
export class SharingFiling {
  @Field('备案事项') @IsText(1000) summary: string;
  @Field('使用方') @IsText(100) dataUser: string;
  @Field('联系人') @IsText(50) contact: string;
  @Field('联系电话') @IsFormatted(PHONE, 20) phone: string;
  @Field('已附内部审核和影响研判结论') @MustBeTrue() conclusionsAttached: boolean;
}

export const FILING_ITEMS = {
  PURPOSE: '数据使用目的',
  METHOD: '方式',
  SCOPE: '范围',
  CATEGORY: '类别',
  PERIOD: '期限',
  INTERNAL_REVIEW: '内部审核结论',
  IMPACT_ANALYSIS: '影响研判结论',
  CONTACT: '联系人',
} as const;
export type FilingItem = keyof typeof FILING_ITEMS;

/** The district looks at nothing but whether something is missing. */
@Form('备案核对')
export class FilingReceipt {
  @Field('缺少的内容', { optional: true, help: '退回时必填；收讫时不填。' }) @IsChoiceList(FILING_ITEMS) incomplete?: FilingItem[];
  @Field('备注', { optional: true }) @IsText(1000) note?: string;
}
