/** The sections of a registered change. */
import { Field } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsChoiceList, IsCount, IsFlag, IsFormatted, IsId, IsIdList, IsText, Nested } from '@libs/forms/rules';
import { DATA_CATEGORIES, type DataCategory } from '../shared/form.data';
import { CODE } from '../shared/form.resource';
import { DERIVATION_TYPES, type DerivationType } from '../shared/resource-options';
import * as options from './form.options';

const FUSED: [field: string, value: string] = ['derivation', 'AGGREGATED_FUSED'];

/** 第二十八条: what was made, and of what; it stands in the catalogue from now on, and is of no use until it is graded. */
export class DerivedData {
  @Field('信息资源代码', { help: '本单位内不重复，大写字母、数字、连字符。' }) @IsFormatted(CODE, 64) code: string;
  @Field('信息资源名称') @IsText(200) name: string;
  @Field('信息资源分类') @IsChoice(DATA_CATEGORIES) category: DataCategory;
  @Field('提供方（业务责任部门）') @IsText(100) dept: string;
  @Field('来源数据', { picker: 'resources' }) @IsIdList({ items: 20 }) sourceIds: string[];
  @Field('加工方式') @IsChoice(DERIVATION_TYPES) derivation: DerivationType;
  @Field('涉及人数', { help: '按自然人去重计数。' }) @IsCount(0, 2_000_000_000) subjectCount: number;
  @Field('是否含敏感个人信息') @IsFlag() sensitive: boolean;

  @Field('汇聚关联后是否属于国家秘密事项', { when: FUSED, help: '第三十九条：汇聚融合的，须先经保密审查；属于或者可能属于的，转入特别审查。' })
  @IsFlag()
  secretAfterFusion?: boolean;

  @Field('保密审查意见编号', { when: FUSED, help: '只填编号，不填内容。' }) @IsText(100) secrecyReviewRef?: string;
}

export class ChangeDetails {
  @Field('变更事项') @IsChoice(options.CHANGE_SUBJECTS) subject: options.ChangeSubject;
  @Field('信息资源', { picker: 'resources', help: '目录中已有的从目录选择；衍生数据由系统编号。' }) @IsId() resourceId: string;
  @Field('变化日期', { help: '变化实际发生之日，期限自次日起算。' }) @IsCalendarDate() changedAt: string;
  @Field('变更情形', { when: ['subject', 'EXISTING'], help: '第二十七条。' }) @IsChoice(options.REGRADE_TRIGGERS) trigger?: options.RegradeTrigger;
  @Field('变化的内容', { when: ['subject', 'EXISTING'] }) @IsChoiceList(options.CHANGED_FIELDS) changedFields?: string[];
  @Field('国家有关要求的文号', { when: ['subject', 'NATIONAL'] }) @IsText(100) nationalDocumentNo?: string;
  @Field('衍生数据', { when: ['subject', 'DERIVED'] }) @Nested(() => DerivedData) derived?: DerivedData;
  @Field('变化情况说明') @IsText(2000) description: string;
  @Field('变化前', { optional: true }) @IsText(1000) before?: string;
  @Field('变化后', { optional: true }) @IsText(1000) after?: string;
}
