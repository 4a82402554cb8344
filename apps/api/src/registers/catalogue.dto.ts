import { Field } from '@libs/forms/field';
import { IsChoice, IsFormatted, IsText } from '@libs/forms/rules';
import { CATALOGUE_SOURCES } from '@libs/domain/grading-rules';
import { ORG_CODE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';
import { CATEGORIES, LEVELS } from '../resources/resource.dto';

export const STATUSES = { ACCEPTED: '已汇总', PROPOSED: '已建议，待确定', DETERMINED: '已确定' };
const SORTS = { CODE: '按资源代码', LEVEL: '级别高的在前', UNIT: '按单位' };
export type CatalogueSort = keyof typeof SORTS;

export class CatalogueScope {
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
}

export class CatalogueQuery extends CatalogueScope {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('级别', { optional: true }) @IsChoice(LEVELS) level?: string;
  @Field('资源类别', { optional: true }) @IsChoice(CATEGORIES) category?: string;
  @Field('状态', { optional: true }) @IsChoice(STATUSES) status?: string;
  @Field('级别的来源', { optional: true }) @IsChoice(CATALOGUE_SOURCES) source?: string;
  @Field('资源代码或名称包含', { optional: true }) @IsText(100) q?: string;
  @Field('排序', { optional: true }) @IsChoice(SORTS) sort?: CatalogueSort;
}
