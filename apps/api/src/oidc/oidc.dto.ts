import { Field, Form } from '@libs/forms/field';
import { IsFormatted, IsText } from '@libs/forms/rules';
import { RETURN_PATH, RETURN_PATH_MAX } from './return-path';

@Form('经统一身份认证绑定或重新认证')
export class OidcAskRequest {
  @Field('之后返回的页面路径；默认为首页', { optional: true }) @IsFormatted(RETURN_PATH, RETURN_PATH_MAX) returnTo?: string;
}

export class OidcLoginQuery {
  @Field('登录后返回的页面路径；默认为首页', { optional: true }) @IsFormatted(RETURN_PATH, RETURN_PATH_MAX) returnTo?: string;
}

/** For the document alone: what a provider adds of its own is borne (OpenID Connect Core §3.1.2.7). */
export class OidcCallbackQuery {
  @Field('授权码', { optional: true }) @IsText(4_000) code?: string;
  @Field('发起登录时的 state', { optional: true }) @IsText(500) state?: string;
  @Field('错误代码', { optional: true }) @IsText(500) error?: string;
}
