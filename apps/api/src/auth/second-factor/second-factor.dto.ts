import { Field, Form } from '@libs/forms/field';
import { IsFormatted, IsText } from '@libs/forms/rules';

/** Six digits, or a recovery code as it was shown, with or without hyphens and blanks. */
export const CODE = /^[0-9A-Za-z -]{6,40}$/;

@Form('双因素登录')
export class SecondFactorRequest {
  @Field('登录第一步返回的凭证') @IsText(2_000) challenge: string;
  @Field('验证码或恢复码') @IsFormatted(CODE, 40) code: string;
}

@Form('登录时启用双因素认证')
export class EnrolmentRequest {
  @Field('登录第一步返回的凭证') @IsText(2_000) challenge: string;
}

@Form('启用双因素认证')
export class OwnEnrolmentRequest {
  @Field('密码') @IsText(200) password: string;
}

@Form('验证码')
export class CodeRequest {
  @Field('验证码或恢复码') @IsFormatted(CODE, 40) code: string;
}
