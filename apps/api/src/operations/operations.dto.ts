import { Field, Form } from '@libs/forms/field';
import { IsChoice, IsFormatted, IsId, IsText } from '@libs/forms/rules';
import { ORG_CODE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';
import type { StuckKind } from './stuck-causes';

const KIND_TITLES: Readonly<Record<StuckKind, string>> = {
  STOPPED: '停止流转',
  TOLD_DIFFERENTLY: '引擎判断不同',
  ENGINE_FAILING: '引擎告知失败',
  NO_WORKER: '后台服务未运行',
  UNSTAFFED: '无人可办',
  UNDECIDABLE: '无法形成决定',
  EXTERNAL_WAIT: '等待外部条件',
  OVERDUE: '逾期',
  CALENDAR_MISSING: '节假日安排未导入',
  ORPHAN: '记录与引擎缺一',
  UNDELIVERED: '通知未能送达',
};

export class StuckQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('原因', { optional: true }) @IsChoice(KIND_TITLES) kind?: StuckKind;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
}

export const DELIVERY_STATES = { PENDING: '待发送', SENDING: '发送中', SENT: '已送达', DEAD: '未能送达', DROPPED: '不再发送' } as const;
const CHANNELS = { MAIL: '邮件', WEBHOOK: '外部系统' } as const;

export class DeliveryQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('状态', { optional: true }) @IsChoice(DELIVERY_STATES) state?: keyof typeof DELIVERY_STATES;
  @Field('通道', { optional: true }) @IsChoice(CHANNELS) channel?: keyof typeof CHANNELS;
}

export class OperationQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
}

/** That a reason is needed is the record's answer, in its place among the others. */
@Form('运维操作')
export class OperationRequest {
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
}

@Form('改派')
export class ReassignRequest {
  @Field('待办') @IsId() taskId: string;
  @Field('接收人', { optional: true, help: '空缺则退回岗位' }) @IsId() to?: string;
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
}
