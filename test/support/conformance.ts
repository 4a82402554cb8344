/** Whether an answer is what the OpenAPI document says of it: its status, its media type and every member of its body. */
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Answer } from './api';

type Json = any;

/** Members that the document does not name are drift: here no object may have them, though a client has to bear them. */
function closed(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, key === 'properties' ? Object.fromEntries(Object.entries(value as Json).map(([name, one]) => [name, closed(one)])) : closed(value)]));
  return inner.properties && inner.additionalProperties === undefined && inner.unevaluatedProperties === undefined ? { ...inner, additionalProperties: false } : inner;
}

export class Conformance {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  /** Operations of which an answer was looked at, as `get /cases/{id}`. */
  readonly seen = new Set<string>();

  constructor(private readonly document: Json) {
    addFormats(this.ajv);
    const { Problem, ...schemas } = document.components.schemas;
    this.ajv.addSchema({ $id: 'api', components: { schemas: { ...closed(schemas), Problem } } });
  }

  /** What is wrong with an answer; nothing where it conforms. */
  faults(method: string, path: string, { status, headers, body }: Answer): string[] {
    const [route, operation] = this.find(method, path);
    if (!operation) return [`the document has no ${method} ${path}`];
    this.seen.add(route);
    const response = operation.responses[String(status)];
    if (!response) return [`${route}: the document does not know the status ${status} (${JSON.stringify(body).slice(0, 200)})`];
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    if (response.content === undefined && !type) return response.headers?.Location && !headers.get('location') ? [`${route} ${status}: no Location`] : [];
    const content = response.content?.[type];
    if (!content) return [`${route} ${status}: ${type || 'no body'} is not in the document`];
    if (response.headers?.Location && !headers.get('location')) return [`${route} ${status}: no Location`];
    const schema = type === 'application/problem+json' ? content.schema : closed(content.schema);
    const validate = this.ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')));
    return validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message, params }) => `${route} ${status}: ${instancePath} ${message} ${JSON.stringify(params)}`);
  }

  private find(method: string, path: string): [string, Json] {
    const bare = `/api/v1${path.split('?')[0]}`;
    const routes: string[] = Object.keys(this.document.paths).sort((a, b) => a.split('{').length - b.split('{').length);
    const route = routes.find((one) => new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare) && this.document.paths[one][method]);
    return [`${method} ${route}`, route && this.document.paths[route][method]];
  }
}
