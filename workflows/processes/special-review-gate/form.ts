/** 第三十九条: nothing of the matter is asked for; routes and numbers of documents alone. */
import { Field, Form } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsFormatted } from '@libs/forms/rules';

/** The competent authorities and their procedures (regulation.md §7.10). */
export const ROUTES = {
  CONFIDENTIALITY: '保密行政管理部门',
  SECURITY_ASSESSMENT: '网信部门（数据出境安全评估）',
  STANDARD_CONTRACT: '网信部门（个人信息出境标准合同备案）',
  CERTIFICATION: '个人信息保护认证机构',
  HUMAN_GENETIC_RESOURCES: '人类遗传资源主管部门',
} as const;
export type Route = keyof typeof ROUTES;

/** A document's number as offices write it, such as 「某函〔2026〕12号」; too short for anything else. */
const DOCUMENT_NO = /^[\u4e00-\u9fa5A-Za-z0-9〔〕（）()[\]-]{2,40}$/;
const HELP = '只填文号，不得填写任何涉密内容。';

/** Nobody fills it in. */
@Form('特别审查登记')
export class SpecialReviewForm {}

@Form('特别审查移交')
export class Referral {
  @Field('移交部门和途径') @IsChoice(ROUTES) route: Route;
  @Field('移交文号', { help: HELP }) @IsFormatted(DOCUMENT_NO, 40) documentNo: string;
  @Field('移交日期') @IsCalendarDate() referredOn: string;
}

@Form('主管部门答复')
export class ExternalReply {
  @Field('答复部门和途径') @IsChoice(ROUTES) route: Route;
  @Field('外部文号', { help: HELP }) @IsFormatted(DOCUMENT_NO, 40) documentNo: string;
  @Field('答复日期') @IsCalendarDate() repliedOn: string;
}

export const FORMS = { form: SpecialReviewForm, evidence: { Referral, ExternalReply } } as const;
