import { Field } from '@libs/forms/field';
import { IsChoice, IsCount, IsFormatted, IsId, IsText } from '@libs/forms/rules';
import { FILING_KINDS } from '@libs/record/registers/entries';
import { ORG_CODE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';

export const STATUSES = { SUBMITTED: '已报送', RETURNED: '已退回', RECEIVED: '已收讫' };
const SORTS = { NEWEST: '最近报送的在前', OLDEST: '最早报送的在前', UNIT: '按单位' };
export type FilingSort = keyof typeof SORTS;

export class FilingQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('类别', { optional: true }) @IsChoice(FILING_KINDS) kind?: string;
  @Field('状态', { optional: true }) @IsChoice(STATUSES) status?: string;
  @Field('年度', { optional: true }) @IsCount(2025, 2100) year?: number;
  @Field('办件', { optional: true }) @IsId() caseId?: string;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
  @Field('回执号、办件编号或事项包含', { optional: true }) @IsText(100) q?: string;
  @Field('排序', { optional: true }) @IsChoice(SORTS) sort?: FilingSort;
}
