import { Field, Form } from '@libs/forms/field';
import { IsFormatted } from '@libs/forms/rules';
import { PROCESS_TYPE } from '../http/codes';
import { IsJsonObject } from '../http/json-object';
import { PageCursor, PageLimit } from '../http/paging';

/** The form is not checked against its process: a draft may be as unfinished as it likes. */
@Form('草稿')
export class DraftRequest {
  @Field('流程') @IsFormatted(PROCESS_TYPE, 64) processType: string;
  @Field('表单内容') @IsJsonObject() form: Record<string, unknown>;
}

export class DraftQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('流程', { optional: true }) @IsFormatted(PROCESS_TYPE, 64) processType?: string;
}
