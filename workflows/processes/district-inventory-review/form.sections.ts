/** The sections of a list of data resources: the columns of the catalogue as it is reported (forms.md D2 to D4). */
import { DATA_LEVEL_TITLES, type DataLevel } from '@libs/domain/positions';
import { Field } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsCount, IsFlag, IsFormatted, IsId, IsText } from '@libs/forms/rules';
import { PHONE } from '../shared/form.applicant';
import { DATA_CATEGORIES, type DataCategory } from '../shared/form.data';
import { ORG_CODE } from '../shared/form.organisation';
import * as options from '../shared/resource-options';

export class InventorySubmission {
  @Field('提供方代码', { picker: 'organisations', help: '上报清单的单位。' }) @IsFormatted(ORG_CODE, 32) unitCode: string;
  @Field('清单名称') @IsText(200) title: string;
  @Field('报送日期') @IsCalendarDate() submittedOn: string;
  @Field('联系人') @IsText(50) contact: string;
  @Field('联系电话') @IsFormatted(PHONE, 20) phone: string;
  @Field('备注', { optional: true }) @IsText(1000) note?: string;
}

/** A row. What the four groups of 第三十条（二） say of the resource stands in the register, under its id. */
export class InventoryItem {
  @Field('信息资源', { picker: 'resources', help: '从单位的数据资源目录中选择；四组信息以目录登记为准。' }) @IsId() resourceId: string;
  @Field('信息资源名称') @IsText(200) name: string;
  @Field('信息资源分类') @IsChoice(DATA_CATEGORIES) category: DataCategory;
  @Field('摘要', { optional: true }) @IsText(1000) summary?: string;
  @Field('数据来源', { optional: true }) @IsText(200) source?: string;
  @Field('规模（涉及人数）') @IsCount(0, 2_000_000_000) subjectCount: number;
  @Field('是否含个人敏感信息') @IsFlag() sensitive: boolean;
  @Field('建议级别') @IsChoice(DATA_LEVEL_TITLES) proposedLevel: DataLevel;
  @Field('依据条款', { help: '第二十三条至第二十六条。' }) @IsText(500) basis: string;
  @Field('更新周期') @IsChoice(options.UPDATE_CYCLES) updateCycle: options.UpdateCycle;
  @Field('共享属性', { optional: true }) @IsChoice(options.SHARING_TYPES) sharing?: options.SharingType;
  @Field('开放属性', { optional: true }) @IsChoice(options.OPEN_TYPES) opening?: options.OpenType;
}

/** A row of what the national authority has determined. */
export class Determination {
  @Field('信息资源', { picker: 'resources' }) @IsId() resourceId: string;
  @Field('确定级别') @IsChoice(DATA_LEVEL_TITLES) level: DataLevel;
}
