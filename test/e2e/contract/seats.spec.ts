/** Who sits on a step changes: handing on, added seats, standing back, over HTTP. */
import type { Answer, ApiClient } from '@test/support/api';
import { Conformance } from '@test/support/conformance';
import { person, deskOfKind } from '@test/support/seats-world';
import { USE_EVIDENCE } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';
import { DESKS } from '@workflows/processes/desks';

jest.setTimeout(180_000);

let use: UseOverHttp;
beforeAll(async () => {
  const session = deskOfKind('session');
  use = await UseOverHttp.start({ desks: new Map([...DESKS, [session.process.definition.id, session]]) });
});
afterAll(() => use?.api.close());

const post = async (account: string, path: string, body: unknown = {}): Promise<Answer> => (await use.as(account)).post(path, body);
const code = async (account: string, path: string, body?: unknown): Promise<unknown> => {
  const answer = await post(account, path, body);
  return answer.status === 200 ? 200 : answer.body.code;
};
const opened = async (caseId: string, key: string): Promise<any> => (await use.view(caseId)).steps.find((step: any) => step.key === key && step.status === 'OPEN');
/** Decides one task as it is shown to somebody. */
const decide = async (account: string, taskId: string, outcome = 'APPROVE', evidence?: unknown): Promise<Answer> => {
  const { version, shown } = (await (await use.as(account)).get(`/tasks/${taskId}`)).body;
  return post(account, `/tasks/${taskId}/decision`, { version, seenDigest: shown.digest, outcome, opinion: '意见', ...(evidence !== undefined && { evidence }) });
};

test('a use is delegated, given back, looked at by an added seat and decided; the chain is shown to everybody who sees the case', async () => {
  const id = await use.open();
  await use.advance(id, 'secondaryAssessment');
  const task = await use.task(id, 'secondaryAssessment');
  const evidence = USE_EVIDENCE['secondaryAssessment']?.();
  const auditor = await use.as('security-auditor');
  const todo = async (client: ApiClient): Promise<any> => (await client.get(`/tasks?q=${(await use.view(id)).number}`)).body.items[0];

  expect((await post('data-admin', `/tasks/${task.id}/delegate`, { to: person('security-auditor'), reason: '请看脱敏方案' })).body.task).toMatchObject({ assignee: person('security-auditor'), version: task.version + 1 });
  expect((await decide('data-admin', task.id, 'APPROVE', evidence)).body).toMatchObject({ code: 'NOT_OFFERED', detail: expect.stringContaining('先收回') });
  expect((await decide('security-auditor', task.id, 'APPROVE', evidence)).body.code).toBe('NOT_ELIGIBLE');
  expect((await todo(auditor)).allowedActions.map(({ action }: any) => action)).toEqual(['return-to-owner', 'recuse', 'copy']);
  expect(await todo(await use.as('data-admin'))).toBeUndefined();
  const shown = (await auditor.get(`/tasks/${task.id}`)).body;
  expect(shown).toMatchObject({ delegatedFrom: { id: person('data-admin') }, assignee: { id: person('security-auditor') }, handings: [{ kind: 'DELEGATE', reason: '请看脱敏方案' }] });
  expect(shown.allowedActions.map(({ action }: any) => action)).toEqual(['return-to-owner', 'recuse', 'copy']);
  expect(await code('security-auditor', `/tasks/${task.id}/return-to-owner`, { opinion: '方案可行' })).toBe(200);

  const { added } = (await post('data-admin', `/tasks/${task.id}/add-seats`, { people: [person('security-officer')], when: 'BEFORE', reason: '请先会看' })).body;
  expect((await decide('data-admin', task.id, 'APPROVE', evidence)).body).toMatchObject({ code: 'NOT_OFFERED', detail: expect.stringContaining('前加签') });
  const mine = await todo(await use.as('data-admin'));
  expect([mine.waiting, mine.allowedActions.map(({ action, key }: any) => [action, key])]).toEqual([
    true,
    [['unclaim', task.id], ['transfer', task.id], ['delegate', task.id], ['add-seats', task.id], ['remove-seat', added[0]], ['recuse', task.id], ['copy', task.id]],
  ]);
  const seat = (await (await use.as('security-officer')).get(`/tasks/${added[0]}`)).body;
  expect([seat.added, seat.evidenceSchema, seat.allowedActions.map(({ action }: any) => action)]).toEqual([{ when: 'BEFORE', to: task.id, by: { id: person('data-admin'), name: expect.any(String) } }, undefined, ['decide', 'delegate', 'add-seats', 'recuse', 'copy']]);
  expect((await decide('security-officer', added[0])).body.step).toEqual({ key: 'secondaryAssessment', status: 'OPEN' });
  expect((await decide('data-admin', task.id, 'APPROVE', evidence)).body.step).toEqual({ key: 'secondaryAssessment', status: 'SETTLED', outcome: 'APPROVE' });

  const { steps } = await use.view(id, 'staff-1');
  const { tasks } = steps.find((step: any) => step.key === 'secondaryAssessment');
  expect(tasks.map(({ handings }: any) => handings.map(({ kind, by, from, to, reason, opinion }: any) => [kind, by.id, from?.id, to?.id, reason, opinion]))).toEqual([
    [['DELEGATE', person('data-admin'), person('data-admin'), person('security-auditor'), '请看脱敏方案', undefined], ['RETURN', person('security-auditor'), person('security-auditor'), person('data-admin'), null, '方案可行']],
    [],
  ]);
  await use.grant(id);
});

test('who stands back sees neither the case nor its task any more, and is eligible nowhere in it', async () => {
  const id = await use.open();
  await use.advance(id, 'secondaryAssessment');
  const { id: taskId } = await use.task(id, 'secondaryAssessment');
  expect(await code('data-admin-2', `/tasks/${taskId}/recuse`, {})).toBe('REASON_REQUIRED');
  expect(await code('data-admin-2', `/tasks/${taskId}/recuse`, { reason: '申请人是本人亲属' })).toBe(200);
  const out = await use.as('data-admin-2');
  for (const path of [`/cases/${id}`, `/tasks/${taskId}`, `/cases/${id}/waiting`, `/cases/${id}/events`, `/cases/${id}/comments`]) expect([path, (await out.get(path)).status]).toEqual([path, 404]);
  expect((await out.get('/cases?limit=100')).body.items.map((one: any) => one.id)).not.toContain(id);
  expect((await out.get('/tasks?limit=100')).body.items.map((one: any) => one.case.id)).not.toContain(id);
  const { waitingFor } = (await (await use.as('data-admin')).get(`/cases/${id}/waiting`)).body;
  expect(waitingFor[0].eligible.map((one: any) => one.id)).toEqual([person('data-admin')]);
  // The last holder stands back as well: nobody passes it, and the case says so.
  expect(await code('data-admin', `/tasks/${taskId}/recuse`, { reason: '利益冲突' })).toBe(200);
  const { steps } = await use.view(id, 'designated-leader');
  expect(steps.find((step: any) => step.status === 'OPEN')).toMatchObject({ key: 'secondaryAssessment', unstaffed: true });
  expect((await (await use.as('commission.process-admin-1')).get(`/cases?stuck=true&limit=100`)).body.items.map((one: any) => one.id)).toContain(id);
});

describe('what is offered is what the record takes', () => {
  const PEOPLE = ['staff-1', 'data-admin', 'data-admin-2', 'designated-leader', 'security-auditor', 'security-officer'] as const;
  const NOT_THEIRS = new Set(['NOT_ELIGIBLE', 'NOT_OFFERED', 'NOT_FOUND', 'ALREADY_DECIDED']);
  /** Asked in a way that could not succeed: what comes back is whether the verb is the caller's at all. */
  const ATTEMPTS: Readonly<Record<string, (id: string) => object>> = {
    transfer: (id) => ({ to: id, reason: '理由' }),
    delegate: (id) => ({ to: id, reason: '理由' }),
    'return-to-owner': () => ({ version: 999 }),
    'add-seats': (id) => ({ when: 'AFTER', people: [id], reason: '理由' }),
    recuse: () => ({}),
  };

  /** Every verb on every task, and the removal of each from each, by every person: taken where it is offered and nowhere else. */
  const compare = async (caseId: string, taskIds: readonly string[]): Promise<void> => {
    for (const account of PEOPLE) {
      const { body } = await (await use.as(account)).get(`/cases/${caseId}`);
      const offered: string[] = (body.allowedActions ?? []).map(({ path, action, key }: any) => (action === 'remove-seat' ? `${path} ${key}` : path));
      for (const taskId of taskIds) {
        for (const [verb, attempt] of Object.entries(ATTEMPTS)) {
          const refused = await code(account, `/tasks/${taskId}/${verb}`, attempt(taskId));
          // Only then is it looked at what kind of task it is.
          if (verb === 'return-to-owner' && refused === 'STALE_VERSION' && !(await delegated(taskId))) continue;
          if (verb === 'transfer' && refused === 'FORM_INVALID' && !(await ofPosition(taskId))) continue;
          expect([account, verb, refused, !NOT_THEIRS.has(String(refused))]).toEqual([account, verb, refused, offered.includes(`/tasks/${taskId}/${verb}`)]);
        }
        for (const seatId of taskIds) {
          const refused = await code(account, `/tasks/${taskId}/remove-seat`, { taskId: seatId });
          expect([account, seatId, refused, refused === 'REASON_REQUIRED']).toEqual([account, seatId, refused, offered.includes(`/tasks/${taskId}/remove-seat ${seatId}`)]);
        }
      }
    }
  };
  const delegated = async (id: string): Promise<boolean> => (await use.api.owner.query('SELECT delegated_from FROM tasks WHERE id = $1', [id]))[0].delegated_from !== null;
  const ofPosition = async (id: string): Promise<boolean> => (await use.api.owner.query('SELECT position FROM tasks WHERE id = $1', [id]))[0].position !== null;

  test('for a task that is plain, claimed, delegated, with added seats, and decided', async () => {
    const id = await use.open();
    await use.advance(id, 'secondaryAssessment');
    const { id: taskId } = await use.task(id, 'secondaryAssessment');
    await compare(id, [taskId]);
    await post('data-admin', `/tasks/${taskId}/claim`);
    await compare(id, [taskId]);
    await post('data-admin', `/tasks/${taskId}/delegate`, { to: person('security-auditor'), reason: '征求意见' });
    await compare(id, [taskId]);
    await post('security-auditor', `/tasks/${taskId}/return-to-owner`, { opinion: '可以' });
    const { added: [before] } = (await post('data-admin', `/tasks/${taskId}/add-seats`, { people: [person('security-officer')], when: 'BEFORE', reason: '会看' })).body;
    const { added: [after] } = (await post('data-admin', `/tasks/${taskId}/add-seats`, { people: [person('security-auditor')], when: 'AFTER', reason: '会看' })).body;
    await compare(id, [taskId, before, after]);
    await decide('security-officer', before);
    expect((await decide('data-admin', taskId, 'APPROVE', USE_EVIDENCE['secondaryAssessment']?.())).status).toBe(200);
    await compare(id, [taskId, before, after]);
    const step = await opened(id, 'secondaryAssessment');
    expect(step.tasks.filter((task: any) => task.status === 'OPEN').map((task: any) => task.id)).toEqual([after]);
    // Who gave an opinion on the task before may well be heard on it.
    expect((await decide('security-auditor', after)).body.step).toMatchObject({ status: 'SETTLED', outcome: 'APPROVE' });
    await use.grant(id);
  });
});

describe('a session', () => {
  const start = async (): Promise<{ id: string; stepId: string; seat: (account: string) => string }> => {
    const { body } = await post('staff-1', '/cases', { processType: 'test-session', form: {} });
    const step = await opened(body.id, 'deliberation');
    return { id: body.id, stepId: step.id, seat: (account) => step.tasks.find((task: any) => task.seat.person?.id === person(account)).id };
  };

  test('shows its members, who stood back and who has voted, and each vote once it has settled; a member dissents', async () => {
    const conformance = new Conformance((await use.api.anonymous.get('//api/openapi.json')).body);
    const { stepId, seat } = await start();
    const faults: string[] = [];
    const read = async (account: string): Promise<any> => {
      const answer = await (await use.as(account)).get(`/sessions/${stepId}`);
      faults.push(...conformance.faults('get', `/sessions/${stepId}`, answer));
      return answer.body;
    };
    const act = async (account: string, verb: string, body: unknown): Promise<unknown> => {
      const answer = await post(account, `/sessions/${stepId}/${verb}`, body);
      faults.push(...conformance.faults('post', `/sessions/${stepId}/${verb}`, answer));
      return answer.status === 200 ? 200 : answer.body.code;
    };
    expect(await act('ethics-1', 'recusals', {})).toBe('REASON_REQUIRED');
    expect(await act('ethics-1', 'recusals', { reason: '参与该课题' })).toBe(200);
    expect((await read('ethics-1')).code).toBe('NOT_FOUND');
    await decide('ethics-2', seat('ethics-2'), 'REJECT');
    const member = (session: any, account: string): any => session.members.find((one: any) => one.person.id === person(account));
    const seen = await read('ethics-3');
    expect(seen).toMatchObject({ quorum: 5, present: 1, undecidable: false, recusals: [{ person: { id: person('ethics-1') }, reason: '参与该课题' }], dissents: [] });
    expect(seen.members).toHaveLength(7);
    expect(member(seen, 'ethics-chair')).toMatchObject({ chair: true, recused: false, voted: false });
    expect(member(seen, 'ethics-1')).toMatchObject({ recused: true, voted: false });
    expect([member(seen, 'ethics-2').voted, member(seen, 'ethics-2').outcome]).toEqual([true, undefined]);
    expect(member(await read('ethics-2'), 'ethics-2').outcome).toBe('REJECT');
    // Why somebody stood back is for those who watch over the unit, not for the applicant.
    expect((await read('staff-1')).recusals).toEqual([{ person: { id: person('ethics-1'), name: expect.any(String) }, at: expect.any(String) }]);
    expect(await act('ethics-2', 'dissent', { opinion: '数据出域风险未论证' })).toBe('NOT_OFFERED');
    for (const account of ['ethics-3', 'ethics-4', 'ethics-5', 'ethics-6']) expect((await decide(account, seat(account))).status).toBe(200);
    expect(await act('ethics-2', 'dissent', {})).toBe('REASON_REQUIRED');
    expect(await act('ethics-2', 'dissent', { opinion: '数据出域风险未论证' })).toBe(200);
    expect(await act('ethics-2', 'dissent', { opinion: '再说一次' })).toBe('NOT_OFFERED');
    const settled = await read('ethics-3');
    expect(settled.step).toMatchObject({ status: 'SETTLED', outcome: 'APPROVE' });
    expect(settled.members.filter((one: any) => one.voted).map((one: any) => one.outcome).toSorted()).toEqual(['APPROVE', 'APPROVE', 'APPROVE', 'APPROVE', 'REJECT']);
    expect(settled.dissents).toEqual([{ person: { id: person('ethics-2'), name: expect.any(String) }, opinion: '数据出域风险未论证', at: expect.any(String) }]);
    expect(faults).toEqual([]);
    expect([...conformance.seen].toSorted()).toEqual(['get /api/v1/sessions/{id}', 'post /api/v1/sessions/{id}/dissent', 'post /api/v1/sessions/{id}/recusals']);
  });

  test('without a quorum says so, and a step of positions is no session', async () => {
    const { stepId, seat } = await start();
    for (const account of ['ethics-1', 'ethics-2', 'ethics-3']) expect(await code(account, `/tasks/${seat(account)}/recuse`, { reason: '利益冲突' })).toBe(200);
    const { body } = await (await use.as('ethics-4')).get(`/sessions/${stepId}`);
    expect([body.undecidable, body.quorum, body.members.filter((one: any) => one.recused)]).toEqual([true, 5, expect.arrayContaining([expect.anything(), expect.anything(), expect.anything()])]);
    const id = await use.open();
    const { id: other } = await opened(id, 'initialAssessment');
    expect((await (await use.as('data-admin')).get(`/sessions/${other}`)).status).toBe(404);
  });
});
