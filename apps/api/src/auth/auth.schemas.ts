import { flag, instant, list, nullable, object, oneOf, pageOfSchema, type Schema, schema, text, uuid, whole } from '../openapi/schema';

export const PERSON_SUMMARY = schema('PersonSummary', object({ id: uuid, name: text('姓名'), account: text('账号') }));
/** What a login gives; with more beside it where it enrols a second factor. */
export const LOGIN_MEMBERS = { accessToken: text('JWT'), expiresIn: whole('有效秒数'), person: PERSON_SUMMARY };
export const LOGIN_RESPONSE = schema('LoginResponse', object(LOGIN_MEMBERS));
export const TOKEN_RESPONSE = schema(
  'ClientTokenResponse',
  object({ access_token: text('JWT'), token_type: { type: 'string', const: 'Bearer' }, expires_in: whole('有效秒数') }),
);
export const ORGANISATION_NAME = schema('OrganisationName', object({ code: text('单位代码'), name: text('单位名称') }));
export const ME = schema(
  'Me',
  object({
    person: PERSON_SUMMARY,
    assignments: {
      type: 'array',
      items: object({ position: text('岗位代码'), positionTitle: text('岗位名称'), org: ORGANISATION_NAME, dept: nullable(text('部门')) }, ['dept']),
    },
  }),
);

const constant = (value: string): Schema => ({ type: 'string', const: value });
export const KEY_SET = schema('KeySet', object({ keys: list(object({ kty: constant('OKP'), crv: constant('Ed25519'), x: text('公钥'), kid: text('密钥编号'), alg: constant('EdDSA'), use: constant('sig') })) }));
export const REAUTHENTICATED = schema('Reauthenticated', object({ reauthenticatedAt: instant }));
const SESSION = {
  id: uuid,
  method: oneOf(['PASSWORD', 'OIDC'], '登录方式'),
  userAgent: nullable(text('客户端')),
  startedAt: instant,
  reauthenticatedAt: nullable({ ...instant, description: '最近一次验证本人的时间；统一身份认证服务未告知时为空' }),
  seenAt: { ...instant, description: '最近一次请求，精确到分钟' },
  expiresAt: instant,
};
export const LOGIN_SESSION_PAGE = pageOfSchema('LoginSessionPage', schema('LoginSession', object({ ...SESSION, current: flag('当前会话') })));
export const PERSON_SESSION_PAGE = pageOfSchema('PersonSessionPage', schema('PersonSession', object(SESSION)));
