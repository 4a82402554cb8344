import { Field, Form } from '@libs/forms/field';
import { IsChoice, IsChoiceList, IsFlag, IsFormatted, Nested, NestedList } from '@libs/forms/rules';
import { KINDS } from '@libs/notify/kinds';
import type { Personal } from '@libs/notify/preferences';
import type { NoticeKind } from '@libs/record/rows';
import { ORG_CODE } from '../http/codes';

const KIND_TITLES = Object.fromEntries(Object.entries(KINDS).map(([kind, { title }]) => [kind, title]));
const CHANNEL_TITLES: Readonly<Record<Personal, string>> = { IN_APP: '站内', MAIL: '邮件' };
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const EMAIL = /^[^@\s<>,;]{1,64}@[^@\s<>,;]{1,255}$/;

@Form('一类通知的方式')
export class KindChannels {
  @Field('通知种类') @IsChoice(KIND_TITLES) kind: NoticeKind;
  @Field('方式', { help: '空列表即不通知' }) @IsChoiceList(CHANNEL_TITLES, 0) by: Personal[];
}

@Form('免打扰时段')
export class QuietHours {
  @Field('开始') @IsFormatted(TIME, 5) from: string;
  @Field('结束') @IsFormatted(TIME, 5) to: string;
}

@Form('每日汇总')
export class DailyDigest {
  @Field('时间') @IsFormatted(TIME, 5) at: string;
}

@Form('通知偏好')
export class PreferencesRequest {
  @Field('各类通知的方式', { optional: true, help: '未列出的按单位设定，单位也未设定的按全部方式' }) @NestedList(() => KindChannels, { min: 0, items: 50 }) channels?: KindChannels[];
  @Field('免打扰时段', { optional: true, help: '期间的邮件延后发送' }) @Nested(() => QuietHours) quiet?: QuietHours;
  @Field('不设免打扰', { optional: true, help: '不随单位设定' }) @IsFlag() noQuiet?: boolean;
  @Field('每日汇总', { optional: true, help: '邮件合为一封，每日一次' }) @Nested(() => DailyDigest) digest?: DailyDigest;
  @Field('不汇总', { optional: true, help: '不随单位设定' }) @IsFlag() noDigest?: boolean;
}

export class UnitQuery {
  @Field('单位代码') @IsFormatted(ORG_CODE, 32) orgCode: string;
}

@Form('邮件地址')
export class MailAddressRequest {
  @Field('邮件地址', { optional: true, help: '空缺则不再发送邮件' }) @IsFormatted(EMAIL, 254) email?: string;
}
