import { CATALOGUE, type ErrorCode } from '@libs/platform/errors/catalogue';
import { list, object, type Schema, schema, text, uuid, whole } from './schema';
import type { OperationSpec } from './operation';

const PROBLEM = schema('Problem', {
  ...object(
    {
      type: { type: 'string', format: 'uri-reference' },
      title: text('简述'),
      status: whole('HTTP 状态码'),
      code: { type: 'string', enum: Object.keys(CATALOGUE) },
      detail: text('说明，语言随 Accept-Language'),
      instance: { type: 'string', format: 'uri-reference' },
      errors: list(object({ path: text('字段路径'), code: text('原因代码'), message: text('说明') })),
      version: whole('STALE_VERSION：当前版本'),
      digest: text('STALE_CONTENT：当前摘要'),
      gates: list(object({ id: text('规则编号'), passed: { type: 'boolean' }, reason: text('说明'), article: text('依据') })),
      diversion: object({ caseId: uuid, number: text('办件编号') }),
      choices: list(object({ position: text('岗位代码'), orgCode: text('单位代码') })),
      rule: object({ id: text('规则编号'), title: text('规则') }),
      maxAge: whole('REAUTHENTICATION_REQUIRED：须在多少秒内验证过身份'),
      retryAfter: { type: 'number', description: '秒' },
    },
    ['errors', 'version', 'digest', 'gates', 'diversion', 'choices', 'rule', 'maxAge', 'retryAfter'],
  ),
  description: 'RFC 9457',
});

const SAFE: ReadonlySet<string> = new Set(['get', 'head']);

export interface RouteShape {
  /** Lower case. */
  readonly method: string;
  readonly path: string;
}

/** The codes with which a route can answer: its own, and those that follow from its shape. */
export function problemCodes(spec: OperationSpec, { method, path }: RouteShape): readonly ErrorCode[] {
  const codes: ErrorCode[] = ['MALFORMED', 'INTERNAL', 'UNAVAILABLE', ...(spec.problems ?? [])];
  if (!spec.public) codes.push('UNAUTHENTICATED');
  if (!spec.public && !SAFE.has(method)) codes.push('CSRF_REFUSED');
  if (path.includes('{')) codes.push('NOT_FOUND');
  if (spec.body) codes.push('TOO_LARGE', 'MEDIA_TYPE_REFUSED', 'FORM_INVALID');
  if (spec.idempotent) codes.push('IDEMPOTENCY_REQUIRED', 'IDEMPOTENCY_IN_FLIGHT', 'IDEMPOTENCY_MISMATCH');
  return [...new Set(codes)].sort();
}

/** The responses of a route that are problems, by status. */
export function problemResponses(codes: readonly ErrorCode[]): Readonly<Record<string, Schema>> {
  const statuses = [...new Set(codes.map((code) => CATALOGUE[code].status))].sort((a, b) => a - b);
  return Object.fromEntries(statuses.map((status) => [String(status), response(codes.filter((code) => CATALOGUE[code].status === status))]));
}

function response(codes: readonly ErrorCode[]): Schema {
  const description = codes.map((code) => `${code}：${CATALOGUE[code].title.zh}`).join('；');
  const bounded = { allOf: [PROBLEM, { type: 'object', properties: { code: { enum: codes } } }] };
  return { description, content: { 'application/problem+json': { schema: bounded } } };
}
