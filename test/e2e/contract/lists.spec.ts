import { randomUUID } from 'node:crypto';
import { useForm } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

const items = async (account: string, path: string): Promise<any[]> => (await (await use.as(account)).get(path)).body.items;
const ids = async (account: string, path: string): Promise<string[]> => (await items(account, path)).map(({ id }) => id);
/** Page by page, with something done between the pages. */
const paged = async (account: string, path: string, between: () => Promise<unknown> = async () => undefined): Promise<string[]> => {
  const found: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body }: { body: any } = await (await use.as(account)).get(`${path}${path.includes('?') ? '&' : '?'}limit=2${cursor && `&cursor=${cursor}`}`);
    found.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
    await between();
  }
  return found;
};
const project = (name: string) => useForm({ project: { ...useForm().project, name } });

describe('the list of cases', () => {
  let open: string[];
  let held: string;
  let closed: string;
  beforeAll(async () => {
    open = [];
    for (let n = 0; n < 5; n += 1) open.push(await use.open(project(`随访_100%课题${n}`)));
    held = await use.open(project('冻结的课题'), 'staff-4');
    await (await use.as('data-admin')).post(`/cases/${held}/hold`, { reason: '核查' });
    closed = await use.open(project('撤回的课题'), 'staff-4');
    await (await use.as('staff-4')).post(`/cases/${closed}/withdraw`, { reason: '取消' });
  });

  test('is the newest first, and paged without a gap or a repetition while cases are added', async () => {
    const before = (await ids('data-admin', '/cases?limit=100'));
    expect(before).toEqual([...before].sort().reverse());
    expect(await paged('data-admin', '/cases', () => use.open(project('中途的课题'), 'staff-4'))).toEqual(before);
  });

  test('is filtered by status, outcome, process, unit, applicant, number and title', async () => {
    expect(await ids('data-admin', '/cases?status=HELD')).toEqual([held]);
    expect(await ids('data-admin', '/cases?status=CLOSED&outcome=WITHDRAWN')).toEqual([closed]);
    expect(await ids('data-admin', '/cases?outcome=REVOKED')).toEqual([]);
    expect(await ids('staff-1', '/cases?applicant=me')).toEqual([...open].reverse());
    expect(await ids('staff-1', '/cases')).toEqual([...open].reverse());
    expect(await ids('commission.info-1', '/cases?orgCode=HOSPITAL-A&status=HELD')).toEqual([held]);
    expect(await ids('commission.info-1', '/cases?orgCode=CENTRE-B')).toEqual([]);
    expect(await ids('data-admin', '/cases?processType=open-data-dual-review')).toEqual([]);
    expect(await ids('data-admin', `/cases?q=${encodeURIComponent('_100%课题3')}`)).toEqual([open[3]]);
    expect(await ids('data-admin', '/cases?q=%25%25%25')).toEqual([]);
    const { number } = await use.view(held);
    expect(await ids('data-admin', `/cases?q=${number}`)).toEqual([held]);
  });

  test('shows overdue and stuck cases as such', async () => {
    const [late = '', unstaffed = ''] = open;
    await use.api.owner.query(`UPDATE clocks SET breached_at = now() WHERE case_id = $1 AND stopped_at IS NULL`, [late]);
    await use.api.owner.query(`UPDATE steps SET unstaffed = true WHERE case_id = $1 AND status = 'OPEN'`, [unstaffed]);
    expect(await ids('data-admin', '/cases?overdue=true')).toEqual([late]);
    expect((await ids('data-admin', '/cases?stuck=true')).sort()).toEqual([late, unstaffed].sort());
    expect(await ids('data-admin', '/cases?overdue=false&stuck=false&limit=100')).not.toEqual(expect.arrayContaining([late]));
  });

  test('holds for everybody what they may see, and nothing else', async () => {
    expect(await ids('centre-b.data-admin', '/cases')).toEqual([]);
    expect(await ids('data-user-x.applicant-1', '/cases')).toEqual([]);
    expect((await ids('center.officer-1', '/cases')).length).toBeGreaterThan(5);
    const elsewhere = await (await use.as('data-admin')).get('/cases?orgCode=CENTRE-B');
    expect([elsewhere.status, elsewhere.body.code]).toEqual([403, 'OUT_OF_SCOPE']);
    for (const path of ['', '/events', '/diagram', '/waiting', '/comments', '/revisions/1']) expect((await (await use.as('centre-b.data-admin')).get(`/cases/${held}${path}`)).status).toBe(404);
    for (const act of ['comments', 'withdraw', 'hold', 'release', 'acts/x']) expect([act, (await (await use.as('centre-b.data-admin')).post(`/cases/${held}/${act}`, act === 'comments' ? { text: '你好' } : { reason: '好奇' })).status]).toEqual([act, 404]);
  });
});

describe('the boxes of tasks', () => {
  const todo = async (account: string, query = ''): Promise<string[]> => (await items(account, `/tasks?box=todo&limit=100${query}`)).map((task) => task.case.id);
  const done = async (account: string): Promise<string[]> => (await items(account, '/tasks?box=done&limit=100')).map((task) => task.case.id);

  test('todo is what is due first; the answer of a decision finds both boxes right', async () => {
    const id = await use.open();
    const due = (await items('owner-cardiology', '/tasks?limit=100')).map(({ dueAt }) => dueAt);
    expect(due).toEqual([...due].sort());
    expect(await paged('owner-cardiology', '/tasks')).toEqual(await ids('owner-cardiology', '/tasks?limit=100'));
    await use.decide(id, 'initialAssessment');
    expect([await todo('owner-cardiology'), await todo('data-admin'), await todo('data-admin-2')].map((box) => box.includes(id))).toEqual([false, true, true]);
    expect((await done('owner-cardiology'))[0]).toBe(id);
    await use.decide(id, 'secondaryAssessment');
    expect([await todo('data-admin-2'), await done('data-admin-2')].map((box) => box.includes(id))).toEqual([false, false]);
  });

  test('a claim takes a task out of the others’ boxes, an ended position takes it out of one’s own', async () => {
    const id = await use.open();
    await use.advance(id, 'secondaryAssessment');
    const task = await use.task(id, 'secondaryAssessment');
    const [other, mine] = [await use.as('data-admin'), await use.as('data-admin-2')];
    await mine.post(`/tasks/${task.id}/claim`, {});
    expect([await todo('data-admin'), await todo('data-admin-2')].map((box) => box.includes(id))).toEqual([false, true]);
    const ended = `UPDATE assignments SET valid_to = $1 WHERE position = 'UNIT_DATA_ADMINISTRATOR' AND person_id = (SELECT id FROM persons WHERE account = 'hospital-a.data-admin-2')`;
    await use.api.owner.query(ended, [new Date()]);
    expect(await todo('data-admin-2')).not.toContain(id);
    expect((await mine.get('/tasks/counts')).body.todo).toBe((await todo('data-admin-2')).length);
    expect((await mine.post(`/tasks/${task.id}/unclaim`, {})).body.code).toBe('NOT_ELIGIBLE');
    // Whoever holds the position takes over (由接任者自然替换): in the box, in what the case waits for, and in the act.
    expect(await todo('data-admin')).toContain(id);
    expect((await other.get('/tasks/counts')).body.unclaimed).toBe((await items('data-admin', '/tasks?limit=100')).filter(({ assignee }) => assignee === null).length);
    const { waitingFor } = (await other.get(`/cases/${id}/waiting`)).body;
    expect(waitingFor[0].eligible.map(({ name }: { name: string }) => name)).toEqual(['甲医院·数据管理员 演示一']);
    const taken = (await other.get(`/tasks/${task.id}`)).body;
    expect([taken.assignee, taken.allowedActions.map(({ action }: { action: string }) => action)]).toEqual([undefined, ['decide', 'claim', 'transfer', 'delegate', 'add-seats', 'recuse', 'copy']]);
    await use.decide(id, 'secondaryAssessment', { account: 'data-admin' });
    await use.api.owner.query(ended, [null]);
    expect((await other.get('/tasks/counts')).body).toMatchObject({ todo: (await todo('data-admin')).length, done: (await done('data-admin')).length, copied: 0 });
  });

  test('are filtered by process, number, title and deadline', async () => {
    const id = await use.open(project('独一无二的课题'));
    const { number } = await use.view(id);
    expect(await todo('owner-cardiology', `&q=${number}`)).toEqual([id]);
    expect(await todo('owner-cardiology', `&q=${encodeURIComponent('独一无二')}`)).toEqual([id]);
    expect(await todo('owner-cardiology', '&overdue=true')).toEqual([]);
    await use.api.owner.query(`UPDATE tasks SET due_at = now() - interval '1 hour' WHERE case_id = $1 AND status = 'OPEN'`, [id]);
    expect(await todo('owner-cardiology', '&overdue=true')).toEqual([id]);
    expect((await (await use.as('owner-cardiology')).get('/tasks/counts')).body.overdue).toBe(1);
    expect((await todo('owner-cardiology'))[0]).toBe(id);
    expect(await todo('owner-cardiology', '&processType=open-data-dual-review')).toEqual([]);
    expect(await items('owner-cardiology', '/tasks?box=copied')).toEqual([]);
  });

  test('what cannot be done now is not offered: nothing of a held case, everything of a released one', async () => {
    const id = await use.open();
    const actions = async (account: string): Promise<string[]> => (await use.view(id, account)).allowedActions.map(({ action }: { action: string }) => action).sort();
    expect(await actions('owner-cardiology')).toEqual(['add-seats', 'claim', 'comment', 'copy', 'decide', 'delegate', 'recuse', 'transfer']);
    expect(await actions('staff-1')).toEqual(['comment', 'copy', 'urge', 'withdraw']);
    expect(await actions('data-admin')).toEqual(['comment', 'hold', 'urge']);
    await (await use.as('data-admin')).post(`/cases/${id}/hold`, { reason: '核查' });
    expect([await actions('owner-cardiology'), await actions('staff-1'), await actions('data-admin')]).toEqual([['comment', 'copy'], ['comment', 'copy'], ['comment', 'release']]);
    expect((await use.view(id)).held).toMatchObject({ reason: '核查', by: { name: expect.stringContaining('数据管理员') } });
    expect((await (await use.as('staff-1')).get(`/cases/${id}/waiting`)).body.sentence).toMatch(/^办件自 .+ 起冻结.+由数据管理员、分管领导.+解除冻结后继续。$/);
    await (await use.as('designated-leader')).post(`/cases/${id}/release`, { reason: '核查完毕' });
    expect(await actions('owner-cardiology')).toEqual(['add-seats', 'claim', 'comment', 'copy', 'decide', 'delegate', 'recuse', 'transfer']);
    // Each offered act is one that the record takes.
    for (const { method, path } of (await use.view(id, 'owner-cardiology')).allowedActions) expect([method, (await (await use.as('owner-cardiology')).post(path, {})).status]).not.toEqual([method, 403]);
  });
});

describe('events, comments and grants', () => {
  test('refused attempts are shown to those who watch over the unit, never to the applicant', async () => {
    const id = await use.open();
    for (const account of ['data-admin', 'commission.info-1']) await use.try(id, 'initialAssessment', { account });
    const refused = async (account: string): Promise<number> => (await items(account, `/cases/${id}/events?limit=100`)).filter((event) => event.refused !== null).length;
    expect(await Promise.all(['data-admin', 'commission.info-1', 'center.officer-1', 'commission.process-admin-1', 'staff-1'].map(refused))).toEqual([2, 2, 2, 2, 0]);
    await use.alsoHolds('staff-1', 'UNIT_WITNESS');
    expect(await refused('staff-1')).toBe(0);
  });

  test('events are paged, one for every change', async () => {
    const id = await use.open();
    await use.advance(id, 'secondaryAuthorization');
    const all = await items('data-admin', `/cases/${id}/events?limit=100`);
    expect(await paged('data-admin', `/cases/${id}/events`)).toEqual(all.map((event) => event.id));
    expect(all.map(({ action }) => action)).toEqual(expect.arrayContaining(['CASE_STARTED', 'DECIDED']));
    expect(all.filter(({ seq }) => seq !== null).map(({ seq }) => seq)).toEqual(Array.from({ length: (await use.api.owner.query('SELECT seq FROM cases WHERE id = $1', [id]))[0].seq }, (_, n) => n + 1));
  });

  test('a comment sent twice under one key is one comment, audited without its text', async () => {
    const id = await use.open();
    const client = await use.as('data-admin');
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.post(`/cases/${id}/comments`, { text: '请补充批件' }, key)));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(await items('staff-1', `/cases/${id}/comments`)).toEqual([answers[0]?.body]);
    expect((await client.post(`/cases/${id}/comments`, { text: '别的' }, key)).body.code).toBe('IDEMPOTENCY_MISMATCH');
    const audited = (await items('data-admin', `/cases/${id}/events`)).filter(({ action }) => action === 'COMMENTED');
    expect(audited).toHaveLength(1);
    expect(JSON.stringify(audited)).not.toContain('请补充批件');
  });

  test('a comment is refused on the record to who may not know of the case, be it since a moment', async () => {
    const id = await use.open();
    const owner = await use.as('owner-cardiology');
    expect((await owner.post(`/cases/${id}/comments`, { text: '请补充' })).status).toBe(201);
    await owner.post(`/tasks/${(await use.task(id, 'initialAssessment')).id}/recuse`, { reason: '与申请人同组' });
    expect((await owner.post(`/cases/${id}/comments`, { text: '再补充' })).body.code).toBe('NOT_FOUND');
    expect((await (await use.as('centre-b.data-admin')).post(`/cases/${id}/comments`, { text: '好奇' })).body.code).toBe('NOT_FOUND');
    const events = await items('data-admin', `/cases/${id}/events?limit=100`);
    expect(events.filter(({ action }) => action.startsWith('COMMENT')).map(({ action, refused }) => [action, refused])).toEqual([['COMMENTED', null], ['COMMENT', 'NOT_FOUND'], ['COMMENT', 'NOT_FOUND']]);
  });

  test('grants are seen by the unit, the district, the holder and the platforms; elsewhere they do not exist', async () => {
    const id = await use.open();
    const grantId = await use.grant(id);
    for (const account of ['staff-1', 'data-admin', 'commission.info-1']) expect((await ids(account, '/grants'))).toContain(grantId);
    expect(await ids('data-admin', '/grants?status=SUSPENDED')).toEqual([]);
    expect(await ids('centre-b.data-admin', '/grants')).toEqual([]);
    const stranger = await use.as('centre-b.data-admin');
    expect((await stranger.get(`/grants/${grantId}/verify`)).status).toBe(404);
    for (const [act, body] of [['revoke', { reason: '好奇' }], ['hand-back', {}], ['usage', { operation: 'QUERY', count: 1 }]] as const) expect([act, (await stranger.post(`/grants/${grantId}/${act}`, body)).status]).toEqual([act, 404]);
    const admin = await use.as('data-admin');
    expect((await admin.post(`/grants/${grantId}/usage`, { operation: 'QUERY', count: 1 })).body.code).toBe('NOT_ELIGIBLE');
    expect((await admin.post(`/grants/${grantId}/hand-back`, {})).body.code).toBe('NOT_ELIGIBLE');
    expect((await (await use.as('owner-cardiology')).post(`/grants/${grantId}/revoke`, { reason: '试试' })).body.code).toBe('NOT_ELIGIBLE');
  });

  test('usage outside the granted operations, or after the end, is recorded and marked; in the future it is refused', async () => {
    const grantId = await use.grant(await use.open());
    const holder = await use.as('staff-1');
    const use_ = async (body: object): Promise<any> => (await holder.post(`/grants/${grantId}/usage`, body)).body;
    expect(await use_({ operation: 'QUERY', count: 2 })).toMatchObject({ used: 2, withinGrant: true });
    expect(await use_({ operation: 'BULK_DOWNLOAD', count: 1 })).toMatchObject({ used: 3, withinGrant: false });
    expect(await use_({ operation: 'QUERY', count: 1, at: '2020-01-01T00:00:00+08:00' })).toMatchObject({ used: 4, withinGrant: false });
    expect(await use_({ operation: 'QUERY', count: 1, at: new Date(Date.now() + 3_600_000).toISOString() })).toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'at' }] });
    expect(await use_({ operation: 'QUERY', count: 1, at: '2026-02-30T00:00:00+08:00' })).toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'at' }] });
    expect(await use_({ operation: 'QUERY', count: 0 })).toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'count' }] });
    const verify = async (query: string): Promise<any> => (await holder.get(`/grants/${grantId}/verify?${query}`)).body;
    expect(await verify('operation=ANALYSE')).toMatchObject({ valid: true, scope: { level: 'GENERAL', operations: ['QUERY', 'ANALYSE'] } });
    expect(await verify('operation=EXPORT')).toMatchObject({ valid: false, reason: 'OPERATION_NOT_GRANTED' });
    expect(await verify('operation=BULK_COPY')).toMatchObject({ valid: false, reason: 'BULK_NOT_GRANTED' });
    expect(await verify(`at=${encodeURIComponent('2020-01-01T00:00:00+08:00')}`)).toMatchObject({ valid: false, reason: 'NOT_YET_VALID' });
    for (const at of ['yesterday', '2026-02-30T00:00:00Z']) expect((await holder.get(`/grants/${grantId}/verify?at=${at}`)).body.code).toBe('MALFORMED');
  });
});
