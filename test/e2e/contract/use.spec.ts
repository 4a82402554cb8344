import { regrade } from '@libs/record/regrade';
import { DESKS } from '@workflows/processes/desks';
import { SYSTEM } from '@libs/record/by';
import { CaseRecord } from '@libs/record/record';
import { dayFromNow, resourceId, useForm } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

const verified = async (grantId: string, query = '') => (await (await use.as('data-admin')).get(`/grants/${grantId}/verify${query}`)).body;

test('from the form to the grant, and from the grant to the closure: the caller’s answer is the case as it then reads', async () => {
  const applicant = await use.as('staff-1');
  const preview = await applicant.post('/process-types/sensitive-data-use/preview', { form: useForm() });
  expect(preview.status).toBe(200);
  expect(preview.body.gates.every((gate: any) => gate.passed)).toBe(true);
  expect(preview.body.steps.map((step: any) => step.key).slice(0, 3)).toEqual(['initialAssessment', 'secondaryAssessment', 'secondaryAuthorization']);
  expect(preview.body.steps.find((step: any) => step.key === 'leaderAuthorization').onlyIf).toContain('重要数据');
  expect(preview.body.steps[0].seats[0].eligible[0].name).toContain('心内科');
  expect(preview.body.unstaffed).toEqual([]);

  const created = await applicant.post('/cases', { processType: 'sensitive-data-use', form: useForm() });
  expect(created.status).toBe(201);
  const { id } = created.body;
  expect(created.headers.get('location')).toBe(`/api/v1/cases/${id}`);
  expect(created.body).toEqual((await applicant.get(`/cases/${id}`)).body);
  expect(created.body.number).toMatch(/^QD-\d{4}-\d{6}$/);

  // When the decision is answered, the next seat's task is open.
  await use.decide(id, 'initialAssessment');
  const todo = (await (await use.as('data-admin')).get('/tasks?box=todo')).body.items;
  expect(todo.filter((task: any) => task.case.id === id).map((task: any) => task.step.key)).toEqual(['secondaryAssessment']);
  expect((await (await use.as('owner-cardiology')).get('/tasks?box=done')).body.items[0].case.id).toBe(id);

  const grantId = await use.grant(id);
  expect(await verified(grantId)).toMatchObject({ valid: true });
  expect(await verified(grantId, '?operation=BULK_DOWNLOAD')).toMatchObject({ valid: false, reason: 'BULK_NOT_GRANTED' });
  expect(await verified(grantId, `?at=${encodeURIComponent(new Date(Date.now() + 40 * 86_400_000).toISOString())}`)).toMatchObject({ valid: false, reason: 'EXPIRED' });
  expect((await applicant.post(`/grants/${grantId}/usage`, { operation: 'QUERY', count: 3 })).body).toMatchObject({ used: 3, withinGrant: true });
  expect((await applicant.post(`/grants/${grantId}/hand-back`, {})).status).toBe(200);
  expect(await verified(grantId)).toMatchObject({ valid: false, reason: 'HANDED_BACK' });
  await use.decide(id, 'closure');
  const closed = await use.view(id);
  expect(closed).toMatchObject({ status: 'CLOSED', outcome: 'CLOSED' });
  expect([...new Set(closed.allowedActions.map((one: any) => one.action))]).toEqual(['comment', 'copy']);
});

test('a platform verifies and meters with credentials of its own', async () => {
  const id = await use.open();
  const grantId = await use.grant(id);
  const token = (await use.api.anonymous.call('POST', '/auth/token', { body: { grant_type: 'client_credentials', client_id: 'demo-platform', client_secret: 'qingdun-demo-only-client' } })).body;
  const platform = { authorization: `Bearer ${token.access_token ?? token.accessToken}` };
  expect((await use.api.anonymous.get(`/grants/${grantId}/verify`, { headers: platform })).body).toMatchObject({ valid: true });
  const usage = await use.api.anonymous.post(`/grants/${grantId}/usage`, { operation: 'QUERY', count: 2 }, { ...platform, 'idempotency-key': 'platform-usage-1' });
  const again = await use.api.anonymous.post(`/grants/${grantId}/usage`, { operation: 'QUERY', count: 2 }, { ...platform, 'idempotency-key': 'platform-usage-1' });
  expect(again.body).toEqual(usage.body);
  // It decides nothing and sees no case.
  expect((await use.api.anonymous.get(`/cases/${id}`, { headers: platform })).status).toBe(403);
});

test('a correction that changes one section asks exactly those again who read it', async () => {
  const id = await use.open();
  await use.advance(id, 'secondaryAuthorization');
  await use.decide(id, 'secondaryAuthorization', { outcome: 'RETURN', change: { missing: [{ path: 'period.to', note: '期限过长' }] } });
  const form = useForm();
  await use.decide(id, 'application', { change: { form: { ...form, period: { ...form.period, to: dayFromNow(25) } } } });
  expect(await use.openSteps(id)).toEqual(['secondaryAssessment']);
  const stale = (await use.view(id)).steps.filter((step: any) => step.status === 'STALE').map((step: any) => step.key);
  expect(stale.sort()).toEqual(['secondaryAssessment', 'secondaryAuthorization']);
  const { body } = await (await use.as('staff-1')).get(`/cases/${id}/revisions/2?compare=1`);
  expect(body.changes.map((change: any) => change.path)).toEqual(['period.to']);
});

test('rejection, withdrawal, hold and release, suspension and revocation', async () => {
  const rejected = await use.open();
  expect((await use.decide(rejected, 'initialAssessment', { outcome: 'REJECT' })).case).toMatchObject({ status: 'CLOSED', outcome: 'REJECTED' });

  const id = await use.open();
  expect((await (await use.as('data-admin')).post(`/cases/${id}/hold`, { reason: '核查' })).body.case.status).toBe('HELD');
  expect((await use.try(id, 'initialAssessment')).body.code).toBe('CASE_HELD');
  expect((await (await use.as('data-admin')).post(`/cases/${id}/release`, { reason: '核查完毕' })).body.case.status).toBe('OPEN');
  const grantId = await use.grant(id);
  expect((await (await use.as('staff-1')).post(`/cases/${id}/withdraw`, { reason: '不用了' })).body.code).toBe('NOT_OFFERED');
  await (await use.as('designated-leader')).post(`/grants/${grantId}/suspend`, { reason: '核查' });
  expect(await verified(grantId)).toMatchObject({ valid: false, reason: 'SUSPENDED' });
  await (await use.as('data-admin')).post(`/grants/${grantId}/resume`, { reason: '无误' });
  expect(await verified(grantId)).toMatchObject({ valid: true });
  await (await use.as('data-admin')).post(`/cases/${id}/hold`, { reason: '调查' });
  expect(await verified(grantId)).toMatchObject({ valid: false, reason: 'CASE_HELD' });
  expect((await (await use.as('commission.info-1')).post(`/grants/${grantId}/revoke`, { reason: '违规' })).body.grant).toMatchObject({ status: 'ENDED', endReason: 'REVOKED' });

  const withdrawn = await use.open();
  expect((await (await use.as('staff-1')).post(`/cases/${withdrawn}/withdraw`, {})).body.code).toBe('REASON_REQUIRED');
  expect((await (await use.as('staff-1')).post(`/cases/${withdrawn}/withdraw`, { reason: '取消' })).body.case).toMatchObject({ status: 'CLOSED', outcome: 'WITHDRAWN' });
});

test('an upward re-grade during use suspends the grant until it is authorised anew', async () => {
  const id = await use.open();
  const grantId = await use.grant(id);
  const record = use.api.app.get(CaseRecord);
  await regrade(record, { resourceId: resourceId('HOSPITAL-A/FOLLOW-UP'), determinedLevel: 'IMPORTANT', gradingStatus: 'GRADED', basis: 'DEMO', by: SYSTEM });
  expect(await verified(grantId)).toMatchObject({ valid: false, reason: 'SUSPENDED' });
  expect(await use.openSteps(id)).toEqual(['secondaryAssessment']);
  expect((await (await use.as('data-admin')).post(`/grants/${grantId}/resume`, { reason: '恢复' })).body.code).toBe('NOT_OFFERED');
  await use.advance(id);
  expect(await verified(grantId)).toMatchObject({ valid: true });
  const asked = (await use.view(id)).steps.filter((step: any) => step.key === 'leaderAuthorization');
  expect(asked).toHaveLength(1);
  await regrade(record, { resourceId: resourceId('HOSPITAL-A/FOLLOW-UP'), determinedLevel: 'GENERAL', gradingStatus: 'GRADED', basis: 'DEMO', by: SYSTEM });
});

test('claim, transfer and urging change who has a task, and no decision', async () => {
  const id = await use.open();
  await use.advance(id, 'desensitization');
  const task = await use.task(id, 'desensitization');
  const first = await use.as('custodian-1');
  const second = await use.as('custodian-2');
  expect((await first.post(`/tasks/${task.id}/claim`, { version: task.version })).body.task.version).toBe(task.version + 1);
  expect((await second.post(`/tasks/${task.id}/claim`, {})).body.code).toBe('NOT_ELIGIBLE');
  const me = (await second.get('/me')).body.person.id;
  expect((await first.post(`/tasks/${task.id}/transfer`, { to: me })).body.code).toBe('REASON_REQUIRED');
  expect((await first.post(`/tasks/${task.id}/transfer`, { to: me, reason: '休假' })).status).toBe(200);
  expect((await (await use.as('staff-1')).post(`/tasks/${task.id}/urge`, {})).status).toBe(200);
  const tooSoon = await (await use.as('staff-1')).post(`/tasks/${task.id}/urge`, {});
  expect([tooSoon.status, tooSoon.body.code, Number(tooSoon.headers.get('retry-after')) > 0]).toEqual([429, 'TOO_MANY_REQUESTS', true]);
  await use.decide(id, 'desensitization', { account: 'custodian-2' });
  const { sentence, waitingFor, engine } = (await (await use.as('staff-1')).get(`/cases/${id}/waiting`)).body;
  expect(sentence).toContain('技术审核');
  expect(waitingFor[0].stepKey).toBe('desensitizationVerification');
  expect(engine.state).toBe('BEHIND');
});

test('events, diagram, comments and lists', async () => {
  const id = await use.open();
  const staff = await use.as('staff-1');
  expect((await (await use.as('data-admin')).post(`/cases/${id}/comments`, { text: '请看附件' })).status).toBe(201);
  expect((await staff.get(`/cases/${id}/comments`)).body.items.map((one: any) => one.text)).toEqual(['请看附件']);
  // 403: not the data administrator's seat. The unit's watchers see the refusal, the applicant does not.
  expect((await use.try(id, 'initialAssessment', { account: 'data-admin' })).body.code).toBe('NOT_ELIGIBLE');
  const refusals = async (account: string) => (await (await use.as(account)).get(`/cases/${id}/events`)).body.items.filter((event: any) => event.refused !== null).length;
  expect([await refusals('data-admin'), await refusals('staff-1')]).toEqual([1, 0]);
  const diagram = (await staff.get(`/cases/${id}/diagram`)).body;
  expect(diagram.nodes.find((node: any) => node.key === 'initialAssessment').status).toBe('CURRENT');

  const first = (await staff.get('/cases?applicant=me&limit=2')).body;
  const second = (await staff.get(`/cases?applicant=me&limit=2&cursor=${first.nextCursor}`)).body;
  expect(first.items).toHaveLength(2);
  expect(first.items.map((one: any) => one.id)).not.toEqual(second.items.map((one: any) => one.id));
  const { number } = await use.view(id);
  expect((await staff.get(`/cases?q=${number}`)).body.items).toHaveLength(1);
  const startable = [...DESKS.values()].map(({ process }) => process.definition).filter(({ offered, starters }) => offered && starters.includes('UNIT_STAFF'));
  expect((await staff.get('/process-types?startable=true')).body.items.map((one: any) => one.id)).toEqual(startable.map((one) => one.id));
  expect((await staff.get('/process-types/sensitive-data-use')).body.formSchema.title).toContain('申请表');
  expect((await staff.get('/process-types/sensitive-data-use/versions/1')).body.definition.code).toBe('W01');
  expect((await staff.get('/process-types/outsourcing-supervision')).status).toBe(404);
  expect((await (await use.as('data-admin')).get('/tasks/counts')).body.todo).toBeGreaterThanOrEqual(0);
});
