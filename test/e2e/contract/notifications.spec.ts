import { spreadNotices } from '@libs/notify/spread';
import { CaseRecord } from '@libs/record/record';
import { EventReader } from '@test/support/event-reader';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

/** What the worker does. */
const spread = async (): Promise<void> => {
  while ((await spreadNotices(use.api.app.get(CaseRecord).pool)) > 0);
};
const inbox = async (account: string, query = ''): Promise<any[]> => (await (await use.as(account)).get(`/notifications?limit=100${query}`)).body.items;
const unread = async (account: string): Promise<number> => (await (await use.as(account)).get('/notifications/counts')).body.unread;
const streamOf = async (account: string, { query = '', headers = {} } = {}): Promise<EventReader> => EventReader.open(`${use.api.url}/api/v1/events/stream${query}`, { authorization: `Bearer ${(await use.as(account)).token}`, ...headers });

test('whoever has something to do is told of it, with the case, the step and the deadline, and marks it read', async () => {
  const id = await use.open();
  await spread();
  const { number, title } = await use.view(id);
  const task = await use.task(id, 'initialAssessment');
  const [item] = await inbox('owner-cardiology');
  expect(item).toEqual({
    id: expect.any(String), kind: 'TASK_OPENED', title: expect.stringMatching(/^待办：.+/), at: expect.any(String), readAt: null, taskId: task.id, dueAt: task.dueAt,
    case: { id, number, title, processType: 'sensitive-data-use', status: 'OPEN' }, step: { key: 'initialAssessment', title: expect.any(String) },
  });
  const before = await unread('owner-cardiology');
  const owner = await use.as('owner-cardiology');
  const read = await owner.post(`/notifications/${item.id}/read`);
  expect([read.status, read.body]).toEqual([200, { notification: { id: item.id, readAt: expect.any(String) } }]);
  expect((await owner.post(`/notifications/${item.id}/read`)).body).toEqual(read.body);
  expect(await unread('owner-cardiology')).toBe(before - 1);
  expect((await inbox('owner-cardiology', '&unread=true')).map((one) => one.id)).not.toContain(item.id);
  expect((await inbox('owner-cardiology', '&unread=false')).map((one) => one.id)).toContain(item.id);
  // Nobody else has it, or marks it.
  expect((await inbox('staff-2')).map((one) => one.id)).not.toContain(item.id);
  expect((await (await use.as('data-admin')).post(`/notifications/${item.id}/read`)).status).toBe(404);
});

test('of several who could decide the others read whose decision it was, and when', async () => {
  const id = await use.open();
  await use.advance(id, 'desensitization');
  await use.decide(id, 'desensitization');
  await spread();
  const of = async (account: string): Promise<any[]> => (await inbox(account)).filter((item) => item.kind === 'TASK_DECIDED_BY_OTHER' && item.case.id === id);
  const [decision] = (await use.view(id)).steps.find((step: any) => step.key === 'desensitization').decisions;
  expect((await of('custodian-2')).map(({ title, decided }) => [title, decided])).toEqual([['已由他人办理：脱敏与去标识化', { by: decision.actor, at: decision.at, outcome: { key: 'DONE', title: '完成' } }]]);
  expect(await of('custodian-1')).toEqual([]);
});

test('all that was seen is marked read at once; what came meanwhile stays unread', async () => {
  await use.open();
  await spread();
  const [newest] = await inbox('owner-cardiology');
  await use.open();
  await spread();
  const owner = await use.as('owner-cardiology');
  const { body } = await owner.post('/notifications/read', { upTo: newest.id });
  expect(body.read).toBeGreaterThan(0);
  expect(await unread('owner-cardiology')).toBe(1);
  expect((await owner.post('/notifications/read', { upTo: 'x' })).body.errors[0].path).toBe('upTo');
});

test('pages hold each notification once, though new ones come between', async () => {
  for (let n = 0; n < 5; n += 1) await use.open();
  await spread();
  const all = (await inbox('owner-cardiology')).map(({ id }) => id);
  const owner = await use.as('owner-cardiology');
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body }: any = await owner.get(`/notifications?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ id }: any) => id));
    cursor = body.nextCursor;
    if (seen.length === 2) {
      await use.open();
      await spread();
    }
  }
  expect(seen).toEqual(all);
});

test('who has stood back from a case finds nothing of it in the inbox any more', async () => {
  const id = await use.open();
  await use.decide(id, 'initialAssessment');
  await spread();
  const { id: taskId } = await use.task(id, 'secondaryAssessment');
  const ofCase = async (account: string): Promise<number> => (await inbox(account)).filter((one) => one.case.id === id).length;
  expect([await ofCase('data-admin'), await ofCase('data-admin-2')]).toEqual([1, 1]);
  const before = await unread('data-admin');
  expect((await (await use.as('data-admin')).post(`/tasks/${taskId}/recuse`, { reason: '与申请人有利害关系' })).status).toBe(200);
  await spread();
  expect([await ofCase('data-admin'), await unread('data-admin')]).toEqual([0, before - 1]);
});

test('the stream tells what is new at once, and after a break what came meanwhile', async () => {
  const stream = await streamOf('owner-cardiology');
  expect([stream.response.status, stream.response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  const { data: counts } = await stream.next(({ event }) => event === 'counts');
  expect(counts).toEqual({ tasks: expect.objectContaining({ todo: expect.any(Number) }), notifications: { unread: expect.any(Number) } });
  const first = await use.open();
  await spread();
  const told = await stream.next(({ event, data }) => event === 'notification' && data.case.id === first);
  expect(told).toEqual({ id: told.data.id, event: 'notification', data: (await inbox('owner-cardiology'))[0] });
  await stream.next(({ event, data }) => event === 'counts' && data.tasks.todo === counts.tasks.todo + 1 && data.notifications.unread === counts.notifications.unread + 1);
  await stream.close();

  const missed = await use.open();
  await spread();
  const again = await streamOf('owner-cardiology', { headers: { 'last-event-id': told.id ?? '' } });
  await again.next(({ event, data }) => event === 'notification' && data.case.id === missed);
  expect(again.events.filter(({ event, data }) => event === 'notification' && data.case.id === first)).toEqual([]);
  await again.close();
  // From now on, where nothing is said of the past.
  const fresh = await streamOf('owner-cardiology');
  await fresh.next(({ event }) => event === 'counts');
  expect(fresh.events.filter(({ event }) => event === 'notification')).toEqual([]);
  await fresh.close();
});

test('a case on the screen is told of when something happens in it, to whoever may see it', async () => {
  const id = await use.open();
  const mine = await streamOf('staff-1', { query: `?cases=${id}` });
  const others = await streamOf('staff-2', { query: `?cases=${id}` });
  const { data } = await mine.next(({ event }) => event === 'case');
  expect(data).toEqual({ id, status: 'OPEN', seq: 1 });
  await use.decide(id, 'initialAssessment');
  await mine.next(({ event, data: { seq } }) => event === 'case' && seq === 2);
  expect(others.events.filter(({ event }) => event === 'case')).toEqual([]);
  await Promise.all([mine.close(), others.close()]);
});

test('a stream that could not be opened takes none of the places that one person has', async () => {
  const staff = await use.as('custodian-2');
  await use.api.owner.query('REVOKE SELECT ON deliveries FROM qingdun_app');
  try {
    for (let n = 0; n < 20; n += 1) expect((await staff.get('/events/stream')).status).toBeGreaterThanOrEqual(500);
  } finally {
    await use.api.owner.query('GRANT SELECT ON deliveries TO qingdun_app');
  }
  const stream = await streamOf('custodian-2');
  expect(stream.response.status).toBe(200);
  await stream.close();
});

test('the stream ends with the session', async () => {
  const { body } = await use.api.anonymous.post('/auth/login', { account: 'hospital-a.staff-3', password: 'qingdun-demo-only' });
  const headers = { authorization: `Bearer ${body.accessToken}` };
  const stream = await EventReader.open(`${use.api.url}/api/v1/events/stream`, headers);
  await stream.next(({ event }) => event === 'counts');
  await use.api.anonymous.post('/auth/logout', undefined, headers);
  await stream.ended;
  expect((await EventReader.open(`${use.api.url}/api/v1/events/stream`, headers)).response.status).toBe(401);
});

test('to look on keeps no session alive', async () => {
  const { body } = await use.api.anonymous.post('/auth/login', { account: 'hospital-a.staff-4', password: 'qingdun-demo-only' });
  const mine = [body.person.id];
  const stream = await EventReader.open(`${use.api.url}/api/v1/events/stream`, { authorization: `Bearer ${body.accessToken}` });
  const { data } = await stream.next(({ event }) => event === 'counts');
  await use.api.owner.query(`UPDATE login_sessions SET seen_at = clock_timestamp() - interval '5 minutes' WHERE person_id = $1`, mine);
  await use.api.owner.query(`INSERT INTO copies (id, case_id, task_id, by_id, to_id, at) SELECT gen_random_uuid(), t.case_id, t.id, $1, $1, now() FROM tasks t LIMIT 1`, mine);
  await stream.next(({ event, data: { tasks } }) => event === 'counts' && tasks.copied === data.tasks.copied + 1);
  expect(await use.api.owner.query(`SELECT FROM login_sessions WHERE person_id = $1 AND seen_at > clock_timestamp() - interval '4 minutes'`, mine)).toEqual([]);
  await use.api.owner.query(`UPDATE login_sessions SET seen_at = clock_timestamp() - interval '1 day' WHERE person_id = $1`, mine);
  await stream.ended;
});

test.each([
  ['cases=x', 400],
  [`cases=${Array.from({ length: 21 }, () => '0190a000-0000-7000-8000-000000000001').join(',')}`, 400],
  ['case=0190a000-0000-7000-8000-000000000001', 400],
])('a stream of ?%s is refused', async (query, status) => {
  expect((await (await use.as('staff-1')).get(`/events/stream?${query}`)).status).toBe(status);
});
