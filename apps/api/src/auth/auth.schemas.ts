import { flag, instant, nullable, object, oneOf, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';

export const PERSON_SUMMARY = schema('PersonSummary', object({ id: uuid, name: text('姓名'), account: text('账号') }));
export const LOGIN_RESPONSE = schema('LoginResponse', object({ accessToken: text('JWT'), expiresIn: whole('有效秒数'), person: PERSON_SUMMARY }));
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

export const REAUTHENTICATED = schema('Reauthenticated', object({ reauthenticatedAt: instant }));
const LOGIN_SESSION = schema(
  'LoginSession',
  object({
    id: uuid,
    current: flag('当前会话'),
    method: oneOf(['PASSWORD', 'OIDC'], '登录方式'),
    userAgent: nullable(text('客户端')),
    startedAt: instant,
    reauthenticatedAt: instant,
    seenAt: { ...instant, description: '最近一次请求，精确到分钟' },
    expiresAt: instant,
  }),
);
export const LOGIN_SESSION_PAGE = pageOfSchema('LoginSessionPage', LOGIN_SESSION);
