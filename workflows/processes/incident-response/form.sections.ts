/** The sections of an incident report: what the forms in use have (forms.md C1, C4, C5), and 第七条 of the national report rules. */
import { Field } from '@libs/forms/field';
import { IsChoice, IsChoiceList, IsCount, IsFlag, IsFormatted, IsIdList, IsInstant, IsText, MustBeTrue, Nested, NestedList } from '@libs/forms/rules';
import { PHONE } from '../shared/form.applicant';
import { ORG_CODE } from '../shared/form.organisation';
import * as options from './form.options';

const MOST_PEOPLE = 2_000_000_000;

/** No gate keeps an incident from being reported, so what must not be stored is declared here. */
export class IncidentGuards {
  @Field('本表及附件不含国家秘密内容', { help: '涉及国家秘密的，只在「有关情形」中勾选，内容按保密规定另行报告，不得填入本系统。' })
  @MustBeTrue()
  noSecretContent: boolean;
}

/** 要求支付赎金的金额、方式、日期等. */
export class Ransom {
  @Field('要求支付的金额') @IsText(100) amount: string;
  @Field('支付方式') @IsText(200) method: string;
  @Field('要求支付的时间', { optional: true }) @IsInstant() demandedAt?: string;
}

export class IncidentEvent {
  @Field('事件名称') @IsText(200) name: string;
  @Field('事件等级（报告人初判）') @IsChoice(options.SEVERITY_CHOICES) level: options.SeverityChoice;
  @Field('事件类型') @IsChoice(options.INCIDENT_KINDS) kind: options.IncidentKind;
  @Field('事件类型（二级）') @IsChoice(options.INCIDENT_SUBTYPES) subtype: options.IncidentSubtype;
  @Field('事件后果') @IsChoiceList(options.CONSEQUENCES) consequences: options.Consequence[];
  @Field('影响范围') @IsChoice(options.SCOPES) scope: options.Scope;
  @Field('发生时间', { help: '不明的，填最早出现迹象的时间。' }) @IsInstant() occurredAt: string;
  @Field('发现或者获知时间（时限起点）', { help: '服务商告知的，填告知单位的时间。首报后不得更改。' }) @IsInstant() discoveredAt: string;
  @Field('发现方式') @IsChoice(options.DISCOVERIES) discovery: options.Discovery;
  @Field('发现人', { optional: true }) @IsText(50) discoveredBy?: string;
  @Field('报告人身份') @IsChoice(options.REPORTERS) reporter: options.Reporter;
  @Field('事发单位代码', { optional: true, picker: 'organisations', help: '服务商报告的必填；本单位人员报告的，即本单位。' }) @IsFormatted(ORG_CODE, 32) affectedOrg?: string;
  @Field('地点') @IsText(200) place: string;
  @Field('事件描述', { help: '时间、系统及运营使用单位、地点、原因、类型及性质、危害和损失程度、影响单位及业务。' }) @IsText(4_000) description: string;
  @Field('勒索要求', { optional: true }) @Nested(() => Ransom) ransom?: Ransom;
}

export class IncidentUnit {
  @Field('单位名称') @IsText(100) name: string;
  @Field('联系人') @IsText(50) contact: string;
  @Field('联系方式') @IsFormatted(PHONE, 20) phone: string;
  @Field('邮箱', { optional: true }) @IsText(100) email?: string;
  @Field('传真', { optional: true }) @IsFormatted(PHONE, 20) fax?: string;
  @Field('通讯地址', { optional: true }) @IsText(200) address?: string;
  @Field('监管部门', { optional: true }) @IsText(100) supervisor?: string;
  @Field('处置人', { optional: true }) @IsText(50) handler?: string;
}

export class IncidentSystem {
  @Field('系统名称') @IsText(200) name: string;
  @Field('备案级别', { optional: true }) @IsChoice(options.FILING_LEVELS) filingLevel?: options.FilingLevel;
  @Field('是否关键信息基础设施') @IsFlag() criticalInfrastructure: boolean;
  @Field('整体中断运行（分钟）', { optional: true }) @IsCount(0, 1_000_000) outageMinutes?: number;
  @Field('主要功能中断运行（分钟）', { optional: true }) @IsCount(0, 1_000_000) mainFunctionMinutes?: number;
  @Field('域名', { optional: true }) @IsText(200) domain?: string;
  @Field('IP', { optional: true }) @IsText(200) ip?: string;
  @Field('用途描述', { optional: true }) @IsText(500) purpose?: string;
  @Field('数据库内容及数量', { optional: true }) @IsText(500) database?: string;
  @Field('操作系统、服务器、数据库、第三方应用的名称及版本', { optional: true }) @IsText(1_000) software?: string;
  @Field('现有主要技术防护设备', { optional: true }) @IsText(500) protection?: string;
}

export class IncidentData {
  @Field('涉及数据名称') @IsText(1_000) names: string;
  @Field('涉及数据集', { optional: true, picker: 'resources', help: '从数据资源目录中选择；启动倒查时予以保全。' }) @IsIdList({ items: 50 }) datasetIds?: string[];
  @Field('最高级别') @IsChoice(options.INVOLVED_LEVELS) level: options.InvolvedLevel;
  @Field('是否重要数据') @IsFlag() important: boolean;
  @Field('是否涉及个人信息') @IsFlag() personalInfo: boolean;
  @Field('个人信息类别', { optional: true }) @IsText(500) personalInfoKinds?: string;
  @Field('涉及条数', { optional: true }) @IsCount(0, MOST_PEOPLE) recordCount?: number;
  @Field('涉及人数', { optional: true }) @IsCount(0, MOST_PEOPLE) subjectCount?: number;
  @Field('是否含敏感个人信息') @IsFlag() sensitive: boolean;
  @Field('涉及敏感个人信息的人数', { optional: true }) @IsCount(0, MOST_PEOPLE) sensitiveSubjectCount?: number;
  @Field('是否外泄') @IsChoice(options.LEAKS) leak: options.Leak;
  @Field('泄露个人信息的人数', { optional: true }) @IsCount(0, MOST_PEOPLE) leakedSubjectCount?: number;
  @Field('流向', { optional: true }) @IsText(500) destination?: string;
  @Field('委托处理者信息', { optional: true }) @IsText(500) processor?: string;
}

/** 已造成的影响和危害, as the table of severities measures it. */
export class IncidentImpact {
  @Field('对患者、医院和社会的影响') @IsText(2_000) description: string;
  @Field('就医等受影响人数', { optional: true }) @IsCount(0, MOST_PEOPLE) affectedPeople?: number;
  @Field('受影响人口比例（%）', { optional: true }) @IsCount(0, 100) affectedPercent?: number;
  @Field('比例所指的行政区', { optional: true }) @IsChoice(options.AREA_CHOICES) affectedArea?: options.AreaChoice;
  @Field('直接经济损失（元）', { optional: true }) @IsCount(0, MOST_PEOPLE) directLoss?: number;
  @Field('对国家安全和社会稳定的威胁', { optional: true }) @IsChoice(options.THREAT_CHOICES) threat?: options.ThreatChoice;
}

export class ReportedTo {
  @Field('对象') @IsText(100) authority: string;
  @Field('时间') @IsInstant() at: string;
}

export class IncidentMeasures {
  @Field('已采取的措施及效果') @IsText(4_000) taken: string;
  @Field('已报告的对象与时间', { optional: true }) @NestedList(() => ReportedTo, { items: 20 }) reportedTo?: ReportedTo[];
  @Field('已告知个人的方式', { optional: true }) @IsText(500) subjectsTold?: string;
  @Field('不告知个人的理由', { optional: true }) @IsText(1_000) notToldBecause?: string;
}

/** Each of them calls for a report or notice of its own, whatever the severity (regulation.md §5.2). */
export class IncidentCircumstances {
  @Field('涉嫌犯罪') @IsFlag() suspectedCrime: boolean;
  @Field('对个人、组织造成危害') @IsFlag() harmsOthers: boolean;
  @Field('涉及未成年人个人信息') @IsFlag() minors: boolean;
  @Field('国家秘密泄露或者可能泄露', { help: '只勾选，不填写任何涉密内容。' }) @IsFlag() stateSecret: boolean;
  @Field('与公众有关') @IsFlag() publicRelevant: boolean;
  @Field('网络产品、服务的缺陷漏洞危害国家安全、公共利益') @IsFlag() vulnerability: boolean;
  @Field('履行个人信息保护职责的部门要求通知个人') @IsFlag() noticeOrdered: boolean;
}

export class IncidentTrend {
  @Field('事态发展趋势及可能造成的进一步影响和危害') @IsText(2_000) outlook: string;
}
export class IncidentCause {
  @Field('原因初步分析意见') @IsText(4_000) analysis: string;
}
export class IncidentTracing {
  @Field('溯源调查工作线索', { help: '可能的攻击者信息、攻击路径、存在的漏洞等。' }) @IsText(4_000) leads: string;
}
export class IncidentSupport {
  @Field('拟进一步采取的应对措施以及请求支援事项') @IsText(2_000) request: string;
}
export class IncidentScene {
  @Field('现场保护情况') @IsText(2_000) protection: string;
}
export class IncidentOther {
  @Field('其他应当报告的情况') @IsText(2_000) note: string;
}
