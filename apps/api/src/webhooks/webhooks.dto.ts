import { Field, Form } from '@libs/forms/field';
import { IsChoice, IsChoiceList, IsCount, IsFlag, IsFormatted, IsText } from '@libs/forms/rules';
import { KINDS } from '@libs/notify/kinds';
import { ORG_CODE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';
import { DELIVERY_STATES } from '../operations/operations.dto';

const KIND_TITLES = Object.fromEntries(Object.entries(KINDS).map(([kind, { title }]) => [kind, title]));

@Form('外部系统的接收地址')
export class WebhookRequest {
  @Field('名称') @IsText(100) name: string;
  @Field('地址', { help: 'https；内网地址须由运维放行' }) @IsFormatted(/^https?:\/\/\S+$/, 2_000) url: string;
  @Field('接收的通知') @IsChoiceList(KIND_TITLES) kinds: string[];
  @Field('单位代码', { optional: true, help: '空缺则为全区' }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
}

@Form('变更接收地址')
export class WebhookChange extends WebhookRequest {
  @Field('启用') @IsFlag() active: boolean;
}

@Form('更换密钥')
export class RotateRequest {
  @Field('旧密钥继续有效的小时数', { optional: true, help: '24 小时，除非另行指定' }) @IsCount(0, 168) overlapHours?: number;
}

export class WebhookQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
}

export class WebhookDeliveryQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('状态', { optional: true }) @IsChoice(DELIVERY_STATES) state?: keyof typeof DELIVERY_STATES;
}
