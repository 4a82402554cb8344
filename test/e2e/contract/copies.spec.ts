import { randomUUID } from 'node:crypto';
import { personId } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

const STAFF = personId('hospital-a.staff-2');
const copied = async (account: string, query = ''): Promise<any[]> => (await (await use.as(account)).get(`/tasks?box=copied&limit=100${query}`)).body.items;
const unread = async (account: string): Promise<number> => (await (await use.as(account)).get('/tasks/counts')).body.copied;

test('a copy lets its recipient read the case, and is shown as read once they say so', async () => {
  const id = await use.open();
  const recipient = await use.as('staff-2');
  expect((await recipient.get(`/cases/${id}`)).status).toBe(404);
  const { id: taskId } = await use.task(id, 'initialAssessment');
  const owner = await use.as('owner-cardiology');
  const sent = await owner.post(`/tasks/${taskId}/copy`, { to: [STAFF], note: '请检验科知悉' });
  expect([sent.status, sent.body.copies]).toEqual([200, [{ id: expect.any(String), to: STAFF, at: expect.any(String) }]]);
  expect((await owner.post(`/tasks/${taskId}/copy`, { to: [STAFF] })).body).toEqual(sent.body);
  const [{ id: copyId, at }] = sent.body.copies;

  expect(await copied('staff-2', '&unread=true')).toMatchObject([
    { id: taskId, step: { key: 'initialAssessment' }, case: { id }, copy: { id: copyId, by: { id: personId('hospital-a.owner-cardiology') }, at, readAt: null, note: '请检验科知悉' }, allowedActions: [{ action: 'read', path: `/copies/${copyId}/read` }] },
  ]);
  expect(await unread('staff-2')).toBe(1);
  for (const path of ['', '/events', '/diagram', '/waiting', '/comments', '/revisions/1']) expect([path, (await recipient.get(`/cases/${id}${path}`)).status]).toEqual([path, 200]);
  expect((await recipient.get('/cases')).body.items.map((one: any) => one.id)).toEqual([id]);
  const view = (await recipient.get(`/cases/${id}`)).body;
  expect(view.copies).toEqual([{ to: { id: STAFF, name: expect.stringContaining('检验科') }, by: { id: personId('hospital-a.owner-cardiology'), name: expect.any(String) }, at, readAt: null }]);
  expect(view.allowedActions.map(({ action }: any) => action)).toEqual(['comment', 'read', 'urge']);
  // Of the copy the others see to whom and when, not what was written with it.
  expect(JSON.stringify(await use.view(id))).not.toContain('请检验科知悉');

  const read = await recipient.post(`/copies/${copyId}/read`);
  expect([read.status, read.body]).toEqual([200, { copy: { id: copyId, readAt: expect.any(String) } }]);
  expect((await recipient.post(`/copies/${copyId}/read`)).body).toEqual(read.body);
  expect((await use.view(id)).copies).toMatchObject([{ readAt: read.body.copy.readAt }]);
  expect([await unread('staff-2'), (await copied('staff-2', '&unread=true')).length, (await copied('staff-2', '&unread=false')).length]).toEqual([0, 0, 1]);
  expect((await owner.post(`/copies/${copyId}/read`)).body.code).toBe('NOT_ELIGIBLE');
  expect((await (await use.as('staff-3')).post(`/copies/${copyId}/read`)).status).toBe(404);
});

test('sight is all that a copy gives', async () => {
  const id = await use.open();
  const task = await use.task(id, 'initialAssessment');
  await (await use.as('staff-1')).post(`/tasks/${task.id}/copy`, { to: [STAFF] });
  const recipient = await use.as('staff-2');
  const tried = async (path: string, body: object): Promise<unknown> => (await recipient.post(path, body)).body.code;
  expect(await tried(`/tasks/${task.id}/decision`, { version: 1, outcome: 'APPROVE', seenDigest: task.shown.digest })).toBe('NOT_ELIGIBLE');
  for (const act of ['claim', 'transfer', 'take-back', 'copy']) expect([act, await tried(`/tasks/${task.id}/${act}`, act === 'transfer' ? { to: STAFF, reason: '试试' } : act === 'copy' ? { to: [STAFF] } : {})]).toEqual([act, 'NOT_ELIGIBLE']);
  for (const act of ['hold', 'withdraw']) expect([act, await tried(`/cases/${id}/${act}`, { reason: '试试' })]).toEqual([act, 'NOT_ELIGIBLE']);
});

test.each([
  ['nobody', { to: [] }, 'to'],
  ['somebody twice', { to: [STAFF, STAFF] }, 'to'],
  ['who is none', { to: ['x'] }, 'to[0]'],
  ['who works elsewhere', { to: [STAFF, personId('centre-b.staff-1')] }, 'to[1]'],
  ['with a note of blanks', { to: [STAFF], note: ' ' }, 'note'],
  ['with a field that is none', { to: [STAFF], reason: 'x' }, 'reason'],
])('a copy to %s is refused with its path, and nothing is written', async (_, body, path) => {
  const { id: taskId } = await use.task(await use.open(), 'initialAssessment');
  const before = await use.rowCounts();
  const answer = await (await use.as('owner-cardiology')).post(`/tasks/${taskId}/copy`, body);
  expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([422, 'FORM_INVALID', path]);
  expect(await use.rowCounts()).toEqual(before);
});

test('copies are listed the newest first, page by page, by process and title', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    const id = await use.open();
    await (await use.as('staff-1')).post(`/tasks/${(await use.task(id, 'initialAssessment')).id}/copy`, { to: [personId('hospital-a.staff-4')] });
    ids.unshift(id);
  }
  const client = await use.as('staff-4');
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body }: { body: any } = await client.get(`/tasks?box=copied&limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map((item: any) => item.case.id));
    cursor = body.nextCursor;
    await client.post(`/copies/${body.items[0].copy.id}/read`);
  }
  expect(seen).toEqual(ids);
  const { number } = await use.view(ids[2] ?? '');
  expect((await copied('staff-4', `&q=${number}`)).map((item) => item.case.id)).toEqual([ids[2]]);
  expect(await copied('staff-4', '&processType=open-data-dual-review')).toEqual([]);
  expect((await copied('staff-4', '&unread=true')).length).toBe(await unread('staff-4'));
});

describe('a draft of an opinion', () => {
  const path = (taskId: string): string => `/tasks/${taskId}/opinion-draft`;
  const count = async (taskId: string): Promise<number> => (await use.api.owner.query('SELECT count(*)::int AS n FROM opinion_drafts WHERE task_id = $1', [taskId]))[0].n;
  const opened = async (): Promise<{ id: string; taskId: string }> => {
    const id = await use.open();
    return { id, taskId: (await use.task(id, 'initialAssessment')).id };
  };

  test('is created once, replaced afterwards, and deleted', async () => {
    const { taskId } = await opened();
    const owner = await use.as('owner-cardiology');
    expect((await owner.get(path(taskId))).status).toBe(404);
    const created = await owner.put(path(taskId), { outcome: 'APPROVE', opinion: '拟同意', evidence: { minimal: true } });
    expect([created.status, created.headers.get('location'), created.body]).toEqual([201, `/api/v1${path(taskId)}`, { taskId, outcome: 'APPROVE', opinion: '拟同意', evidence: { minimal: true }, updatedAt: expect.any(String) }]);
    expect((await owner.get(path(taskId))).body).toEqual(created.body);
    const replaced = await owner.put(path(taskId), {});
    expect([replaced.status, replaced.body]).toEqual([200, { taskId, updatedAt: expect.any(String) }]);
    expect((await owner.delete(path(taskId))).status).toBe(204);
    expect([(await owner.get(path(taskId))).status, (await owner.delete(path(taskId))).status]).toEqual([404, 404]);
  });

  test('is its owner’s alone, leaves no audit event and shows in no list', async () => {
    const id = await use.open();
    await use.decide(id, 'initialAssessment');
    const { id: taskId } = await use.task(id, 'secondaryAssessment');
    const audited = async (): Promise<number> => (await use.api.owner.query('SELECT count(*)::int AS n FROM audit_events WHERE case_id = $1', [id]))[0].n;
    const before = await audited();
    await (await use.as('data-admin')).put(path(taskId), { opinion: '只有我看见的意见' });
    const other = await use.as('data-admin-2');
    expect((await other.get(path(taskId))).status).toBe(404);
    expect((await other.delete(path(taskId))).status).toBe(404);
    await other.put(path(taskId), { opinion: '另一人的' });
    expect((await (await use.as('data-admin')).get(path(taskId))).body.opinion).toBe('只有我看见的意见');
    expect(await audited()).toBe(before);
    for (const seen of [`/cases/${id}`, `/tasks/${taskId}`, '/tasks', '/drafts', `/cases/${id}/events`]) expect(JSON.stringify((await (await use.as('data-admin')).get(seen)).body)).not.toContain('只有我看见');
    for (const [account, code] of [['staff-1', 'NOT_ELIGIBLE'], ['owner-cardiology', 'NOT_ELIGIBLE'], ['centre-b.data-admin', 'NOT_FOUND']] as const) {
      const client = await use.as(account);
      expect([account, (await client.put(path(taskId), { opinion: 'x' })).body.code, (await client.get(path(taskId))).body.code]).toEqual([account, code, code]);
    }
    // Both are gone with the decision of one.
    await use.decide(id, 'secondaryAssessment');
    expect(await count(taskId)).toBe(0);
  });

  test('ends with its task, however that ends, and does not come back when the decision is taken back', async () => {
    const decided = await opened();
    const owner = await use.as('owner-cardiology');
    await owner.put(path(decided.taskId), { opinion: '草稿' });
    await use.decide(decided.id, 'initialAssessment');
    expect([await count(decided.taskId), (await owner.get(path(decided.taskId))).body.code, (await owner.put(path(decided.taskId), {})).body.code]).toEqual([0, 'ALREADY_DECIDED', 'ALREADY_DECIDED']);
    await owner.post(`/tasks/${decided.taskId}/take-back`, { reason: '填错了' });
    expect((await owner.get(path(decided.taskId))).status).toBe(404);
    expect((await owner.put(path(decided.taskId), { opinion: '重写' })).status).toBe(201);

    const withdrawn = await opened();
    await owner.put(path(withdrawn.taskId), { opinion: '草稿' });
    await (await use.as('staff-1')).post(`/cases/${withdrawn.id}/withdraw`, { reason: '取消' });
    expect([await count(withdrawn.taskId), (await owner.get(path(withdrawn.taskId))).body.code]).toEqual([0, 'CASE_CLOSED']);
  });

  test('is shown only while its owner may decide', async () => {
    const { id, taskId } = await opened();
    const owner = await use.as('owner-cardiology');
    await owner.put(path(taskId), { opinion: '草稿' });
    await (await use.as('data-admin')).post(`/cases/${id}/hold`, { reason: '核查' });
    expect((await owner.get(path(taskId))).body.code).toBe('CASE_HELD');
    await (await use.as('data-admin')).post(`/cases/${id}/release`, { reason: '核查完毕' });
    expect((await owner.get(path(taskId))).body.opinion).toBe('草稿');
    const ended = `UPDATE assignments SET valid_to = $1 WHERE position = 'UNIT_BUSINESS_OWNER' AND person_id = $2`;
    await use.api.owner.query(ended, [new Date(), personId('hospital-a.owner-cardiology')]);
    expect((await owner.get(path(taskId))).status).toBe(404);
    await use.api.owner.query(ended, [null, personId('hospital-a.owner-cardiology')]);
  });

  test.each([
    ['an outcome that is none', { outcome: '不知道' }, 'outcome'],
    ['an opinion that is too long', { opinion: '长'.repeat(4_001) }, 'opinion'],
    ['evidence that is a list', { evidence: [] }, 'evidence'],
    ['evidence that is too large', { evidence: { list: Array.from({ length: 20 }, () => '长'.repeat(5_000)) } }, 'evidence'],
    ['a field that is none', { version: 1 }, 'version'],
  ])('with %s is refused with its path, and not kept', async (_, body, field) => {
    const { taskId } = await opened();
    const answer = await (await use.as('owner-cardiology')).put(path(taskId), body);
    expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([422, 'FORM_INVALID', field]);
    expect(await count(taskId)).toBe(0);
  });

  test('of a task that nobody knows is nobody’s', async () => {
    expect((await (await use.as('data-admin')).put(path(randomUUID()), {})).status).toBe(404);
  });
});
