import { randomUUID } from 'node:crypto';
import { EXAMPLE_FORM } from '@workflows/processes/sensitive-data-use/form.example';
import { spoiltForms } from '@test/support/spoilt-values';
import { importantForm, USE_EVIDENCE, USE_SEATS, useForm } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(180_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

/** Errors name the field itself or, in a list, one of its items. */
const names = (path: string) => (error: { path: string }): boolean => error.path === path || error.path.startsWith(`${path}[`);

/** Every field filled in, the conditional one and the rare one too. */
const fullForm = () => useForm({ guards: { ...EXAMPLE_FORM.guards, clearanceRef: 'QD-2026-000001' }, processing: { ...EXAMPLE_FORM.processing, environment: 'OUT_OF_DOMAIN', outOfDomainReason: '域内环境不具备所需算力' } });

test('every field of the form in every wrong way: 422 with its path, and nothing is written', async () => {
  const client = await use.as('staff-1');
  const { formSchema } = (await client.get('/process-types/sensitive-data-use')).body;
  const spoilt = spoiltForms(formSchema, fullForm());
  expect(spoilt.length).toBeGreaterThan(300);
  const before = await use.rowCounts();
  const fine: string[] = [];
  for (const { path, how, form } of spoilt) {
    const { status, body } = await client.post('/cases', { processType: 'sensitive-data-use', form });
    const previewed = await client.post('/process-types/sensitive-data-use/preview', { form });
    const asked = [status, body.code, previewed.status].join();
    if (asked !== '422,FORM_INVALID,422' || !body.errors.some(names(`${path}`))) fine.push(`${path} ${how}: ${asked} ${JSON.stringify(body.errors)}`);
  }
  expect(fine).toEqual([]);
  expect(await use.rowCounts()).toEqual(before);
  expect((await client.post('/cases', { processType: 'sensitive-data-use', form: fullForm() })).status).toBe(201);
});

/** Evidence in which every field is filled in. */
const FULL: Readonly<Record<string, () => object>> = {
  initialAssessment: () => ({ note: '无' }),
  secondaryAssessment: () => ({ note: '无' }),
  leaderAuthorization: () => USE_EVIDENCE['secondaryAuthorization']?.() ?? {},
  desensitization: () => ({ method: 'OTHER', otherMethod: '分箱' }),
  leakControlAttestation: () => ({ other: '无' }),
  closure: () => ({ note: '无' }),
};

test('every field of every evidence in every wrong way: 422 with its path, and nothing is written', async () => {
  const id = await use.open(importantForm());
  for (const step of Object.keys(USE_EVIDENCE)) {
    await use.advance(id, step);
    if (step === 'closure') await (await use.as('staff-1')).post(`/grants/${await use.grant(id)}/hand-back`, {});
    const task = await use.task(id, step);
    const evidence = { ...(USE_EVIDENCE[step]?.() as object), ...FULL[step]?.() };
    const { taskId, body } = await use.decision(id, step, { change: { evidence } });
    const client = await use.as(USE_SEATS[step] ?? '');
    const before = await use.rowCounts();
    const fine: string[] = [];
    for (const { path, how, form } of spoiltForms(task.evidenceSchema, evidence)) {
      const answer = await client.post(`/tasks/${taskId}/decision`, { ...body, evidence: form });
      if (answer.status !== 422 || !['EVIDENCE_INVALID', 'FORM_INVALID'].includes(answer.body.code) || !answer.body.errors.some((error: { path: string }) => names(path)({ path: error.path.replace(/^evidence\.?/, '') })))
        fine.push(`${step} ${path} ${how}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    expect(fine).toEqual([]);
    expect(await use.rowCounts()).toEqual(before);
    expect((await client.post(`/tasks/${taskId}/decision`, body)).status).toBe(200);
  }
});

describe('bodies that are no honest mistake', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  const start = (form: string): string => `{"processType":"sensitive-data-use","form":${form}}`;
  const HOSTILE: readonly [string, string, number][] = [
    ['nested 100,000 deep', start(`{"a":${nested(100_000)}}`), 422],
    ['half a surrogate pair', start('{"project":{"name":"\\ud800"}}'), 422],
    ['a member that is half a surrogate pair', start('{"\\udc00":1}'), 422],
    ['a number beyond numbers', start('{"data":{"subjectCount":1e999}}'), 422],
    ['a NUL', start('{"project":{"name":"a\\u0000b"}}'), 422],
    ['the prototype', start('{"__proto__":{"polluted":true}}'), 400],
    ['a constructor', start('{"constructor":{"prototype":{"polluted":true}}}'), 400],
    ['40,000 members', start(`{${Array.from({ length: 40_000 }, (_, n) => `"k${n}":1`).join()}}`), 422],
    ['a list', '[]', 422],
    ['a text', '"x"', 422],
    ['null', 'null', 422],
    ['no JSON', '{"processType":', 400],
    ['empty', '', 400],
  ];

  test.each(HOSTILE)('%s is refused and writes nothing', async (_, body, expected) => {
    const client = await use.as('staff-1');
    const { taskId } = await use.decision(await use.open(), 'initialAssessment');
    const before = await use.rowCounts();
    const json = { 'content-type': 'application/json' };
    const started = await client.post('/cases', body, json);
    expect([started.status, started.body.code]).toEqual([expected, expected === 422 ? 'FORM_INVALID' : 'MALFORMED']);
    const decided = await (await use.as('owner-cardiology')).post(`/tasks/${taskId}/decision`, body.replace('"form":', '"evidence":'), json);
    expect([decided.status, decided.body.code]).toEqual([expected, expected === 422 ? 'FORM_INVALID' : 'MALFORMED']);
    expect(await use.rowCounts()).toEqual(before);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test.each([['too short', '1234567'], ['too long', 'x'.repeat(129)], ['not printable', 'with space'], ['missing', undefined]])('a key that is %s is asked for again', async (_, key) => {
    const client = await use.as('staff-1');
    const before = await use.rowCounts();
    const answer = await client.call('POST', '/cases', { body: { processType: 'sensitive-data-use', form: useForm() }, headers: key === undefined ? {} : { 'idempotency-key': key } });
    expect([answer.status, answer.body.code]).toEqual([400, 'IDEMPOTENCY_REQUIRED']);
    expect(await use.rowCounts()).toEqual(before);
  });

  test('ids, versions and cursors that are none name nothing', async () => {
    const client = await use.as('data-admin');
    const id = await use.open();
    const codeOf = async (path: string): Promise<unknown> => (await client.get(path)).body.code;
    for (const path of ['/cases/1', '/cases/%00', `/cases/${randomUUID()}'--`, `/cases/${id}/revisions/0`, `/cases/${id}/revisions/999`, `/cases/${id}/revisions/1?compare=9`, '/tasks/x', '/grants/x', '/process-types/x/versions/1', '/process-types/sensitive-data-use/versions/99'])
      expect([path, await codeOf(path)]).toEqual([path, 'NOT_FOUND']);
    const cursor = (text: string): string => Buffer.from(text).toString('base64url');
    for (const path of ['/cases?limit=101', '/cases?limit=x', '/cases?status=OPENED', '/cases?applicant=you', '/cases?overdue=maybe', `/cases/${id}/revisions/1?compare=x`, '/tasks?box=all', `/tasks?cursor=${cursor('x')}`, `/tasks?cursor=${cursor(`nonsense ${randomUUID()}`)}`, '/grants?status=X', '/grants?cursor=!', `/cases?cursor=${cursor("' OR 1=1")}`])
      expect([path, await codeOf(path)]).toEqual([path, 'MALFORMED']);
  });
});
