/** What is noted of each report and notice that an incident calls for (regulation.md §5.2). */
import { Field, Form } from '@libs/forms/field';
import { IsChoice, IsChoiceList, IsCount, IsFlag, IsInstant, IsText, MustBeTrue, Nested } from '@libs/forms/rules';
import * as options from './form.options';

/** 向区卫生健康委报告（第十条）. */
@Form('向区卫生健康委报告')
export class DistrictReport {
  @Field('报告时间') @IsInstant() sentAt: string;
  @Field('报告方式') @IsChoice(options.CHANNELS) channel: options.Channel;
  @Field('接报人', { optional: true }) @IsText(50) receivedBy?: string;
  @Field('接报编号', { optional: true }) @IsText(64) receiptNo?: string;
}

/** A statutory line: to whom, when, by what channel, under which receipt. */
@Form('法定报告')
export class LineReport {
  @Field('报告对象') @IsText(100) authority: string;
  @Field('报告时间') @IsInstant() sentAt: string;
  @Field('报告方式') @IsChoice(options.CHANNELS) channel: options.Channel;
  @Field('回执编号', { optional: true }) @IsText(64) receiptNo?: string;
  @Field('报告内容摘要', { optional: true }) @IsText(2_000) summary?: string;
}

/** 个人信息保护法 第五十七条: the three contents of the notice. */
export class NoticeContents {
  @Field('信息种类、原因和可能造成的危害') @IsText(4_000) kindsCauseAndHarm: string;
  @Field('补救措施和个人可以采取的减轻危害的措施') @IsText(4_000) remediesAndMitigation: string;
  @Field('联系方式') @IsText(200) contact: string;
}

@Form('通知个人')
export class SubjectNotice {
  @Field('通知时间') @IsInstant() sentAt: string;
  @Field('通知方式') @IsChoiceList(options.NOTICE_CHANNELS) channels: options.NoticeChannel[];
  @Field('通知人数') @IsCount(0, 2_000_000_000) notifiedCount: number;
  @Field('通知内容') @Nested(() => NoticeContents) contents: NoticeContents;
  @Field('未能通知到的人数及处理', { optional: true }) @IsText(500) unreached?: string;
}

/** 个人信息保护法 第五十七条: the authority may demand the notice. */
@Form('按要求通知个人')
export class OrderedNotice {
  @Field('提出要求的部门') @IsText(100) orderedBy: string;
  @Field('文号', { optional: true }) @IsText(64) orderNo?: string;
  @Field('通知时间') @IsInstant() sentAt: string;
  @Field('通知方式') @IsChoiceList(options.NOTICE_CHANNELS) channels: options.NoticeChannel[];
  @Field('通知人数') @IsCount(0, 2_000_000_000) notifiedCount: number;
  @Field('通知内容') @Nested(() => NoticeContents) contents: NoticeContents;
}

/** 网络数据安全管理条例 第十一条. */
@Form('通知利害关系人')
export class PartyNotice {
  @Field('通知时间') @IsInstant() sentAt: string;
  @Field('通知方式') @IsChoiceList(options.NOTICE_CHANNELS) channels: options.NoticeChannel[];
  @Field('利害关系人范围') @IsText(500) parties: string;
  @Field('通知内容') @IsText(4_000) content: string;
}

/** 未成年人网络保护条例 第三十五条: the authority is told, and the minors and their guardians are. */
@Form('未成年人事件报告和告知')
export class MinorsNotice {
  @Field('报告对象') @IsText(100) authority: string;
  @Field('报告时间') @IsInstant() sentAt: string;
  @Field('告知未成年人及其监护人的时间') @IsInstant() guardiansToldAt: string;
  @Field('告知方式') @IsChoiceList(options.NOTICE_CHANNELS) channels: options.NoticeChannel[];
  @Field('回执编号', { optional: true }) @IsText(64) receiptNo?: string;
}

/** Only that it was referred, and under which number: the content is never stored. */
@Form('涉密情形转报')
export class SecrecyReport {
  @Field('报告对象') @IsChoiceList(options.SECRECY_AUTHORITIES, 2) authorities: options.SecrecyAuthority[];
  @Field('报告时间') @IsInstant() sentAt: string;
  @Field('转报文号') @IsText(64) documentNo: string;
  @Field('本表不含国家秘密内容') @MustBeTrue() noSecretContent: boolean;
}

@Form('是否通知个人')
export class SubjectNoticeDecision {
  @Field('涉及人数', { optional: true }) @IsCount(0, 2_000_000_000) affectedCount?: number;
  @Field('有效避免危害的措施及依据', { optional: true, help: '决定不通知个人的必填（个人信息保护法第五十七条）。' }) @IsText(2_000) harmAvoidedBy?: string;
}

@Form('是否公布警示信息')
export class PublicWarningDecision {
  @Field('警示内容', { optional: true, help: '决定公布的必填。' }) @IsText(4_000) content?: string;
  @Field('公布范围', { optional: true }) @IsText(500) audience?: string;
  @Field('已告知区卫生健康委') @IsFlag() districtInformed: boolean;
}

/** 第十条: 及时公布与公众有关的警示信息. */
@Form('公布警示信息')
export class PublicWarning {
  @Field('公布时间') @IsInstant() sentAt: string;
  @Field('公布渠道') @IsText(500) channels: string;
  @Field('公布内容') @IsText(4_000) content: string;
  @Field('链接或者编号', { optional: true }) @IsText(500) reference?: string;
}

/** Internal escalation within the district; no statutory line. */
@Form('报告区级直接责任人')
export class DistrictBriefing {
  @Field('报告时间') @IsInstant() sentAt: string;
  @Field('直接责任人的要求', { optional: true }) @IsText(2_000) instruction?: string;
}
