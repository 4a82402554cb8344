import { Field, Form } from '@libs/forms/field';
import { IsChoice, IsCount, IsFlag, IsFormatted, IsIdList, IsText, Nested } from '@libs/forms/rules';
import { NAME_CODE, ORG_CODE, PROCESS_TYPE } from '../http/codes';
import { IsCarriedForm } from '../http/json-object';
import { PageCursor, PageLimit } from '../http/paging';
import { ActingAsRequest } from '../record/acts.dto';

const MOST_ATTACHMENTS = 50;

@Form('发起办件')
export class StartCaseRequest {
  @Field('流程') @IsFormatted(PROCESS_TYPE, 64) processType: string;
  @Field('申请表') @IsCarriedForm() form: Record<string, unknown>;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
  @Field('以何岗位办理', { optional: true }) @Nested(() => ActingAsRequest) actingAs?: ActingAsRequest;
  @Field('附件编号', { optional: true }) @IsIdList({ items: MOST_ATTACHMENTS }) attachments?: string[];
}

@Form('按需行为')
export class OnDemandRequest {
  @Field('凭据', { optional: true }) @IsCarriedForm() evidence?: Record<string, unknown>;
  @Field('说明', { optional: true }) @IsText(2000) reason?: string;
  @Field('以何岗位办理', { optional: true }) @Nested(() => ActingAsRequest) actingAs?: ActingAsRequest;
}

export class CaseQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('流程', { optional: true }) @IsFormatted(PROCESS_TYPE, 64) processType?: string;
  @Field('状态', { optional: true }) @IsChoice({ OPEN: '办理中', HELD: '已冻结', CLOSED: '已办结' }) status?: 'OPEN' | 'HELD' | 'CLOSED';
  @Field('结论', { optional: true }) @IsFormatted(NAME_CODE, 64) outcome?: string;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
  @Field('申请人', { optional: true }) @IsChoice({ me: '本人' }) applicant?: 'me';
  @Field('编号或标题', { optional: true }) @IsText(100) q?: string;
  @Field('已逾期', { optional: true }) @IsFlag() overdue?: boolean;
  @Field('停滞', { optional: true }) @IsFlag() stuck?: boolean;
}

export class EventQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
}

export class CompareQuery {
  @Field('与第几版比较', { optional: true }) @IsCount(1, 100_000) compare?: number;
}

@Form('沟通')
export class CommentRequest {
  @Field('内容') @IsText(2000) text: string;
}
