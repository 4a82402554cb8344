import { randomUUID } from 'node:crypto';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

const offered = async (account: string, path: string): Promise<string[]> => (await (await use.as(account)).get(path)).body.allowedActions.map(({ action }: any) => action);
const takeBack = async (account: string, taskId: string, body: object = { reason: '填错了' }, key: string = randomUUID()) => (await use.as(account)).post(`/tasks/${taskId}/take-back`, body, { 'idempotency-key': key });
/** Whether it is offered, on the case and on the task, and whether the record takes it. */
async function agree(caseId: string, taskId: string, account: string, expected: boolean): Promise<void> {
  expect([account, (await offered(account, `/cases/${caseId}`)).includes('take-back'), (await offered(account, `/tasks/${taskId}`)).includes('take-back')]).toEqual([account, expected, expected]);
  // Without a reason nothing is changed: whatever else stands against it is said before.
  expect([account, (await takeBack(account, taskId, {})).body.code === 'REASON_REQUIRED']).toEqual([account, expected]);
}

test('a decision is offered to be taken back exactly where the record takes it back', async () => {
  const id = await use.open();
  const { id: taskId } = await use.task(id, 'initialAssessment');
  await agree(id, taskId, 'owner-cardiology', false);
  await use.decide(id, 'initialAssessment');
  for (const [account, may] of [['owner-cardiology', true], ['data-admin', false], ['staff-1', false], ['commission.info-1', false]] as const) await agree(id, taskId, account, may);

  const admin = await use.as('data-admin');
  await admin.post(`/cases/${id}/hold`, { reason: '核查' });
  await agree(id, taskId, 'owner-cardiology', false);
  await admin.post(`/cases/${id}/release`, { reason: '核查完毕' });
  await agree(id, taskId, 'owner-cardiology', true);

  await use.decide(id, 'secondaryAssessment', { outcome: 'RETURN' });
  await agree(id, taskId, 'owner-cardiology', false);
  const step = (await use.view(id)).steps.find(({ key }: any) => key === 'secondaryAssessment');
  await agree(id, step.tasks[0].id, 'data-admin', true);
  expect((await takeBack('data-admin', step.tasks[0].id)).status).toBe(200);
  await agree(id, step.tasks[0].id, 'data-admin', false);
  await agree(id, taskId, 'owner-cardiology', false);

  // The last step before the grant: what it opened cannot be closed again.
  await use.advance(id, 'leakControlAttestation');
  const { id: last } = await use.task(id, 'leakControlAttestation');
  await use.decide(id, 'leakControlAttestation');
  await agree(id, last, 'security-officer', false);
});

test('what was taken back is decided anew: the answer, both boxes, the void decision and the audit event say so', async () => {
  const id = await use.open();
  const shown = await use.task(id, 'initialAssessment');
  await use.decide(id, 'initialAssessment');
  const next = await use.task(id, 'secondaryAssessment');
  const key = randomUUID();
  const answer = await takeBack('owner-cardiology', shown.id, { reason: '漏看了附件', version: 2 }, key);
  expect([answer.status, answer.body]).toEqual([200, { task: { id: shown.id, status: 'OPEN', version: 3, assignee: null } }]);
  expect((await takeBack('owner-cardiology', shown.id, { reason: '漏看了附件', version: 2 }, key)).body).toEqual(answer.body);
  const again = await takeBack('owner-cardiology', shown.id);
  expect([again.status, again.body.code, again.body.detail]).toEqual([409, 'NOT_OFFERED', '此待办没有可以撤回的决定']);

  const inBox = async (account: string, box: string): Promise<boolean> => (await (await use.as(account)).get(`/tasks?box=${box}&limit=100`)).body.items.some((item: any) => item.case.id === id);
  expect([await inBox('owner-cardiology', 'todo'), await inBox('owner-cardiology', 'done'), await inBox('data-admin', 'todo')]).toEqual([true, false, false]);
  const lost = await (await use.as('data-admin')).post(`/tasks/${next.id}/decision`, { version: next.version, outcome: 'REJECT', seenDigest: next.shown.digest, opinion: '意见' });
  expect([lost.status, lost.body.code, lost.body.version]).toEqual([409, 'ALREADY_DECIDED', 2]);

  const view = await use.view(id);
  expect(view.steps.map(({ key: step, status, decisions }: any) => [step, status, decisions.map(({ voidedAt }: any) => voidedAt !== undefined)])).toEqual([['initialAssessment', 'OPEN', [true]], ['secondaryAssessment', 'CANCELLED', []]]);
  expect(view.steps[0].dueAt).toBe(shown.dueAt);
  const events = (await (await use.as('data-admin')).get(`/cases/${id}/events?limit=100`)).body.items.filter(({ action }: any) => action === 'TAKEN_BACK');
  expect(events).toMatchObject([{ seq: 3, actor: { position: 'UNIT_BUSINESS_OWNER' }, details: { taskId: shown.id, cancels: 2, reason: '漏看了附件' } }]);
  expect((await (await use.as('data-admin')).get(`/cases/${id}/waiting`)).body.waitingFor.map(({ stepKey }: any) => stepKey)).toEqual(['initialAssessment']);

  await use.decide(id, 'initialAssessment', { outcome: 'REJECT' });
  expect(await use.view(id)).toMatchObject({ status: 'CLOSED', outcome: 'REJECTED' });
});
