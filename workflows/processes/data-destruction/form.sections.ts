/** The sections of the destruction application: the groups of the paper form, their fields in the order of the paper (forms.md B6). */
import { DATA_LEVEL_TITLES, type DataLevel } from '@libs/domain/positions';
import { Field } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsCount, IsFlag, IsFormatted, IsId, IsIdList, IsText, Nested, NestedList } from '@libs/forms/rules';
import { PHONE } from '../shared/form.applicant';
import { DATA_CATEGORIES, SharedTimeRange, type DataCategory } from '../shared/form.data';
import * as options from './form.options';

/** The person and the unit come from the session; a case that the clock or another case opens has no phone. */
export class DestructionApplicant {
  @Field('部门') @IsText(100) dept: string;
  @Field('联系电话', { optional: true }) @IsFormatted(PHONE, 20) phone?: string;
}

/** 第二十条: 在要求销毁或达到数据保存期限的情况下. */
export class DestructionRequest {
  @Field('销毁原因') @IsChoice(options.REASONS) reason: options.Reason;
  @Field('依据') @IsText(1000) basis: string;
  @Field('关联使用单号', { optional: true }) @IsText(64) relatedNumber?: string;
  @Field('业务必要性说明', { help: '第二十条：应评估并审核数据销毁的业务必要性。' }) @IsText(2000) necessity: string;
}

export class DestructionData {
  @Field('数据集', { picker: 'resources', help: '从数据资源目录中选择。' }) @IsIdList({ items: 50 }) datasetIds: string[];
  @Field('数据类别') @IsChoice(DATA_CATEGORIES) dataCategory: DataCategory;
  @Field('数据级别') @IsChoice(DATA_LEVEL_TITLES) declaredLevel: DataLevel;
  @Field('时间范围', { optional: true }) @Nested(() => SharedTimeRange) timeRange?: SharedTimeRange;
  @Field('涉及人数') @IsCount(0, 2_000_000_000) subjectCount: number;
  @Field('记录条数', { optional: true }) @IsCount(0, 2_000_000_000) recordCount?: number;
  @Field('是否含个人信息') @IsFlag() personal: boolean;
  @Field('是否含个人敏感信息') @IsFlag() sensitive: boolean;
}

/** 介质的标识: as the certificate has them (forms.md B5). */
export class Medium {
  @Field('制造商') @IsText(100) manufacturer: string;
  @Field('型号') @IsText(100) model: string;
  @Field('序列号') @IsText(100) serialNo: string;
  @Field('资产编号') @IsText(100) assetNo: string;
  @Field('介质类型') @IsText(100) mediaType: string;
  @Field('介质来源', { optional: true }) @IsText(200) mediaSource?: string;
}

export class DestructionItem {
  @Field('数据集') @IsId() datasetId: string;
  @Field('副本台账编号', { optional: true, help: '已登记在数据资源目录中的副本，填其编号。' }) @IsId() copyId?: string;
  @Field('名称') @IsText(200) name: string;
  @Field('种类') @IsChoice(options.ITEM_KINDS) kind: options.ItemKind;
  @Field('形态') @IsChoice(options.FORMS_OF_COPY) form: options.FormOfCopy;
  @Field('位置', { help: '系统/库/表/路径，或者资产编号和序列号。' }) @IsText(300) location: string;
  @Field('数量/容量') @IsText(100) quantity: string;
  @Field('保存期满日', { optional: true }) @IsCalendarDate() retainUntil?: string;
  @Field('保管人') @IsText(50) keeper: string;
  @Field('介质标识', { when: ['form', 'MEDIUM'] }) @Nested(() => Medium) medium?: Medium;
}

export class DestructionCopies {
  @Field('销毁范围') @IsChoice(options.SCOPES) scope: options.Scope;
  @Field('明细') @NestedList(() => DestructionItem, { items: 100 }) items: DestructionItem[];
}

/** As far as the applicant has checked: the retention check of the data administrator insists on all of it. */
export class DestructionChecks {
  @Field('保存期限已满') @IsFlag() retentionOver: boolean;
  @Field('无诉讼/审计保留') @IsFlag() noHolds: boolean;
  @Field('备份与副本已列入') @IsFlag() backupsListed: boolean;
  @Field('外部接收方副本已列入') @IsFlag() recipientCopiesListed: boolean;
  @Field('未结清事项已核查') @IsFlag() nothingUnsettled: boolean;
}

/** 第二十条: 以不可逆方式销毁. What a level allows is a row of the policy table. */
export class DestructionMethod {
  @Field('销毁方式') @IsChoice(options.TECHNIQUES) technique: options.DestructionTechnique;
  @Field('覆写次数', { when: ['technique', 'OVERWRITE'] }) @IsCount(1, 99) passes?: number;
  @Field('工具') @IsText(200) tool: string;
  @Field('工具版本', { optional: true }) @IsText(50) toolVersion?: string;
  @Field('执行地点') @IsText(200) place: string;
}
