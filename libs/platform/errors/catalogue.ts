/**
 * Every error that the API can answer: one closed list (api.md). Domain code throws a `DomainError` with one of
 * these codes; only the problem filter turns it into HTTP.
 */
export interface BilingualText {
  readonly zh: string;
  readonly en: string;
}

export type ErrorLevel = 'debug' | 'info' | 'warn' | 'error';

export interface ErrorSpec {
  readonly status: number;
  readonly title: BilingualText;
  /** Explains the occurrence; `{name}` is filled from the error's parameters. The title stands in where there is none. */
  readonly detail?: BilingualText;
  /** Refusals of people are normal work; only what needs an administrator is a warning or an error. */
  readonly level: ErrorLevel;
}

const spec = (status: number, level: ErrorLevel, title: [zh: string, en: string], detail?: [zh: string, en: string]): ErrorSpec => ({
  status,
  level,
  title: { zh: title[0], en: title[1] },
  ...(detail && { detail: { zh: detail[0], en: detail[1] } }),
});

export const ERROR_CODES = [
  'MALFORMED',
  'IDEMPOTENCY_REQUIRED',
  'UNAUTHENTICATED',
  'REAUTHENTICATION_REQUIRED',
  'NOT_ELIGIBLE',
  'SEPARATION_OF_DUTIES',
  'NOT_A_STARTER',
  'OUT_OF_SCOPE',
  'CSRF_REFUSED',
  'IDENTITY_UNBOUND',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'STALE_VERSION',
  'STALE_CONTENT',
  'ALREADY_DECIDED',
  'CASE_CLOSED',
  'CASE_HELD',
  'CASE_STOPPED',
  'NOT_OFFERED',
  'IDENTITY_TAKEN',
  'IDEMPOTENCY_IN_FLIGHT',
  'TOO_LARGE',
  'MEDIA_TYPE_REFUSED',
  'FORM_INVALID',
  'EVIDENCE_INVALID',
  'REASON_REQUIRED',
  'GATE_FAILED',
  'AMBIGUOUS_POSITION',
  'IDEMPOTENCY_MISMATCH',
  'TOO_MANY_REQUESTS',
  'INTERNAL',
  'UNAVAILABLE',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export const CATALOGUE: Readonly<Record<ErrorCode, ErrorSpec>> = {
  MALFORMED: spec(400, 'debug', ['请求格式不正确', 'Malformed request']),
  IDEMPOTENCY_REQUIRED: spec(400, 'debug', ['缺少 Idempotency-Key', 'Idempotency-Key is missing'], [
    '此操作须带 Idempotency-Key 请求头（8 至 128 个字符）。',
    'This operation needs an Idempotency-Key header of 8 to 128 characters.',
  ]),
  UNAUTHENTICATED: spec(401, 'info', ['未登录或登录已失效', 'Not signed in'], ['请登录后重试。', 'Sign in and try again.']),
  REAUTHENTICATION_REQUIRED: spec(401, 'info', ['须重新验证身份', 'Confirm who you are'], [
    '办理此环节前，须在 {minutes} 分钟内验证过身份。请重新验证后再办理。',
    'This step is decided within {minutes} minute(s) of confirming who you are; confirm it again and repeat the request.',
  ]),
  NOT_ELIGIBLE: spec(403, 'info', ['当前不具备办理资格', 'Not eligible'], [
    '您目前没有担任可以办理此事项的岗位。',
    'You do not hold the position that may do this now.',
  ]),
  SEPARATION_OF_DUTIES: spec(403, 'info', ['违反职责分离要求', 'Separation of duties'], [
    '按职责分离要求，您已参与本办件的其他环节，不能再办理此环节。',
    'You have acted in another step of this case that must be done by somebody else.',
  ]),
  NOT_A_STARTER: spec(403, 'info', ['不能发起此流程', 'May not start this process'], [
    '您的岗位不能发起此流程。',
    'None of your positions may start this process.',
  ]),
  OUT_OF_SCOPE: spec(403, 'info', ['超出权限范围', 'Out of scope'], [
    '您无权查看或办理该单位的事项。',
    'You have no access to the organisation that you named.',
  ]),
  CSRF_REFUSED: spec(403, 'info', ['请求来源校验未通过', 'Cross-site request refused'], ['请刷新页面后重试。', 'Reload the page and try again.']),
  IDENTITY_UNBOUND: spec(403, 'info', ['身份尚未绑定', 'The identity is not bound'], [
    '您在统一身份认证服务中的身份尚未绑定本系统的账号。请用账号和密码登录后自行绑定，或者请系统管理员绑定。',
    'Your identity at the provider is bound to nobody here. Sign in with your account and bind it yourself, or ask a system administrator to.',
  ]),
  NOT_FOUND: spec(404, 'debug', ['未找到', 'Not found'], ['所请求的内容不存在，或您无权查看。', 'It does not exist, or you may not see it.']),
  METHOD_NOT_ALLOWED: spec(405, 'debug', ['不支持的请求方法', 'Method not allowed']),
  STALE_VERSION: spec(409, 'info', ['待办已变化', 'The task has changed'], [
    '此待办已被转办、认领或重新分派，请按最新情况办理。',
    'The task was reassigned after you opened it; look at it again.',
  ]),
  STALE_CONTENT: spec(409, 'info', ['内容已更新', 'The content has changed'], [
    '您所看到的内容已被修改，请查看最新内容后再作决定。',
    'What you were shown is no longer current; read it again before you decide.',
  ]),
  ALREADY_DECIDED: spec(409, 'info', ['已作出决定', 'Already decided'], ['此待办已经办理完毕。', 'The task has already been decided.']),
  CASE_CLOSED: spec(409, 'info', ['办件已办结', 'The case is closed'], ['办件已经办结，不能再办理。', 'The case has ended; nothing can be done in it any more.']),
  CASE_HELD: spec(409, 'info', ['办件已冻结', 'The case is held'], ['办件处于冻结状态，解除后方可办理。', 'The case is on hold; it must be released first.']),
  CASE_STOPPED: spec(409, 'error', ['办件已停止流转', 'The case is stopped'], [
    '办件的流转记录出现异常，请联系管理员处理。',
    'The case does not agree with its own journal; please tell the administrators.',
  ]),
  NOT_OFFERED: spec(409, 'info', ['当前不能进行此操作', 'Not possible now'], [
    '办件当前的状态不提供此操作。',
    'The case does not offer this act in its present state.',
  ]),
  IDENTITY_TAKEN: spec(409, 'info', ['身份已绑定他人', 'The identity is taken'], [
    '该身份已经绑定另一名人员，须先解除原绑定。',
    'The identity is bound to somebody else; that binding has to be undone first.',
  ]),
  IDEMPOTENCY_IN_FLIGHT: spec(409, 'info', ['同一请求正在处理', 'The same request is being processed'], [
    '使用同一 Idempotency-Key 的请求尚未处理完，请稍后重试。',
    'A request with the same Idempotency-Key is still running; try again shortly.',
  ]),
  TOO_LARGE: spec(413, 'info', ['内容过大', 'Too large'], ['上传的内容超过允许的大小。', 'What was sent is larger than allowed.']),
  MEDIA_TYPE_REFUSED: spec(415, 'info', ['不支持的文件类型', 'Media type refused'], [
    '不接受此类型的文件或内容。',
    'This type of file or content is not accepted.',
  ]),
  FORM_INVALID: spec(422, 'debug', ['表单填写有误', 'The form is invalid'], ['表单有 {count} 处需要更正。', 'The form has {count} field(s) to correct.']),
  EVIDENCE_INVALID: spec(422, 'debug', ['凭据填写有误', 'The evidence is invalid'], ['凭据有 {count} 处需要更正。', 'The evidence has {count} field(s) to correct.']),
  REASON_REQUIRED: spec(422, 'debug', ['须填写理由', 'A reason is required'], ['作出此结论须填写理由。', 'This outcome needs a reason.']),
  GATE_FAILED: spec(422, 'info', ['前置校验未通过', 'A gate has failed'], ['办件未通过前置校验，不能提交。', 'The case does not pass the checks that come before it.']),
  AMBIGUOUS_POSITION: spec(422, 'debug', ['须指明以何岗位办理', 'The position must be named'], [
    '您担任多个岗位，请指明以哪个岗位办理。',
    'You hold several positions; say in which one you act.',
  ]),
  IDEMPOTENCY_MISMATCH: spec(422, 'info', ['Idempotency-Key 已用于其他内容', 'The key was used for another request'], [
    '同一 Idempotency-Key 已用于内容不同的请求。',
    'This Idempotency-Key was already used with another body.',
  ]),
  TOO_MANY_REQUESTS: spec(429, 'info', ['请求过于频繁', 'Too many requests'], ['请在 {retryAfter} 秒后重试。', 'Try again in {retryAfter} second(s).']),
  INTERNAL: spec(500, 'error', ['系统内部错误', 'Internal error'], [
    '系统出现错误，本次操作未生效，请联系管理员。',
    'Something went wrong and nothing was changed; please tell the administrators.',
  ]),
  UNAVAILABLE: spec(503, 'error', ['服务暂时不可用', 'Temporarily unavailable'], [
    '数据库暂时无法访问，请稍后重试。',
    'The database is out of reach; try again shortly.',
  ]),
};

/** The `type` of RFC 9457, relative to the server: `STALE_VERSION` -> `/problems/stale-version`. */
export const problemType = (code: ErrorCode): string => `/problems/${code.toLowerCase().replaceAll('_', '-')}`;
