import { Field, Form } from '@libs/forms/field';
import { IsChoice, IsText } from '@libs/forms/rules';
import { PageCursor, PageLimit } from '../http/paging';

@Form('登录')
export class LoginRequest {
  @Field('账号') @IsText(100) account: string;
  @Field('密码') @IsText(200) password: string;
}

@Form('客户端令牌请求')
export class ClientTokenRequest {
  @Field('授权方式') @IsChoice({ client_credentials: '客户端凭据' }) grant_type: string;
  @Field('客户端标识', { optional: true }) @IsText(200) client_id?: string;
  @Field('客户端密钥', { optional: true }) @IsText(500) client_secret?: string;
  @Field('范围', { optional: true }) @IsText(500) scope?: string;
}

@Form('重新认证')
export class ReauthenticationRequest {
  @Field('密码') @IsText(200) password: string;
}

export class LoginSessionQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
}
