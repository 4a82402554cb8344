import { DESKS } from '@workflows/processes/desks';
import { createDataSource } from '@libs/persistence/data-source';
import { loadConfig } from '@libs/platform/config/config';
import { createLogger } from '@libs/platform/logging/logger';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../create-app';
import { openApiDocument } from './document';

interface Response {
  description: string;
  headers?: Record<string, unknown>;
  content?: Record<string, { schema: object }>;
  links?: Record<string, { operationId: string }>;
}
interface Operation {
  operationId: string;
  summary: string;
  security?: unknown[];
  responses: Record<string, Response>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

const SNAPSHOT = join(__dirname, '..', '..', 'openapi.json');

async function currentDocument(): Promise<Document> {
  const url = 'postgres://nobody@127.0.0.1:1/none';
  const config = loadConfig({ DATABASE_URL: url, QINGDUN_HOME: join(tmpdir(), 'qingdun-openapi'), SECOND_FACTOR: 'off' });
  const dataSource = createDataSource({ url, poolSize: 1, applicationName: 'openapi' });
  const app = await createApp({ config, dataSource, logger: createLogger({ service: 'openapi', level: 'silent' }), desks: DESKS });
  const document: unknown = JSON.parse(JSON.stringify(openApiDocument(app)));
  await app.close();
  return document as Document;
}

describe('the OpenAPI document', () => {
  let document: Document;
  let operations: [route: string, operation: Operation][];

  beforeAll(async () => {
    document = await currentDocument();
    operations = Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]));
  });

  it('is what is committed; `npm run openapi` writes it anew', () => {
    const text = `${JSON.stringify(document, null, 2)}\n`;
    if (process.env.UPDATE_OPENAPI === '1') writeFileSync(SNAPSHOT, text);
    const committed = existsSync(SNAPSHOT) ? readFileSync(SNAPSHOT, 'utf8') : '';
    if (committed !== text) throw new Error('apps/api/openapi.json is not what the controllers say. Run `npm run openapi` and commit the file.');
    expect(document.openapi).toBe('3.1.0');
  });

  it('says of every operation with which problems it answers, as problem+json', () => {
    expect(operations.length).toBeGreaterThan(15);
    for (const [route, { responses, security }] of operations) {
      const problems = Object.entries(responses).filter(([status]) => Number(status) >= 400);
      const expected = ['400', '500', '503', ...(security === undefined ? ['401'] : []), ...(route.includes('{') ? ['404'] : [])];
      expect([route, problems.map(([status]) => status)]).toEqual([route, expect.arrayContaining(expected)]);
      for (const [, { content }] of problems) expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
    }
  });

  it('has a Location on every 201, and a schema on every success but 204', () => {
    const created = operations.flatMap(([, { responses }]) => (responses['201'] ? [responses['201']] : []));
    expect(created.length).toBeGreaterThan(0);
    for (const { headers } of created) expect(headers).toHaveProperty('Location');
    for (const [route, { responses }] of operations) {
      for (const [status, { content }] of Object.entries(responses)) if (['200', '201'].includes(status)) expect([route, content]).not.toEqual([route, undefined]);
    }
  });

  it('refers only to schemas and operations that it contains', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(references.length).toBeGreaterThan(20);
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(references));
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const linked = operations.flatMap(([, { responses }]) => Object.values(responses).flatMap(({ links }) => Object.values(links ?? {}).map(({ operationId }) => operationId)));
    expect(linked.length).toBeGreaterThan(0);
    expect(ids).toEqual(expect.arrayContaining(linked));
  });
});
