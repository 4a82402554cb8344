/** A data resource as it is sorted and graded: the four groups of 第三十条（二）, then what its level is judged by (forms.md D1 to D4). */
import { Field } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsChoiceList, IsCount, IsFlag, IsFormatted, IsId, IsText, Nested, NestedList } from '@libs/forms/rules';
import { MOST_FIELDS } from '@libs/inventory/columns';
import { PHONE } from './form.applicant';
import { DATA_CATEGORIES, type DataCategory } from './form.data';
import { ResourceGrading } from './form.grading';
import * as options from './resource-options';

/** 信息资源代码. */
export const CODE = /^[A-Z0-9][A-Z0-9_-]{1,63}$/;
const PEOPLE = 2_000_000_000;

/** 信息项: a field of the resource, never a sample of what stands in it. */
export class DataItem {
  @Field('字段名') @IsText(200) name: string;
  @Field('字段内容描述', { optional: true }) @IsText(500) description?: string;
}

/** 数据基本情况. */
export class ResourceBasicInfo {
  @Field('信息资源', { picker: 'resources', help: '目录中已有的从目录选择；新的资源由系统编号。' }) @IsId() resourceId: string;
  @Field('信息资源代码', { help: '本单位内不重复，大写字母、数字、连字符。' }) @IsFormatted(CODE, 64) code: string;
  @Field('信息资源名称') @IsText(200) name: string;
  @Field('信息资源分类', { help: '第二十二条：参照 WS/T 787-2021。' }) @IsChoice(DATA_CATEGORIES) category: DataCategory;
  @Field('摘要') @IsText(1000) summary: string;
  @Field('数据来源') @IsText(200) source: string;
  @Field('格式', { optional: true }) @IsText(100) format?: string;
  @Field('更新周期') @IsChoice(options.UPDATE_CYCLES) updateCycle: options.UpdateCycle;
  @Field('规模（条数）') @IsCount(0, PEOPLE) records: number;
  @Field('涉及人数', { help: '按自然人去重计数。' }) @IsCount(0, PEOPLE) subjectCount: number;
  @Field('是否含个人信息') @IsFlag() personal: boolean;
  @Field('个人信息涉及人数', { when: ['personal', true] }) @IsCount(0, PEOPLE) personalSubjectCount?: number;
  @Field('是否含敏感个人信息') @IsFlag() sensitive: boolean;
  @Field('敏感个人信息涉及人数', { when: ['sensitive', true] }) @IsCount(0, PEOPLE) sensitiveSubjectCount?: number;
  @Field('保存期满日', { optional: true }) @IsCalendarDate() retainUntil?: string;
  @Field('共享属性') @IsChoice(options.SHARING_TYPES) sharing: options.SharingType;
  @Field('共享条件', { when: ['sharing', 'CONDITIONAL'] }) @IsText(500) sharingCondition?: string;
  @Field('开放属性') @IsChoice(options.OPEN_TYPES) opening: options.OpenType;
  @Field('开放条件', { when: ['opening', 'CONDITIONAL'] }) @IsText(500) openingCondition?: string;
  @Field('信息项') @NestedList(() => DataItem, { items: MOST_FIELDS }) items: DataItem[];
}

/** 责任主体情况. */
export class ResourceResponsibility {
  @Field('提供方（业务责任部门）') @IsText(100) dept: string;
  @Field('负责人') @IsText(50) head: string;
  @Field('联系方式') @IsFormatted(PHONE, 20) phone: string;
  @Field('数据安全负责人') @IsText(50) securityHead: string;
}

/** 数据处理情况. */
export class ResourceProcessing {
  @Field('处理目的') @IsText(1000) purpose: string;
  @Field('处理方式') @IsChoiceList(options.PROCESSING_ACTIVITIES) activities: options.ProcessingActivity[];
  @Field('系统', { optional: true, help: '网络系统的，与「网络系统」一栏的名称一致。' }) @IsText(200) system?: string;
  @Field('主机IP', { optional: true }) @IsText(64) host?: string;
  @Field('数据库名', { optional: true }) @IsText(100) database?: string;
  @Field('数据库类型', { optional: true }) @IsText(100) databaseType?: string;
  @Field('表名', { optional: true }) @IsText(200) table?: string;
  @Field('载体/位置') @IsText(200) location: string;
  @Field('是否对外提供、共享') @IsFlag() provided: boolean;
  @Field('对外提供、共享的对象', { when: ['provided', true] }) @IsText(500) providedTo?: string;
  @Field('是否委托处理') @IsFlag() entrusted: boolean;
  @Field('受托方', { when: ['entrusted', true] }) @IsText(200) entrustedTo?: string;
  @Field('是否出境') @IsFlag() crossBorder: boolean;
}

/** 数据安全情况. */
export class ResourceSecurity {
  @Field('最近风险评估时间', { optional: true }) @IsCalendarDate() assessedOn?: string;
  @Field('风险评估结论', { optional: true }) @IsText(500) assessmentResult?: string;
  @Field('主要措施') @IsChoiceList(options.PROTECTION_MEASURES) measures: options.ProtectionMeasure[];
}

export class SharedResource {
  @Field('数据基本情况') @Nested(() => ResourceBasicInfo) basicInfo: ResourceBasicInfo;
  @Field('责任主体情况') @Nested(() => ResourceResponsibility) responsibleParty: ResourceResponsibility;
  @Field('数据处理情况') @Nested(() => ResourceProcessing) processingInfo: ResourceProcessing;
  @Field('数据安全情况') @Nested(() => ResourceSecurity) securityInfo: ResourceSecurity;
  @Field('分级') @Nested(() => ResourceGrading) grading: ResourceGrading;
}

/** 第三十条（一）: 网络系统还须梳理等级保护和关键信息基础设施安全保护情况. */
export class SharedSystem {
  @Field('系统') @IsText(200) name: string;
  @Field('网络安全等级保护级别') @IsChoice(options.MLPS_LEVELS) mlpsLevel: options.MlpsLevel;
  @Field('等级保护备案编号', { optional: true }) @IsText(64) mlpsFilingNo?: string;
  @Field('关键信息基础设施安全保护情况') @IsChoice(options.CII_STATUSES) ciiStatus: options.CiiStatus;
}
