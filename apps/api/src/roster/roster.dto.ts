import { Field } from '@libs/forms/field';
import { IsChoice, IsFlag, IsFormatted, IsId, IsText } from '@libs/forms/rules';
import { POSITIONS } from '@libs/domain/positions';
import { ORG_CODE } from '../http/codes';
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
