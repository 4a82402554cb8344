import { Field } from '@libs/forms/field';
import { IsChoice, IsFlag, IsFormatted, IsText } from '@libs/forms/rules';
import { ORG_CODE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';

export const LEVELS = { GENERAL: '一般数据', IMPORTANT: '重要数据', CORE: '核心数据' };
export const CATEGORIES = { FOUNDATIONAL_RESOURCE: '基础资源类', BUSINESS_RESOURCE: '业务资源类', THEMATIC_RESOURCE: '主题资源类' };
export const GRADING_STATUSES = { UNGRADED: '未定级', GRADED: '已定级', REGRADE_PENDING: '重新定级中' };
const SORTS = { ID: '按编号', CODE: '按资源代码', RETENTION: '最先期满的在前' };
export type ResourceSort = keyof typeof SORTS;

export class ResourceQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('代码或名称包含', { optional: true }) @IsText(100) q?: string;
  @Field('级别：已确定的级别，未确定的按建议级别', { optional: true }) @IsChoice(LEVELS) level?: string;
  @Field('定级状态', { optional: true }) @IsChoice(GRADING_STATUSES) gradingStatus?: string;
  @Field('资源类别', { optional: true }) @IsChoice(CATEGORIES) category?: string;
  @Field('因办件冻结', { optional: true }) @IsFlag() preserved?: boolean;
  @Field('衍生数据', { optional: true }) @IsFlag() derived?: boolean;
  @Field('排序', { optional: true }) @IsChoice(SORTS) sort?: ResourceSort;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
}
