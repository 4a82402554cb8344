export const WRONG_CODE = { zh: '验证码不正确，或已经用过。', en: 'The code is wrong or was used before.' };
