import { flag, list, object, oneOf, schema, text, whole } from '../../openapi/schema';
import { LOGIN_MEMBERS } from '../auth.schemas';

export const CHALLENGED = schema(
  'LoginChallenged',
  object({ secondFactor: oneOf(['CODE', 'ENROLMENT'], 'CODE：须提交验证码；ENROLMENT：岗位要求双因素认证，须先启用'), challenge: text('第二步的凭证'), expiresIn: whole('有效秒数') }),
);
export const ENROLMENT = schema('SecondFactorEnrolment', object({ secret: text('Base32 密钥'), uri: text('otpauth 地址，供认证应用扫码') }));
const recoveryCodes = list(text('恢复码，仅显示这一次，各用一次'));
export const RECOVERY_CODES = schema('RecoveryCodes', object({ recoveryCodes }));
export const ENROLLED = schema('SecondFactorEnrolled', object({ ...LOGIN_MEMBERS, recoveryCodes }));
export const SECOND_FACTOR = schema('SecondFactor', object({ required: flag('现任岗位要求双因素认证'), enrolled: flag('已启用'), recoveryCodesLeft: whole('剩余恢复码') }));
