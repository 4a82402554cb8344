import { Field } from '@libs/forms/field';
import { IsFlag, IsFormatted, IsId } from '@libs/forms/rules';
import { NAME_CODE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';

export class AuditQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('行为', { optional: true }) @IsFormatted(NAME_CODE, 64) action?: string;
  @Field('主体编号', { optional: true }) @IsId() actorId?: string;
  @Field('办件编号', { optional: true }) @IsId() caseId?: string;
  @Field('是否被拒', { optional: true }) @IsFlag() refused?: boolean;
}
