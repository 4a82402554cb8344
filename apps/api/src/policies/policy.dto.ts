import { Field } from '@libs/forms/field';
import { IsText } from '@libs/forms/rules';
import { PageCursor, PageLimit } from '../http/paging';

export class PolicyQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('键名或名称包含', { optional: true }) @IsText(100) q?: string;
}
