import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { type FormClass, fieldsOf } from '@libs/forms/registry';
import { componentSchemas, formSchema } from '@libs/forms/schema';
import { SESSION_COOKIE } from '../auth/session-cookie';
import { type OperationSpec, operationSpec, type Success } from './operation';
import { problemCodes, problemResponses, type RouteShape } from './problems';
import { registeredSchemas, type Schema } from './schema';

const METHODS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'patch']);
const isForm = (body: FormClass | Schema): body is FormClass => typeof body === 'function';
const sorted = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> => Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

/** The whole contract as an OpenAPI 3.1 document: every controller of the application, whichever module it is in. */
export function openApiDocument(app: INestApplication): Schema {
  const scanned = SwaggerModule.createDocument(app, new DocumentBuilder().build());
  const forms = new Set<FormClass>();
  const paths = Object.entries(scanned.paths).map(([path, item]): [string, Schema] => {
    const operations = Object.entries(item).flatMap(([method, found]: [string, unknown]): [string, Schema][] => {
      if (!METHODS.has(method)) return [];
      const spec = specOf(found, `${method.toUpperCase()} ${path}`);
      if (spec.body && isForm(spec.body)) forms.add(spec.body);
      return [[method, describe(spec, { method, path })]];
    });
    return [path, sorted(operations)];
  });
  return {
    openapi: '3.1.0',
    info: { title: '青盾 API', version: '1', description: '卫生健康数据安全管理流程的 HTTP 接口。错误一律为 application/problem+json（RFC 9457）。' },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { session: [] }],
    paths: sorted(paths),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: '控制台会话；非只读方法须带 X-CSRF-Token' },
      },
      schemas: sorted(distinct([...Object.entries(registeredSchemas()), ...Object.entries(componentSchemas([...forms]))])),
    },
  };
}

/** A form class and a schema of one name would silently become one. */
function distinct<T>(entries: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  const names = entries.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`a form class and a schema are both called ${twice}`);
  return entries;
}

function specOf(found: unknown, route: string): OperationSpec {
  const id = typeof found === 'object' && found !== null && 'operationId' in found ? found.operationId : undefined;
  const spec = typeof id === 'string' ? operationSpec(id) : undefined;
  if (spec === undefined) throw new Error(`${route} has no @Operation`);
  return spec;
}

function describe(spec: OperationSpec, route: RouteShape): Schema {
  const parameters = [...pathParameters(route.path), ...headerParameters(spec), ...queryParameters(spec.query)];
  const successes = [spec.ok, ...(spec.alsoOk ? [spec.alsoOk] : [])].map((ok): [string, Schema] => [String(ok.status), success(ok)]);
  return {
    operationId: spec.id,
    tags: [spec.tag],
    summary: spec.summary,
    ...(spec.public && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(spec.body && { requestBody: requestBody(spec.body, spec.bodyTypes) }),
    responses: { ...Object.fromEntries(successes), ...problemResponses(problemCodes(spec, route)) },
  };
}

function requestBody(body: FormClass | Schema, types: readonly string[] = ['application/json']): Schema {
  const schema = isForm(body) ? { $ref: `#/components/schemas/${body.name}` } : body;
  return { required: true, content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

const DESCRIPTIONS: Readonly<Record<Success['status'], string>> = { 200: '成功', 201: '已创建', 202: '还须第二步', 204: '已完成，无内容', 303: '转到另一地址' };
const LOCATIONS: Readonly<Partial<Record<Success['status'], string>>> = { 201: '所创建内容的地址', 303: '浏览器前往的地址' };

function success({ status, schema, mediaTypes = ['application/json'], also, links }: Success): Schema {
  return {
    description: DESCRIPTIONS[status],
    ...(LOCATIONS[status] !== undefined && { headers: { Location: { required: true, description: LOCATIONS[status], schema: { type: 'string', format: 'uri-reference' } } } }),
    ...(schema && { content: Object.fromEntries([...mediaTypes.map((type) => [type, { schema }]), ...Object.entries(also ?? {}).map(([type, other]) => [type, { schema: other }])]) }),
    ...(links && { links }),
  };
}

const membersOf = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? { ...value } : {});

const pathParameters = (path: string): readonly Schema[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: name === 'id' ? { type: 'string', format: 'uuid' } : { type: 'string' } }));

const headerParameters = ({ idempotent }: OperationSpec): readonly Schema[] =>
  idempotent ? [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', minLength: 8, maxLength: 128 } }] : [];

function queryParameters(query: FormClass | undefined): readonly Schema[] {
  if (query === undefined) return [];
  const properties: Readonly<Record<string, unknown>> = membersOf(formSchema(query)['properties']);
  return [...fieldsOf(query)].map(([name, { optional, title }]) => {
    const { 'x-section': _section, title: _title, ...schema }: Record<string, unknown> = membersOf(properties[name]);
    return { name, in: 'query', required: !optional, description: title, schema };
  });
}
