import { Field } from '@libs/forms/field';
import { IsChoice, IsFlag, IsFormatted, IsId, IsText } from '@libs/forms/rules';
import { ORG_CODE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';

export const STATUSES = { OPEN: '待履行', FULFILLED: '已履行', CANCELLED: '已取消' };
const SORTS = { DUE: '最先到期的在前', NEWEST: '最近登记的在前', UNIT: '按单位' };
export type ObligationSort = keyof typeof SORTS;

export class ObligationQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('状态', { optional: true }) @IsChoice(STATUSES) status?: string;
  @Field('已逾期', { optional: true }) @IsFlag() overdue?: boolean;
  @Field('办件', { optional: true }) @IsId() caseId?: string;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
  @Field('事项、办件编号或标题包含', { optional: true }) @IsText(100) q?: string;
  @Field('排序', { optional: true }) @IsChoice(SORTS) sort?: ObligationSort;
}
