/** 代理 over HTTP: appointing, what an agent is shown and does, and the end of it. */
import type { Answer } from '@test/support/api';
import { Conformance } from '@test/support/conformance';
import { personId, USE_EVIDENCE } from '@test/support/record-world';
import { person } from '@test/support/seats-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
let conformance: Conformance;
beforeAll(async () => {
  use = await UseOverHttp.start();
  conformance = new Conformance((await use.api.anonymous.get('//api/openapi.json')).body);
});
afterAll(() => use?.api.close());

const AGENT = 'security-officer';
const KEEPER = 'commission.system-admin';
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const post = async (account: string, path: string, body: unknown = {}, headers?: Record<string, string>): Promise<Answer> => {
  const answer = await (await use.as(account)).post(path, body, headers);
  expect(conformance.faults('post', path, answer)).toEqual([]);
  return answer;
};
const get = async (account: string, path: string): Promise<any> => {
  const answer = await (await use.as(account)).get(path);
  expect(conformance.faults('get', path, answer)).toEqual([]);
  return answer.body;
};
const asking = (change: object = {}): object => ({ agentId: person(AGENT), until: inDays(7), reason: '出差', ...change });
const appoint = async (account = 'data-admin', change: object = {}): Promise<string> => {
  const { status, body } = await post(account, '/standing-agents', asking(change));
  expect(status).toBe(201);
  return body.id;
};
const end = (id: string, account = 'data-admin'): Promise<Answer> => post(account, `/standing-agents/${id}/end`, { reason: '已返岗' });
const audits = (action: string): Promise<any[]> => use.api.owner.query(`SELECT actor_id, refused, details FROM audit_events WHERE action = $1 ORDER BY id`, [action]);
const mine = async (account: string, caseId: string): Promise<any> => (await get(account, '/tasks?limit=100')).items.find((item: any) => item.case.id === caseId);

test('an agent is shown in whose place they act, does what the principal may, and both are named', async () => {
  const id = await use.open();
  await use.advance(id, 'secondaryAssessment');
  const { id: taskId } = await use.task(id, 'secondaryAssessment');
  expect(await mine(AGENT, id)).toBeUndefined();
  const agency = await appoint();
  const listed = await mine(AGENT, id);
  expect(listed).toMatchObject({ id: taskId, actsFor: { id: person('data-admin'), name: expect.any(String) } });
  expect((await mine('data-admin', id)).actsFor).toBeNull();
  const shown = await get(AGENT, `/tasks/${taskId}`);
  expect(shown).toMatchObject({ sits: true, actsFor: { id: person('data-admin') } });
  expect(shown.allowedActions).toEqual(listed.allowedActions);
  expect(shown.allowedActions).toEqual((await get('data-admin', `/tasks/${taskId}`)).allowedActions);
  const { waitingFor } = await get(AGENT, `/cases/${id}/waiting`);
  expect(waitingFor[0].eligible.map((one: any) => one.id).toSorted()).toEqual([AGENT, 'data-admin', 'data-admin-2'].map(person).toSorted());
  await post(AGENT, `/tasks/${taskId}/claim`);
  expect(await get('data-admin-2', `/tasks/${taskId}`)).toMatchObject({ sits: false, assignee: { id: person('data-admin') } });
  expect((await mine(AGENT, id)).allowedActions.map(({ action }: any) => action)).toContain('unclaim');

  const decided = await use.try(id, 'secondaryAssessment', { account: AGENT, change: { evidence: USE_EVIDENCE['secondaryAssessment']?.() } });
  expect(decided.status).toBe(200);
  const { steps } = await get('staff-1', `/cases/${id}`);
  const [decision] = steps.find((step: any) => step.key === 'secondaryAssessment').decisions;
  expect(decision).toMatchObject({ actor: { id: person(AGENT) }, onBehalfOf: { id: person('data-admin'), name: expect.stringContaining('数据管理员') }, actingAs: { position: 'UNIT_DATA_ADMINISTRATOR' } });
  // For whom it was decided may take it back as well.
  expect((await get('data-admin', `/cases/${id}`)).allowedActions).toContainEqual(expect.objectContaining({ action: 'take-back', key: taskId }));
  expect((await post('data-admin', `/tasks/${taskId}/take-back`, { reason: '补充评估' })).status).toBe(200);
  expect((await end(agency)).body).toMatchObject({ id: agency, agent: { id: person(AGENT) } });
  expect((await use.try(id, 'secondaryAssessment', { account: AGENT })).body.code).toBe('NOT_ELIGIBLE');
  expect(await mine(AGENT, id)).toBeUndefined();
});

test('it is appointed by the principal or a system administrator, who is not the agent; each attempt is audited', async () => {
  const byOthers = { principalId: person('data-admin') };
  for (const account of ['data-admin-2', AGENT, 'commission.process-admin-1']) expect([account, (await post(account, '/standing-agents', asking(byOthers))).body.code]).toEqual([account, 'NOT_ELIGIBLE']);
  expect((await post(KEEPER, '/standing-agents', asking({ ...byOthers, agentId: personId(KEEPER) }))).body).toMatchObject({ code: 'SEPARATION_OF_DUTIES', rule: { id: 'administrator-appoints-others' } });
  const refused = (await audits('APPOINT_AGENT')).map(({ refused: code, details }) => [code, details.principalId]);
  expect(refused.slice(-4)).toEqual(['NOT_ELIGIBLE', 'NOT_ELIGIBLE', 'NOT_ELIGIBLE', 'SEPARATION_OF_DUTIES'].map((code) => [code, person('data-admin')]));
  const id = await appoint(KEEPER, byOthers);
  expect((await audits('AGENT_APPOINTED')).at(-1)).toMatchObject({ actor_id: personId(KEEPER), details: { standingAgentId: id, principalId: person('data-admin'), agentId: person(AGENT), reason: '出差' } });
  expect((await end(id, 'data-admin-2')).body.code).toBe('NOT_FOUND');
  expect((await end(id, AGENT)).status).toBe(200);
  expect((await end(id, AGENT)).body.code).toBe('NOT_OFFERED');
  expect((await audits('AGENT_ENDED')).at(-1)).toMatchObject({ actor_id: person(AGENT), details: { standingAgentId: id } });
});

test.each([
  ['agentId', { agentId: person('data-admin') }],
  ['agentId', { agentId: personId('centre-b.data-admin') }],
  ['agentId', { agentId: personId(KEEPER) }],
  ['position', { position: 'UNIT_WITNESS' }],
  ['principalId', { position: 'UNIT_GROUP_LEADER' }],
  ['processTypes[0]', { processTypes: ['no-such-process'] }],
  ['units[1]', { units: ['HOSPITAL-A', 'NOBODY'] }],
  ['until', { until: inDays(-1) }],
  ['until', { until: inDays(1), from: inDays(2) }],
  ['from', { from: '2026-13-40T00:00:00Z' }],
  ['until', { until: 'tomorrow' }],
])('%s is refused: %j', async (path, change) => {
  const { status, body } = await post('data-admin', '/standing-agents', asking(change));
  expect([status, body.code, body.errors.map((error: any) => error.path)]).toEqual([422, 'FORM_INVALID', [path]]);
});

test('staff have nothing that could be stood in for, a reason is asked for, and a retry appoints once', async () => {
  expect((await post('staff-1', '/standing-agents', asking())).body).toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'principalId' }] });
  expect((await post('data-admin', '/standing-agents', asking({ reason: undefined }))).body.code).toBe('REASON_REQUIRED');
  const key = { 'idempotency-key': 'agent-of-the-week' };
  const body = asking();
  const [first, second] = [await post('data-admin', '/standing-agents', body, key), await post('data-admin', '/standing-agents', body, key)];
  expect(second.body).toEqual(first.body);
  expect(first.headers.get('location')).toBe(`/api/v1/standing-agents/${first.body.id}`);
  await end(first.body.id);
});

test('it is listed for those concerned and for who may read the roster of the unit, page by page', async () => {
  const scope = { position: 'UNIT_DATA_ADMINISTRATOR', processTypes: ['sensitive-data-use'], units: ['HOSPITAL-A'] };
  const ids = [await appoint('data-admin', scope), await appoint('data-admin', { agentId: person('staff-2') })];
  for (const account of ['data-admin', AGENT, 'staff-3', KEEPER, 'commission.info-1']) {
    const first = await get(account, `/standing-agents?limit=1&personId=${person('data-admin')}`);
    const second = await get(account, `/standing-agents?limit=1&personId=${person('data-admin')}&cursor=${first.nextCursor}`);
    expect([account, [...first.items, ...second.items].map(({ id }: any) => id)]).toEqual([account, ids]);
    expect(first.items[0]).toMatchObject({ position: 'UNIT_DATA_ADMINISTRATOR', positionTitle: '数据管理员', processTypes: ['sensitive-data-use'], units: [{ code: 'HOSPITAL-A' }], reason: '出差', appointedBy: { id: person('data-admin') } });
  }
  expect((await get('centre-b.data-admin', '/standing-agents')).items).toEqual([]);
  expect((await get('centre-b.data-admin', `/standing-agents/${ids[0]}`)).code).toBe('NOT_FOUND');
  for (const id of ids) await end(id);
  expect((await get('data-admin', '/standing-agents')).items).toEqual([]);
  expect((await get('data-admin', '/standing-agents?current=false&limit=100')).items.map(({ id }: any) => id)).toEqual(expect.arrayContaining(ids));
});
