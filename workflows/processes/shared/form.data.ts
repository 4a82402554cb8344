/** 数据 and 级别, as on every application for data (forms.md A7), and what must hold within them. */
import { DATA_LEVEL_TITLES, type DataLevel } from '@libs/domain/positions';
import { Field } from '@libs/forms/field';
import type { FormProblem } from '@libs/forms/problem';
import { IsCalendarDate, IsChoice, IsCount, IsFlag, IsIdList, IsText, IsTextList, Nested } from '@libs/forms/rules';
import type { SharedPurpose } from './form.project';

export const DATA_CATEGORIES = {
  FOUNDATIONAL_RESOURCE: '基础资源类',
  BUSINESS_RESOURCE: '业务资源类',
  THEMATIC_RESOURCE: '主题资源类',
} as const;
export type DataCategory = keyof typeof DATA_CATEGORIES;

export class SharedTimeRange {
  @Field('自') @IsCalendarDate() from: string;
  @Field('至') @IsCalendarDate() to: string;
}

export class SharedData {
  @Field('数据集', { picker: 'resources', help: '从数据资源目录中选择。' }) @IsIdList({ items: 50 }) datasetIds: string[];
  @Field('数据类别') @IsChoice(DATA_CATEGORIES) dataCategory: DataCategory;
  @Field('提取规则') @IsText(2000) extractionRule: string;
  @Field('人群/病种范围', { optional: true }) @IsText(500) population?: string;
  @Field('时间范围') @Nested(() => SharedTimeRange) timeRange: SharedTimeRange;
  @Field('预计涉及人数') @IsCount(0, 2_000_000_000) subjectCount: number;
  @Field('是否含个人敏感信息') @IsFlag() sensitive: boolean;
  @Field('是否含未满14周岁未成年人信息') @IsFlag() minorsUnder14: boolean;
  @Field('是否含人类遗传资源信息') @IsFlag() humanGeneticResources: boolean;
}

export class SharedLevel {
  @Field('最高数据级别') @IsChoice(DATA_LEVEL_TITLES) declaredLevel: DataLevel;

  @Field('是否重要数据', { help: '核心数据同时属于重要数据。' })
  @IsFlag()
  important: boolean;
}

/** 第十八条: 对于敏感数据，在使用前进行脱敏处理，去除或替换关键信息. */
export class SharedDesensitizationPlan {
  @Field('脱敏字段') @IsTextList({ items: 200, max: 100 }) fields: string[];
  @Field('脱敏方法') @IsText(1000) technique: string;
}

/** The data of one day may be asked for: from and to are both included. Dates are `YYYY-MM-DD`, so their texts sort as their days. */
export function timeRangeRuns({ data }: { readonly data: SharedData }): readonly FormProblem[] {
  if (data.timeRange.to >= data.timeRange.from) return [];
  const params = { otherZh: '时间范围的起始日', otherEn: '"data.timeRange.from"' };
  return [{ path: 'data.timeRange.to', code: 'NOT_AFTER', params }];
}

/** 核心数据 is 重要数据 as well. */
export function importanceAgrees({ level }: { readonly level: SharedLevel }): readonly FormProblem[] {
  if (level.important === (level.declaredLevel !== 'GENERAL')) return [];
  return [{ path: 'level.important', code: 'INCONSISTENT', params: { otherZh: '最高数据级别', otherEn: 'level.declaredLevel' } }];
}

/** 个人信息保护法 第五十五条: sensitive personal information is handled only after an impact assessment [F]. */
export function impactAssessed({ data, purpose }: { readonly data: SharedData; readonly purpose: SharedPurpose }): readonly FormProblem[] {
  return data.sensitive && purpose.piaRef === undefined ? [{ path: 'purpose.piaRef', code: 'REQUIRED' }] : [];
}
