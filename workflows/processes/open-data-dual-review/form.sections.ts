/** The sections of an open project's dossier: the groups of the paper (forms.md F1 to F3), and what 第三十四条第三款 demands beside them. */
import { Field } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsCount, IsFlag, IsText, MustBeTrue, Nested, NestedList } from '@libs/forms/rules';
import { SharedDesensitizationPlan } from '../shared/form.data';
import { DeliveryConstraints } from '../shared/form.delivery';
import * as options from './form.options';

export class OpenProjectMember {
  @Field('姓名') @IsText(50) name: string;
  @Field('单位') @IsText(100) unit: string;
  @Field('职责') @IsText(100) duty: string;
}

/** 项目概况 (F1, F2). The number is given when it is submitted. */
export class OpenProject {
  @Field('项目名称') @IsText(200) name: string;
  @Field('方案名称') @IsText(200) protocol: string;
  @Field('负责人（主要研究者）') @IsText(50) principalInvestigator: string;
  @Field('地址', { optional: true }) @IsText(200) address?: string;
  @Field('邮箱', { optional: true }) @IsText(100) email?: string;
  @Field('合作单位及负责人', { optional: true }) @IsText(500) partners?: string;
  @Field('研究地点', { optional: true }) @IsText(200) place?: string;
  @Field('工作人员清单') @NestedList(() => OpenProjectMember, { items: 50 }) staff: OpenProjectMember[];
  @Field('是否基因分析') @IsFlag() geneticAnalysis: boolean;
  @Field('是否存在利益冲突') @IsFlag() conflictOfInterest: boolean;
  @Field('利益冲突说明', { when: ['conflictOfInterest', true] }) @IsText(1000) conflictNote?: string;
  @Field('审查类型') @IsChoice(options.REVIEW_TYPES) reviewType: options.ReviewType;
  @Field('研究类型') @IsChoice(options.STUDY_TYPES) studyType: options.StudyType;
  @Field('资金来源') @IsChoice(options.FUNDING_SOURCES) funding: options.FundingSource;
  @Field('资助者名称和联系人', { optional: true }) @IsText(200) sponsor?: string;
}

/** 送审文件清单 (F3). */
export class SubmittedDocument {
  @Field('文件名') @IsText(200) name: string;
  @Field('类型') @IsChoice(options.DOCUMENT_TYPES) type: options.DocumentType;
  @Field('数量') @IsCount(1, 1_000) copies: number;
  @Field('版本号') @IsText(32) version: string;
  @Field('版本日期') @IsCalendarDate() versionDate: string;
}

/** 受试者和知情同意 (F1, F2), with the four questions of F2 about the data. */
export class OpenEthics {
  @Field('受试者年龄', { optional: true }) @IsText(100) ages?: string;
  @Field('受试者来源') @IsText(500) source: string;
  @Field('特殊照顾人群及如何照顾', { optional: true }) @IsText(1000) vulnerable?: string;
  @Field('补偿') @IsText(500) compensation: string;
  @Field('入选、排除标准', { optional: true }) @IsText(2000) criteria?: string;
  @Field('是否申请免除知情同意', { help: '利用病历、标本或者二次利用的。' }) @IsFlag() consentWaiver: boolean;
  @Field('免除知情同意的理由', { when: ['consentWaiver', true] }) @IsText(1000) waiverReason?: string;
  @Field('谁获取知情同意、地点和签字', { when: ['consentWaiver', false] }) @IsText(500) consentProcess?: string;
  @Field('是否采集隐私信息') @IsFlag() collectsPrivateInformation: boolean;
  @Field('谁有权获得原始数据') @IsText(500) rawDataAccess: string;
  @Field('研究完成后如何处理原始数据') @IsText(500) rawDataDisposal: string;
  @Field('论文不公开个人身份') @MustBeTrue() identityNotPublished: boolean;
  @Field('送审文件清单') @NestedList(() => SubmittedDocument, { items: 50 }) documents: SubmittedDocument[];
}

/** What the technical review looks at. */
export class OpenTechnology {
  @Field('脱敏、去标识化方案') @Nested(() => SharedDesensitizationPlan) desensitizationPlan: SharedDesensitizationPlan;
  @Field('重识别风险自评') @IsChoice(options.RISKS) reidentificationRisk: options.Risk;
  @Field('重识别风险分析') @IsText(2000) riskAnalysis: string;
  @Field('访问控制措施') @IsText(1000) accessControl: string;
  @Field('启用水印') @IsFlag() watermark: boolean;
  @Field('记录访问日志') @MustBeTrue() logged: boolean;
}

/** 上海市数据条例 第四十一、四十二条: 开放范围、开放类型、开放条件、更新频率; 第二十七条: no new channel across departments. */
export class OpenDelivery {
  @Field('开放范围') @IsText(1000) scope: string;
  @Field('开放类型') @IsChoice(options.OPEN_TYPES) openType: options.OpenType;
  @Field('开放条件', { when: ['openType', 'CONDITIONAL'] }) @IsText(1000) conditions?: string;
  @Field('更新频率') @IsChoice(options.UPDATE_FREQUENCIES) updateFrequency: options.UpdateFrequency;
  @Field('经市大数据资源平台开放，不新建跨部门开放渠道') @MustBeTrue() existingChannel: boolean;
  @Field('交付约束（第四条）') @Nested(() => DeliveryConstraints) constraints: DeliveryConstraints;
  @Field('是否出境') @IsFlag() crossBorder: boolean;
}

export class OpenPeriod {
  @Field('开放期限起') @IsCalendarDate() from: string;
  @Field('开放期限止') @IsCalendarDate() to: string;
}

export class OpenCommitment {
  @Field('材料真实、完整') @MustBeTrue() materialTrue: boolean;
  @Field('按批准的方案开放，不超范围') @MustBeTrue() withinScope: boolean;
  @Field('发现风险立即停止开放并报告') @MustBeTrue() stopsOnRisk: boolean;
  @Field('接受跟踪审查') @MustBeTrue() followedUp: boolean;
  @Field('签字') @IsText(50) signature: string;
}
