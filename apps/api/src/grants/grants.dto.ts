import { Field, Form } from '@libs/forms/field';
import { IsChoice, IsCount, IsFormatted } from '@libs/forms/rules';
import { INSTANT, NAME_CODE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';

export class GrantQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('状态', { optional: true }) @IsChoice({ ACTIVE: '有效', SUSPENDED: '暂停', ENDED: '结束' }) status?: 'ACTIVE' | 'SUSPENDED' | 'ENDED';
}

export class VerifyQuery {
  @Field('操作', { optional: true }) @IsFormatted(NAME_CODE, 64) operation?: string;
  @Field('时刻', { optional: true }) @IsFormatted(INSTANT, 40) at?: string;
}

@Form('使用计量')
export class UsageRequest {
  @Field('操作') @IsFormatted(NAME_CODE, 64) operation: string;
  @Field('次数') @IsCount(1, 1_000_000_000) count: number;
  @Field('时刻', { optional: true }) @IsFormatted(INSTANT, 40) at?: string;
}
