import { Field, Form } from '@libs/forms/field';
import { IsChoice, IsCount, IsFlag, IsFormatted, IsId, IsIdList, IsText, Nested, NestedList } from '@libs/forms/rules';
import { NAME_CODE, PROCESS_TYPE } from '../http/codes';
import { IsCarriedForm } from '../http/json-object';
import { PageCursor, PageLimit } from '../http/paging';
import { ActingAsRequest } from '../record/acts.dto';

const DIGEST = /^[0-9a-f]{64}$/;
const PATH = /^[\w.[\]/-]{1,200}$/;

@Form('缺少的内容')
export class MissingItem {
  @Field('字段') @IsFormatted(PATH, 200) path: string;
  @Field('说明') @IsText(500) note: string;
}

@Form('办理')
export class DecisionRequest {
  @Field('版本') @IsCount(1, 1_000_000) version: number;
  @Field('结论') @IsFormatted(NAME_CODE, 64) outcome: string;
  @Field('所见内容的摘要') @IsFormatted(DIGEST, 64) seenDigest: string;
  @Field('意见', { optional: true }) @IsText(4000) opinion?: string;
  @Field('凭据', { optional: true }) @IsCarriedForm() evidence?: Record<string, unknown>;
  @Field('缺少的内容', { optional: true }) @NestedList(() => MissingItem, { items: 100 }) missing?: MissingItem[];
  @Field('补正后的申请表', { optional: true }) @IsCarriedForm() form?: Record<string, unknown>;
  @Field('附件编号', { optional: true }) @IsIdList({ items: 50 }) attachments?: string[];
  @Field('以何岗位办理', { optional: true }) @Nested(() => ActingAsRequest) actingAs?: ActingAsRequest;
}

@Form('批量办理的一项')
export class BulkItem {
  @Field('待办') @IsId() taskId: string;
  @Field('版本') @IsCount(1, 1_000_000) version: number;
  @Field('结论') @IsFormatted(NAME_CODE, 64) outcome: string;
  @Field('所见内容的摘要') @IsFormatted(DIGEST, 64) seenDigest: string;
  @Field('意见', { optional: true }) @IsText(4000) opinion?: string;
  @Field('凭据', { optional: true }) @IsCarriedForm() evidence?: Record<string, unknown>;
}

@Form('批量办理')
export class BulkRequest {
  @Field('各项') @NestedList(() => BulkItem, { items: 100 }) items: BulkItem[];
}

@Form('签收')
export class ClaimRequest {
  @Field('版本', { optional: true }) @IsCount(1, 1_000_000) version?: number;
  @Field('以何岗位办理', { optional: true }) @Nested(() => ActingAsRequest) actingAs?: ActingAsRequest;
}

@Form('转办')
export class TransferRequest {
  @Field('接收人') @IsId() to: string;
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
  @Field('版本', { optional: true }) @IsCount(1, 1_000_000) version?: number;
  @Field('以何岗位办理', { optional: true }) @Nested(() => ActingAsRequest) actingAs?: ActingAsRequest;
}

@Form('撤回')
export class TakeBackRequest {
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
  @Field('版本', { optional: true }) @IsCount(1, 1_000_000) version?: number;
  @Field('以何岗位办理', { optional: true }) @Nested(() => ActingAsRequest) actingAs?: ActingAsRequest;
}

@Form('委派')
export class DelegateRequest {
  @Field('受委派人') @IsId() to: string;
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
  @Field('版本', { optional: true }) @IsCount(1, 1_000_000) version?: number;
  @Field('以何岗位办理', { optional: true }) @Nested(() => ActingAsRequest) actingAs?: ActingAsRequest;
}

/** That a delegate has to give an opinion is the record's answer: who takes a task back need not. */
@Form('交还委派')
export class ReturnToOwnerRequest {
  @Field('意见', { optional: true }) @IsText(4000) opinion?: string;
  @Field('版本', { optional: true }) @IsCount(1, 1_000_000) version?: number;
  @Field('以何岗位办理', { optional: true }) @Nested(() => ActingAsRequest) actingAs?: ActingAsRequest;
}

@Form('加签的岗位')
export class SeatOfPosition {
  @Field('岗位代码') @IsFormatted(NAME_CODE, 64) position: string;
}

export const ADDED_WHEN = { BEFORE: '前加签', PARALLEL: '并加签', AFTER: '后加签' } as const;

@Form('加签')
export class AddSeatsRequest {
  @Field('人员', { optional: true }) @IsIdList({ items: 20 }) people?: string[];
  @Field('岗位', { optional: true }) @NestedList(() => SeatOfPosition, { items: 20 }) seats?: SeatOfPosition[];
  @Field('方式') @IsChoice(ADDED_WHEN) when: keyof typeof ADDED_WHEN;
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
  @Field('版本', { optional: true }) @IsCount(1, 1_000_000) version?: number;
  @Field('以何岗位办理', { optional: true }) @Nested(() => ActingAsRequest) actingAs?: ActingAsRequest;
}

@Form('减签')
export class RemoveSeatRequest {
  @Field('所加的待办') @IsId() taskId: string;
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
  @Field('以何岗位办理', { optional: true }) @Nested(() => ActingAsRequest) actingAs?: ActingAsRequest;
}

export class TaskQuery {
  @Field('分类', { optional: true }) @IsChoice({ todo: '待办', done: '已办', copied: '抄送' }) box?: 'todo' | 'done' | 'copied';
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('流程', { optional: true }) @IsFormatted(PROCESS_TYPE, 64) processType?: string;
  @Field('已逾期', { optional: true }) @IsFlag() overdue?: boolean;
  @Field('抄送未阅', { optional: true }) @IsFlag() unread?: boolean;
  @Field('编号或标题', { optional: true }) @IsText(100) q?: string;
}
