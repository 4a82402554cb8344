import { randomUUID } from 'node:crypto';
import type { ApiClient, Answer } from '@test/support/api';
import { Conformance } from '@test/support/conformance';
import { personId, useForm } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
let conformance: Conformance;
beforeAll(async () => {
  use = await UseOverHttp.start();
  conformance = new Conformance((await use.api.anonymous.get('//api/openapi.json')).body);
});
afterAll(() => use?.api.close());

const faults: string[] = [];
const call = async (client: ApiClient, method: 'get' | 'post' | 'put' | 'delete', path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> => {
  const answer = method === 'post' ? await client.post(path, body, headers) : await client.call(method.toUpperCase(), path, { body, headers });
  faults.push(...conformance.faults(method, path, answer));
  return answer;
};

test('cases, tasks, grants and process types answer what the document says, member by member', async () => {
  const staff = await use.as('staff-1');
  const admin = await use.as('data-admin');
  const custodian = await use.as('custodian-1');
  await call(staff, 'get', '/process-types');
  await call(staff, 'get', '/process-types/sensitive-data-use');
  await call(staff, 'get', '/process-types/sensitive-data-use/versions/1');
  await call(staff, 'get', '/process-types/nonsense');
  await call(staff, 'get', '/process-types/sensitive-data-use/datasets');
  await call(staff, 'get', '/process-types/unit-data-sharing/datasets');
  await call(custodian, 'get', '/process-types/sensitive-data-use/datasets');
  await call(staff, 'post', '/process-types/sensitive-data-use/preview', { form: useForm() });
  await call(staff, 'post', '/process-types/sensitive-data-use/preview', { form: {} });
  await call(staff, 'post', '/process-types/sensitive-data-use/preview', { form: useForm(), orgCode: 'CLINIC-C' });
  const { id } = (await call(staff, 'post', '/cases', { processType: 'sensitive-data-use', form: useForm() })).body;
  await call(staff, 'post', '/cases', { processType: 'sensitive-data-use', form: {} });
  await call(staff, 'post', '/cases', { processType: 'sensitive-data-use', form: useForm({ guards: { containsStateSecret: true, aggregatesToSecret: false } }) });

  const reads = async (): Promise<void> => {
    for (const path of ['', '/events', '/diagram', '/waiting', '/comments', '/revisions', '/revisions/1']) await call(admin, 'get', `/cases/${id}${path}`);
    for (const path of ['/cases', '/tasks', '/tasks?box=done', '/tasks?box=copied', '/tasks/counts', '/grants']) await call(admin, 'get', path);
  };
  await reads();
  await call(admin, 'post', `/cases/${id}/comments`, { text: '请补充说明' });
  await call(admin, 'post', `/cases/${id}/comments`, {});
  await call(admin, 'post', `/cases/${id}/acts/nonsense`, {});
  await call(admin, 'get', `/cases/${id}/acts/nonsense`);
  await call(admin, 'post', `/cases/${id}/hold`, { reason: '核查' });
  await reads();
  await call(admin, 'post', `/cases/${id}/withdraw`, { reason: '撤回' });
  await call(admin, 'post', `/cases/${id}/release`, { reason: '核查完毕' });

  for (const step of ['initialAssessment', 'secondaryAssessment']) {
    const { taskId, body } = await use.decision(id, step);
    const decider = step === 'initialAssessment' ? await use.as('owner-cardiology') : admin;
    await call(decider, 'get', `/tasks/${taskId}`);
    await call(decider, 'post', `/tasks/${taskId}/decision`, { ...body, version: 99 });
    await call(decider, 'post', `/tasks/${taskId}/decision`, { ...body, seenDigest: '0'.repeat(64) });
    await call(decider, 'post', `/tasks/${taskId}/decision`, body);
    await call(decider, 'post', `/tasks/${taskId}/decision`, body);
  }
  await use.decide(id, 'secondaryAuthorization', { outcome: 'RETURN', change: { missing: [{ path: 'project.name', note: '写明课题' }] } });
  const correction = await use.task(id, 'application');
  await call(staff, 'get', `/tasks/${correction.id}`);
  await reads();
  await use.decide(id, 'application', { change: { form: useForm({ project: { ...useForm().project, name: '另一课题' } }) } });
  await call(staff, 'get', `/cases/${id}/revisions/2?compare=1`);
  await use.advance(id, 'desensitization');
  const task = await use.task(id, 'desensitization');
  await call(custodian, 'post', `/tasks/${task.id}/claim`, {});
  await call(custodian, 'post', `/tasks/${task.id}/unclaim`, {});
  await call(custodian, 'post', `/tasks/${task.id}/transfer`, { to: randomUUID(), reason: '休假' });
  const auditor = await use.as('security-auditor');
  const to = personId('hospital-a.security-auditor');
  await call(custodian, 'post', `/tasks/${task.id}/delegate`, { to: randomUUID(), reason: '征求意见' });
  await call(custodian, 'post', `/tasks/${task.id}/return-to-owner`, {});
  await call(custodian, 'post', `/tasks/${task.id}/delegate`, { to, reason: '征求意见' });
  for (const client of [custodian, auditor]) await call(client, 'get', `/tasks/${task.id}`);
  await call(auditor, 'get', '/tasks');
  await reads();
  await call(auditor, 'post', `/tasks/${task.id}/return-to-owner`, {});
  await call(auditor, 'post', `/tasks/${task.id}/return-to-owner`, { opinion: '可行' });
  await call(custodian, 'post', `/tasks/${task.id}/add-seats`, { people: [to, randomUUID()], when: 'BEFORE', reason: '请会看' });
  const added = await call(custodian, 'post', `/tasks/${task.id}/add-seats`, { people: [to], when: 'BEFORE', reason: '请会看' });
  for (const client of [custodian, auditor]) await call(client, 'get', `/tasks/${added.body.added[0]}`);
  await call(custodian, 'get', '/tasks');
  await reads();
  await call(custodian, 'post', `/tasks/${task.id}/remove-seat`, { taskId: randomUUID(), reason: '不必了' });
  await call(custodian, 'post', `/tasks/${task.id}/remove-seat`, { taskId: added.body.added[0], reason: '不必了' });
  const second = await use.as('custodian-2');
  await call(second, 'post', `/tasks/${task.id}/unclaim`, {});
  await call(custodian, 'post', `/tasks/${task.id}/unclaim`, {});
  await call(second, 'post', `/tasks/${task.id}/recuse`, {});
  await call(second, 'post', `/tasks/${task.id}/recuse`, { reason: '利益冲突' });
  await reads();
  await use.api.owner.query('UPDATE clocks SET breached_at = now(), next_at = now() WHERE case_id = $1 AND stopped_at IS NULL', [id]);
  await call(staff, 'post', `/tasks/${task.id}/urge`, {});
  await call(staff, 'post', `/tasks/${task.id}/urge`, {});
  await reads();
  const [escalation] = (await use.view(id)).escalations;
  for (const client of [staff, admin]) await call(client, 'post', `/cases/${id}/escalations/${escalation.id}/acknowledge`);
  await reads();
  for (const body of [{ outcome: 'DONE', opinion: '未写完' }, {}]) await call(custodian, 'put', `/tasks/${task.id}/opinion-draft`, body);
  await call(custodian, 'get', `/tasks/${task.id}/opinion-draft`);
  await call(custodian, 'delete', `/tasks/${task.id}/opinion-draft`);
  await call(custodian, 'get', `/tasks/${task.id}/opinion-draft`);
  const { copies } = (await call(staff, 'post', `/tasks/${task.id}/copy`, { to: [personId('hospital-a.data-admin')], note: '请知悉' })).body;
  await call(staff, 'post', `/tasks/${task.id}/copy`, { to: [randomUUID()] });
  await reads();
  await call(staff, 'post', `/copies/${copies[0].id}/read`);
  await call(admin, 'post', `/copies/${copies[0].id}/read`);
  await use.decide(id, 'desensitization');
  await call(custodian, 'post', `/tasks/${task.id}/take-back`, {});
  await call(custodian, 'post', `/tasks/${task.id}/take-back`, { reason: '填错了方法' });
  await call(custodian, 'post', `/tasks/${task.id}/take-back`, { reason: '填错了方法' });
  await reads();
  await call(custodian, 'post', '/tasks/decisions', { items: [{ taskId: task.id, version: 1, outcome: 'DONE', seenDigest: task.shown.digest }] });

  const grantId = await use.grant(id);
  await call(admin, 'get', `/grants/${grantId}`);
  await call(admin, 'get', `/grants/${grantId}/verify?operation=QUERY`);
  await call(staff, 'post', `/grants/${grantId}/usage`, { operation: 'QUERY', count: 1 });
  await call(admin, 'post', `/grants/${grantId}/suspend`, { reason: '核查' });
  await reads();
  await call(admin, 'post', `/grants/${grantId}/resume`, { reason: '无误' });
  await call(staff, 'post', `/grants/${grantId}/hand-back`, {});
  await call(admin, 'post', `/grants/${grantId}/revoke`, { reason: '违规' });
  await reads();
  await use.decide(id, 'closure');
  await reads();
  await call(staff, 'post', `/cases/${id}/withdraw`, { reason: '撤回' });

  await call(use.api.anonymous, 'get', '/cases');
  await call(staff, 'get', `/cases/${randomUUID()}`);
  await call(staff, 'post', `/tasks/${randomUUID()}/decision`, {});
  await call(staff, 'get', '/cases?limit=0');
  expect(faults).toEqual([]);
  // The measure itself: a member that is missing, one too many, a status that is not named.
  const counts = await admin.get('/tasks/counts');
  const { todo, ...fewer } = counts.body;
  expect(conformance.faults('get', '/tasks/counts', { ...counts, body: fewer })).toEqual([expect.stringContaining('todo')]);
  expect(conformance.faults('get', '/tasks/counts', { ...counts, body: { ...counts.body, nonsense: todo } })).toEqual([expect.stringContaining('nonsense')]);
  expect(conformance.faults('get', '/tasks/counts', { ...counts, status: 418 })).toHaveLength(1);
  const untouched = Object.entries<Record<string, { tags: string[] }>>((await use.api.anonymous.get('//api/openapi.json')).body.paths)
    .flatMap(([path, item]) => Object.entries(item).filter(([, { tags }]) => ['cases', 'tasks', 'grants', 'process-types'].includes(tags[0] ?? '')).map(([method]) => `${method} ${path}`))
    .filter((route) => !conformance.seen.has(route));
  expect(untouched).toEqual([]);
});
