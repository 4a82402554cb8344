import { Field, Form } from '@libs/forms/field';
import { IsId, IsText } from '@libs/forms/rules';
import { PageCursor, PageLimit } from '../http/paging';

@Form('身份绑定')
export class BindingRequest {
  @Field('人员编号') @IsId() personId: string;
  @Field('统一身份认证服务的 issuer') @IsText(300) issuer: string;
  @Field('该服务中的 subject') @IsText(255) subject: string;
}

export class BindingQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('人员编号', { optional: true }) @IsId() personId?: string;
}
