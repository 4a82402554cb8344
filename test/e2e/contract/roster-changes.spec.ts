/** Who holds what changes: appointing, ending, replacing, members, and what a leaver had in hand; over HTTP. */
import type { Answer } from '@test/support/api';
import { Conformance } from '@test/support/conformance';
import { personId } from '@test/support/record-world';
import { deskOf, person } from '@test/support/seats-world';
import { UseOverHttp } from '@test/support/use-over-http';
import { DESKS } from '@workflows/processes/desks';

jest.setTimeout(120_000);

const VOTE = deskOf('session', { seats: [{ body: 'UNIT_ETHICS_COMMITTEE' }], rule: { kind: 'RATIO_OF_ALL', policy: 'ethics.passRule', present: 'ethics.present.min' } });

let use: UseOverHttp;
let conformance: Conformance;
beforeAll(async () => {
  use = await UseOverHttp.start({ desks: new Map([...DESKS, [VOTE.process.definition.id, VOTE]]) });
  conformance = new Conformance((await use.api.anonymous.get('//api/openapi.json')).body);
});
afterAll(() => use?.api.close());

const KEEPER = 'commission.system-admin';
const ADMIN = 'commission.process-admin-1';
const post = async (account: string, path: string, body: unknown = {}, headers?: Record<string, string>): Promise<Answer> => {
  const answer = await (await use.as(account)).post(path, body, headers);
  expect(conformance.faults('post', path, answer)).toEqual([]);
  return answer;
};
const get = async (account: string, path: string): Promise<any> => (await (await use.as(account)).get(path)).body;
const audits = (action: string): Promise<any[]> => use.api.owner.query('SELECT actor_id, refused, details FROM audit_events WHERE action = $1 ORDER BY id', [action]);
const appointment = (change: object = {}): object => ({ personId: person('security-officer'), position: 'UNIT_DATA_ADMINISTRATOR', orgCode: 'HOSPITAL-A', reason: '岗位调整', ...change });
const assignmentOf = async (account: string, position: string): Promise<any> => (await get(KEEPER, `/assignments?personId=${person(account)}&position=${position}`)).items[0];
const end = (id: string, account = KEEPER): Promise<Answer> => post(account, `/assignments/${id}/end`, { reason: '调离' });

test('a person is appointed, may act at once, and no more from the instant on at which the appointment is ended', async () => {
  const id = await use.open();
  await use.advance(id, 'secondaryAssessment');
  const created = await post(KEEPER, '/assignments', appointment({ documentNo: '甲医〔2026〕9号' }));
  expect(created).toMatchObject({ status: 201, body: { person: { id: person('security-officer') }, position: 'UNIT_DATA_ADMINISTRATOR', org: { code: 'HOSPITAL-A' }, documentNo: '甲医〔2026〕9号', validTo: null } });
  expect(created.headers.get('location')).toBe(`/api/v1/assignments/${created.body.id}`);
  expect(await get(KEEPER, `/assignments/${created.body.id}`)).toEqual(created.body);
  const { id: taskId } = await use.task(id, 'secondaryAssessment');
  expect((await post('security-officer', `/tasks/${taskId}/claim`)).status).toBe(200);
  const ended = await end(created.body.id);
  expect(ended).toMatchObject({ status: 200, body: { id: created.body.id, validTo: expect.any(String) } });
  expect((await post('security-officer', `/tasks/${taskId}/claim`)).body.code).toBe('NOT_ELIGIBLE');
  const task = await get('data-admin', `/tasks/${taskId}`);
  expect([task.assignee, task.handings]).toEqual([undefined, [{ kind: 'SUCCESSION', from: { id: person('security-officer'), name: expect.any(String) }, reason: null, at: expect.any(String) }]]);
  expect((await audits('ASSIGNMENT_BEGUN')).at(-1)).toMatchObject({ actor_id: personId(KEEPER), details: { assignmentId: created.body.id, reason: '岗位调整' } });
  expect((await audits('ASSIGNMENT_ENDED')).at(-1)).toMatchObject({ details: { assignmentId: created.body.id, personId: person('security-officer'), reason: '调离' } });
  expect((await end(created.body.id)).body.code).toBe('NOT_OFFERED');
});

test('where somebody is replaced the seat is never empty, and the successor is told of each open task', async () => {
  const id = await use.open();
  await use.advance(id, 'secondaryAuthorization');
  const before = await assignmentOf('designated-leader', 'UNIT_DESIGNATED_LEADER');
  const replaced = await post(KEEPER, `/assignments/${before.id}/replace`, { personId: person('security-auditor'), reason: '接任' });
  expect(replaced).toMatchObject({ status: 201, body: { person: { id: person('security-auditor') }, position: 'UNIT_DESIGNATED_LEADER' } });
  expect((await get(KEEPER, `/assignments/${before.id}`)).validTo).toBe(replaced.body.validFrom);
  expect(await use.api.owner.query(`SELECT person_id, position FROM notices WHERE case_id = $1 AND kind = 'SUCCESSION'`, [id])).toEqual([{ person_id: person('security-auditor'), position: null }]);
  expect((await get('security-auditor', '/tasks?limit=100')).items.map((item: any) => item.case.id)).toContain(id);
  expect((await get('designated-leader', '/tasks?limit=100')).items.map((item: any) => item.case.id)).not.toContain(id);
  expect((await use.view(id)).steps.find((step: any) => step.status === 'OPEN').unstaffed).toBeUndefined();
  expect((await audits('ASSIGNMENT_REPLACED')).at(-1)).toMatchObject({ details: { personId: person('designated-leader'), successor: person('security-auditor') } });
  await post(KEEPER, `/assignments/${replaced.body.id}/replace`, { personId: person('designated-leader'), reason: '回任' });
});

test('a seat that is left empty is unstaffed with the answer', async () => {
  const id = await use.open();
  await use.advance(id, 'secondaryAuthorization');
  const { id: held } = await assignmentOf('designated-leader', 'UNIT_DESIGNATED_LEADER');
  await end(held);
  expect((await use.view(id)).steps.find((step: any) => step.status === 'OPEN')).toMatchObject({ key: 'secondaryAuthorization', unstaffed: true });
  expect((await post(KEEPER, '/assignments', appointment({ personId: person('designated-leader'), position: 'UNIT_DESIGNATED_LEADER' }))).status).toBe(201);
  await use.decide(id, 'secondaryAuthorization');
});

test('a member leaves a body and joins it again: the open session goes by it', async () => {
  const { body } = await post('staff-1', '/cases', { processType: 'test-session', form: {} });
  const committee = (await get(KEEPER, '/bodies?orgCode=HOSPITAL-A')).items.find((one: any) => one.code === 'UNIT_ETHICS_COMMITTEE');
  const seatsOf = async (): Promise<string[]> => (await get('ethics-1', `/cases/${body.id}`)).steps[0].tasks.filter(({ status }: any) => status === 'OPEN').map((task: any) => task.seat.person.id);
  expect(await seatsOf()).toContain(person('ethics-6'));
  const left = await post(KEEPER, `/bodies/${committee.id}/members/end`, { personId: person('ethics-6'), reason: '任期届满' });
  expect([left.status, left.body.members.some((one: any) => one.id === person('ethics-6'))]).toEqual([200, false]);
  expect(await seatsOf()).not.toContain(person('ethics-6'));
  expect((await post(KEEPER, `/bodies/${committee.id}/members/end`, { personId: person('ethics-6'), reason: '任期届满' })).body.code).toBe('NOT_OFFERED');
  const joined = await post(KEEPER, `/bodies/${committee.id}/members`, { personId: person('ethics-6'), reason: '连任' });
  expect(joined.body.members.some((one: any) => one.id === person('ethics-6'))).toBe(true);
  expect((await post(KEEPER, `/bodies/${committee.id}/members`, { personId: person('ethics-6'), reason: '连任' })).body).toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'personId', code: 'DUPLICATE' }] });
  expect((await post(KEEPER, `/bodies/${committee.id}/members`, { personId: personId('centre-b.data-admin'), reason: '外聘' })).body).toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'personId', code: 'NOT_ELIGIBLE' }] });
  expect((await audits('MEMBER_ENDED')).at(-1).details).toMatchObject({ bodyId: committee.id, personId: person('ethics-6'), reason: '任期届满' });
});

describe('the roster is kept by system administrators, and by none for themselves', () => {
  test.each(['data-admin', 'group-leader', ADMIN, 'commission.info-1'])('not by %s', async (account) => {
    const held = await assignmentOf('data-admin-2', 'UNIT_DATA_ADMINISTRATOR');
    const committee = (await get(KEEPER, '/bodies?orgCode=HOSPITAL-A')).items[0];
    for (const [path, body] of [['/assignments', appointment()], [`/assignments/${held.id}/end`, { reason: '调离' }], [`/assignments/${held.id}/replace`, { personId: person('staff-2'), reason: '接任' }], [`/bodies/${committee.id}/members`, { personId: person('staff-2'), reason: '增补' }], [`/bodies/${committee.id}/members/end`, { personId: person('ethics-1'), reason: '离任' }]] as const)
      expect([path, (await post(account, path, body)).body.code]).toEqual([path, 'NOT_ELIGIBLE']);
    expect((await assignmentOf('data-admin-2', 'UNIT_DATA_ADMINISTRATOR')).validTo).toBeNull();
    expect((await audits('APPOINT')).at(-1)).toMatchObject({ actor_id: account.includes('.') ? personId(account) : person(account), refused: 'NOT_ELIGIBLE', details: { personId: person('security-officer') } });
  });

  test('nobody appoints themselves', async () => {
    const held = await assignmentOf('data-admin-2', 'UNIT_DATA_ADMINISTRATOR');
    for (const [path, body] of [['/assignments', appointment({ personId: personId(KEEPER), position: 'DISTRICT_INFO_DEPT', orgCode: 'QP-COMMISSION' })], [`/assignments/${held.id}/replace`, { personId: personId(KEEPER), reason: '接任' }]] as const)
      expect((await post(KEEPER, path, body)).body).toMatchObject({ code: 'SEPARATION_OF_DUTIES', rule: { id: 'administrator-appoints-others' } });
  });

  test.each([
    ['personId', 'NOT_FOUND', { personId: '00000000-0000-4000-8000-000000000000' }],
    ['personId', 'DUPLICATE', { personId: person('data-admin') }],
    ['position', 'NOT_IN_LIST', { position: 'DISTRICT_INFO_DEPT' }],
    ['position', 'NOT_IN_LIST', { position: 'CENTER_LEADER' }],
    ['position', 'NOT_IN_LIST', { orgCode: 'QP-COMMISSION' }],
    ['orgCode', 'NOT_IN_LIST', { orgCode: 'NOBODY' }],
    ['dept', 'REQUIRED', { position: 'UNIT_BUSINESS_OWNER' }],
    ['validFrom', 'TOO_EARLY', { validFrom: '2020-01-01T00:00:00Z' }],
    ['validTo', 'TOO_EARLY', { validFrom: '2099-01-02T00:00:00Z', validTo: '2099-01-01T00:00:00Z' }],
    ['validTo', 'NOT_A_DATE', { validTo: '2099-13-01T00:00:00Z' }],
  ])('%s %s: %j', async (path, code, change) => {
    expect((await post(KEEPER, '/assignments', appointment(change))).body).toMatchObject({ status: 422, code: 'FORM_INVALID', errors: [{ path, code }] });
  });

  test('a reason is asked for, a retry appoints once, and what does not exist is not found', async () => {
    expect((await post(KEEPER, '/assignments', appointment({ reason: undefined }))).body.code).toBe('REASON_REQUIRED');
    const key = { 'idempotency-key': 'appointed-once' };
    const body = appointment({ validFrom: '2099-01-01T00:00:00Z' });
    const [first, second] = [await post(KEEPER, '/assignments', body, key), await post(KEEPER, '/assignments', body, key)];
    expect([second.status, second.body]).toEqual([201, first.body]);
    // One that was to begin never does.
    expect((await end(first.body.id)).status).toBe(200);
    const nobody = '00000000-0000-4000-8000-000000000000';
    for (const [path, asked] of [[`/assignments/${nobody}/end`, { reason: '调离' }], [`/bodies/${nobody}/members`, { personId: person('ethics-1'), reason: '增补' }]] as const) expect((await post(KEEPER, path, asked)).status).toBe(404);
  });
});

test('all that a leaver has in hand is handed over, one result an item; again under the same key it is the same answer', async () => {
  const mine = await Promise.all([true, false].map(async (standsBack) => {
    const id = await use.open();
    await use.advance(id, 'secondaryAssessment');
    const { id: taskId } = await use.task(id, 'secondaryAssessment');
    // One of them cannot go to the successor, who has stood back from its case.
    if (standsBack) expect((await post('data-admin-2', `/tasks/${taskId}/recuse`, { reason: '亲属' })).status).toBe(200);
    expect((await post('data-admin', `/tasks/${taskId}/claim`)).status).toBe(200);
    return taskId;
  }));
  const asked = { to: person('data-admin-2'), reason: '离职' };
  expect((await post('data-admin-2', `/persons/${person('data-admin')}/hand-over`, asked)).body.code).toBe('NOT_ELIGIBLE');
  expect((await post(ADMIN, `/persons/${person('data-admin')}/hand-over`, { to: person('data-admin-2') })).body.code).toBe('REASON_REQUIRED');
  const key = { 'idempotency-key': 'leaves-tomorrow' };
  const answer = await post(ADMIN, `/persons/${person('data-admin')}/hand-over`, asked, key);
  const results = new Map(answer.body.items.map((item: any) => [item.taskId, [item.status, item.problem?.code]]));
  expect([results.get(mine[0]), results.get(mine[1])]).toEqual([[422, 'FORM_INVALID'], [200, undefined]]);
  expect((await post(ADMIN, `/persons/${person('data-admin')}/hand-over`, asked, key)).body).toEqual(answer.body);
  expect(await get('data-admin-2', `/tasks/${mine[1]}`)).toMatchObject({ sits: true, assignee: { id: person('data-admin-2') }, handings: [{ kind: 'HAND_OVER', reason: '离职' }] });
  expect((await get('data-admin', '/tasks?limit=100')).items.map(({ id }: any) => id)).toContain(mine[0]);
});
