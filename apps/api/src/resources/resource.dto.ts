import { Field } from '@libs/forms/field';
import { IsChoice, IsFormatted, IsText } from '@libs/forms/rules';
import { ORG_CODE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';

export const LEVELS = { GENERAL: '一般数据', IMPORTANT: '重要数据', CORE: '核心数据' };
export const GRADING_STATUSES = { UNGRADED: '未定级', GRADED: '已定级', REGRADE_PENDING: '重新定级中' };

export class ResourceQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('代码或名称包含', { optional: true }) @IsText(100) q?: string;
  @Field('级别：已确定的级别，未确定的按建议级别', { optional: true }) @IsChoice(LEVELS) level?: string;
  @Field('定级状态', { optional: true }) @IsChoice(GRADING_STATUSES) gradingStatus?: string;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
}
