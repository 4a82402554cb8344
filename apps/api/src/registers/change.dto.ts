import { Field } from '@libs/forms/field';
import { IsChoice, IsFlag, IsFormatted, IsId, IsText } from '@libs/forms/rules';
import { ORG_CODE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';

export const KINDS = { BASIC: '基本情况变化（30 日内重新分类分级）', OTHER: '非基本情况变化（60 日内上报）', DERIVED: '衍生数据', NATIONAL: '国家有关要求' };
export const STATUSES = { OPEN: '办理中', REGRADED: '已重新定级', REPORTED: '已上报', NO_CHANGE: '无需变更' };
const SORTS = { CHANGED: '最早变化的在前', NEWEST: '最近登记的在前', UNIT: '按单位' };
export type ChangeSort = keyof typeof SORTS;

export class ChangeQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('变化类别', { optional: true }) @IsChoice(KINDS) kind?: string;
  @Field('状态', { optional: true }) @IsChoice(STATUSES) status?: string;
  @Field('已逾期', { optional: true }) @IsFlag() overdue?: boolean;
  @Field('数据资源编号', { optional: true }) @IsId() resourceId?: string;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
  @Field('资源代码、名称或办件编号包含', { optional: true }) @IsText(100) q?: string;
  @Field('排序', { optional: true }) @IsChoice(SORTS) sort?: ChangeSort;
}
