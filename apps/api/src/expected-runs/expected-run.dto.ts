import { Field } from '@libs/forms/field';
import { IsChoice, IsCount, IsFormatted } from '@libs/forms/rules';
import { ORG_CODE, PROCESS_TYPE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';

export const RUN_STATUSES = { EXPECTED: '未到开始日', MISSED: '应开未开', OPEN: '办理中', OVERDUE: '逾期', DONE: '已完成' };

export class ExpectedRunQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('流程', { optional: true }) @IsFormatted(PROCESS_TYPE, 64) processType?: string;
  @Field('年度', { optional: true }) @IsCount(2025, 2100) year?: number;
  @Field('状态', { optional: true }) @IsChoice(RUN_STATUSES) status?: string;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
}
