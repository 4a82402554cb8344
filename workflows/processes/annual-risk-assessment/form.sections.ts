/** The parts of the yearly report: the cover, the contents of 第十二条, the further items of the regulation on network data, and the problems found. */
import { Field } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsCount, IsFlag, IsFormatted, IsText, NestedList } from '@libs/forms/rules';
import { PHONE } from '../shared/form.applicant';
import * as options from './form.options';

/** 统一社会信用代码: 18 digits and letters, without I, O, S, V, Z. */
const CREDIT_CODE = /^[0-9A-HJ-NP-RT-UW-Y]{2}\d{6}[0-9A-HJ-NP-RT-UW-Y]{10}$/;
const POSTCODE = /^\d{6}$/;

/** 基本信息表. Who reviewed and approved it stands in the steps. */
export class ReportCover {
  @Field('报告编号') @IsText(64) reportNo: string;
  @Field('被评估单位') @IsText(200) unitName: string;
  @Field('统一社会信用代码') @IsFormatted(CREDIT_CODE, 18) creditCode: string;
  @Field('单位地址') @IsText(300) address: string;
  @Field('邮编') @IsFormatted(POSTCODE, 6) postcode: string;
  @Field('评估对象') @IsText(500) assessedObject: string;
  @Field('联系人') @IsText(50) contact: string;
  @Field('职务') @IsText(100) contactTitle: string;
  @Field('联系方式') @IsFormatted(PHONE, 20) phone: string;
  @Field('部门') @IsText(100) dept: string;
  @Field('网络安全责任人') @IsText(50) networkSecurityOfficer: string;
  @Field('评估组长') @IsText(50) assessmentLead: string;
}

export class ImportantDataKind {
  @Field('种类') @IsText(200) kind: string;
  @Field('数量（条）') @IsCount(0, 2_000_000_000) quantity: number;
}

/** 第十二条: 处理的重要数据的种类、数量. That there is none is said, and never left blank. */
export class ImportantDataContent {
  @Field('本年度未处理重要数据') @IsFlag() noImportantData: boolean;
  @Field('种类、数量', { when: ['noImportantData', false] }) @NestedList(() => ImportantDataKind, { items: 100 }) kinds?: ImportantDataKind[];
}

/** 第十二条: 面临的数据安全风险及其应对措施. */
export class RiskContent {
  @Field('风险') @IsText(1000) risk: string;
  @Field('风险等级') @IsChoice(options.RISK_LEVELS) level: options.RiskLevel;
  @Field('应对措施') @IsText(1000) countermeasure: string;
}

/** 网络数据安全管理条例第三十三条: the seven items of those who process important data. */
export class NetworkDataItems {
  @Field('处理者基本信息、网络数据安全管理机构信息、负责人姓名和联系方式') @IsText(2000) processor: string;
  @Field('处理重要数据的目的、种类、数量、方式、范围、存储期限、存储地点') @IsText(2000) importantData: string;
  @Field('安全管理制度及实施情况，加密、备份、标签标识、访问控制、安全认证等技术措施及其有效性') @IsText(2000) measures: string;
  @Field('发现的安全风险，发生的安全事件及处置情况') @IsText(2000) incidents: string;
  @Field('提供、委托处理、共同处理重要数据的风险评估情况') @IsText(2000) provision: string;
  @Field('数据出境情况') @IsText(2000) crossBorder: string;
  @Field('其他报告内容', { optional: true }) @IsText(2000) other?: string;
}

/** A row of 问题清单; its number is that of the row, its state that of its remediation. */
export class Issue {
  @Field('问题描述') @IsText(500) description: string;
  @Field('所属类别') @IsChoice(options.RISK_AREAS) area: options.RiskArea;
  @Field('涉及系统/数据') @IsText(200) concerned: string;
  @Field('风险等级') @IsChoice(options.RISK_LEVELS) level: options.RiskLevel;
  @Field('依据条款') @IsText(200) basis: string;
  @Field('整改建议') @IsText(1000) advice: string;
  @Field('责任部门') @IsText(100) dept: string;
  @Field('计划完成') @IsCalendarDate() plannedOn: string;
}
