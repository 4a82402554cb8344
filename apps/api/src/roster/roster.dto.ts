import { Field, Form } from '@libs/forms/field';
import { IsChoice, IsFlag, IsFormatted, IsId, IsText } from '@libs/forms/rules';
import { POSITIONS } from '@libs/domain/positions';
import { INSTANT, ORG_CODE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';

const TITLES = Object.fromEntries(Object.entries(POSITIONS).map(([code, { title }]) => [code, title]));

export class PersonQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('姓名包含', { optional: true }) @IsText(100) q?: string;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
}

export class AssignmentQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
  @Field('岗位代码', { optional: true }) @IsChoice(TITLES) position?: string;
  @Field('人员编号', { optional: true }) @IsId() personId?: string;
  @Field('是否只列现任；默认为是', { optional: true }) @IsFlag() current?: boolean;
}

export class BodyQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
}

/** That a reason is needed is the answer of the act, in its place among the others: here and below. */
@Form('任职')
export class AppointRequest {
  @Field('人员编号') @IsId() personId: string;
  @Field('岗位代码') @IsChoice(TITLES) position: string;
  @Field('单位代码') @IsFormatted(ORG_CODE, 32) orgCode: string;
  @Field('部门', { optional: true }) @IsText(100) dept?: string;
  @Field('任职文号', { optional: true }) @IsText(100) documentNo?: string;
  @Field('起', { optional: true, help: '空缺则即时生效' }) @IsFormatted(INSTANT, 40) validFrom?: string;
  @Field('止', { optional: true, help: '空缺则不设期限' }) @IsFormatted(INSTANT, 40) validTo?: string;
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
}

@Form('离任')
export class EndRequest {
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
}

@Form('接任')
export class ReplaceRequest {
  @Field('接任者') @IsId() personId: string;
  @Field('任职文号', { optional: true }) @IsText(100) documentNo?: string;
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
}

@Form('委员')
export class MemberRequest {
  @Field('人员编号') @IsId() personId: string;
  @Field('主任委员', { optional: true }) @IsFlag() chair?: boolean;
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
}

@Form('委员离任')
export class EndMemberRequest {
  @Field('人员编号') @IsId() personId: string;
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
}

@Form('离职转办')
export class HandOverRequest {
  @Field('接收人', { optional: true, help: '空缺则退回岗位' }) @IsId() to?: string;
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
}

/** That a reason is needed is answered after who may ask for it. */
@Form('管理操作')
export class AdministrationRequest {
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
}
