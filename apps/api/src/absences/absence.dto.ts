import { Field, Form } from '@libs/forms/field';
import { IsCalendarDate, IsId } from '@libs/forms/rules';
import { PageCursor, PageLimit } from '../http/paging';

@Form('休假、出差')
export class AbsenceRequest {
  @Field('人员', { optional: true, help: '空缺则为本人' }) @IsId() personId?: string;
  @Field('自') @IsCalendarDate() from: string;
  @Field('至', { help: '含当日' }) @IsCalendarDate() to: string;
}

export class AbsenceQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('人员编号', { optional: true }) @IsId() personId?: string;
}
