import { Field, Form } from '@libs/forms/field';
import type { FormProblem } from '@libs/forms/problem';
import { IsChoice, IsFormatted, IsText } from '@libs/forms/rules';
import { PageCursor, PageLimit } from '../http/paging';
import { CODE } from './second-factor/second-factor.dto';

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

@Form('重新认证', onlyOne)
export class ReauthenticationRequest {
  @Field('密码', { optional: true }) @IsText(200) password?: string;
  @Field('验证码或恢复码', { optional: true, help: '代替密码' }) @IsFormatted(CODE, 40) code?: string;
}

function onlyOne({ password, code }: ReauthenticationRequest): readonly FormProblem[] {
  return (password === undefined) === (code === undefined) ? [{ path: 'password', code: password === undefined ? 'REQUIRED' : 'NOT_APPLICABLE' }] : [];
}

export class LoginSessionQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
}
