import { Field, Form } from '@libs/forms/field';
import { IsFlag, IsId } from '@libs/forms/rules';
import { PageCursor, PageLimit } from '../http/paging';

export class NotificationQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('未读', { optional: true }) @IsFlag() unread?: boolean;
}

@Form('全部已读')
export class ReadAllRequest {
  @Field('所见最新的一条', { help: '此后到达的仍为未读' }) @IsId() upTo: string;
}
