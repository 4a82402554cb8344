import { randomUUID } from 'node:crypto';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

const admin = () => use.as('commission.process-admin-1');
const other = () => use.as('commission.process-admin-2');
const owner = (sql: string, values: unknown[]) => use.api.owner.query(sql, values);
const stuckBy = async (kind: string) => (await (await admin()).get(`/operations/stuck?kind=${kind}&limit=100`)).body.items;
/** Ids of the cases in the list of cases. */
const listed = async (query: string): Promise<string[]> => {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await (await use.as('data-admin')).get(`/cases?${query}&limit=100${cursor && `&cursor=${cursor}`}`);
    ids.push(...body.items.map(({ id }: any) => id));
    cursor = body.nextCursor;
  }
  return ids;
};
const stuckCase = async (kind: string, id: string) => (await stuckBy(kind)).find((item: any) => item.case.id === id);

describe('each cause is found, named in a sentence, and offers what helps', () => {
  /** Produces the cause on a case. */
  const CAUSES: Readonly<Record<string, { readonly produce: (id: string) => Promise<unknown>; readonly says: RegExp; readonly offers: readonly string[] }>> = {
    STOPPED: { produce: (id) => owner(`UPDATE cases SET stopped = jsonb_build_object('reason', 'STORY', 'at', now()) WHERE id = $1`, [id]), says: /停止流转：没有与办件版本相符的流程定义/, offers: ['retry', 'terminate'] },
    TOLD_DIFFERENTLY: { produce: (id) => owner('UPDATE engine_states SET told_differently_seq = 1 WHERE case_id = $1', [id]), says: /判断不同/, offers: ['rebuild'] },
    ENGINE_FAILING: { produce: (id) => owner(`UPDATE engine_states SET last_failure = 'ServiceError', failed_at = now() WHERE case_id = $1`, [id]), says: /ServiceError/, offers: ['retry', 'rebuild'] },
    NO_WORKER: { produce: (id) => owner(`UPDATE outbox SET at = now() - interval '10 minutes' WHERE case_id = $1`, [id]), says: /worker/, offers: ['retry'] },
    UNSTAFFED: { produce: (id) => owner(`UPDATE steps SET unstaffed = true WHERE case_id = $1 AND key = 'initialAssessment'`, [id]), says: /“业务部门初评”无人可办/, offers: ['retry', 'terminate'] },
    EXTERNAL_WAIT: { produce: (id) => owner(`UPDATE steps SET blocked = '["G7"]' WHERE case_id = $1 AND status = 'OPEN'`, [id]), says: /未通过/, offers: ['retry', 'terminate'] },
    OVERDUE: { produce: (id) => owner('UPDATE clocks SET breached_at = now() WHERE case_id = $1 AND stopped_at IS NULL', [id]), says: /逾期/, offers: ['urge', 'reassign', 'terminate'] },
    CALENDAR_MISSING: { produce: (id) => owner('UPDATE clocks SET provisional = true WHERE case_id = $1 AND stopped_at IS NULL', [id]), says: /节假日安排尚未导入/, offers: [] },
    UNDELIVERED: { produce: (id) => owner(`WITH n AS (INSERT INTO notices (id, case_id, kind, at, spread_at) VALUES (gen_random_uuid(), $1, 'REMINDER', now(), now()) RETURNING id)
      INSERT INTO deliveries (id, notice_id, person_id, channel, state, due_at) SELECT gen_random_uuid(), n.id, c.applicant_id, 'MAIL', 'DEAD', now() FROM n, cases c WHERE c.id = $1`, [id]), says: /未能送达（邮件）/, offers: ['retry'] },
    ORPHAN: { produce: (id) => owner(`INSERT INTO orphans (case_id, side) VALUES ($1, 'CASE')`, [id]), says: /没有对应的流程/, offers: ['retry', 'rebuild'] },
  };

  it.each(Object.entries(CAUSES))('%s', async (kind, { produce, says, offers }) => {
    const id = await use.open();
    expect(await stuckCase(kind, id)).toBeUndefined();
    const before = (await (await admin()).get('/operations/stuck/counts')).body[kind];
    await produce(id);
    const found = await stuckCase(kind, id);
    expect(found).toMatchObject({ kind, since: expect.any(String), sentence: expect.stringMatching(says), case: { id, processType: 'sensitive-data-use', org: { code: 'HOSPITAL-A' } } });
    expect([...new Set(found.actions.map(({ action }: any) => action))]).toEqual(offers);
    expect((await (await admin()).get('/operations/stuck/counts')).body[kind]).toBe(before + 1);
    // The list of cases means the same by it.
    expect(await listed(`stuck=true`)).toContain(id);
    expect(await listed(`stuck=false`)).not.toContain(id);
  });

  it('names a run without a case by what it says of itself, and leaves it to the worker', async () => {
    const id = randomUUID();
    await owner(`INSERT INTO orphans (case_id, side, number, process_type, unit) VALUES ($1, 'RUN', 'QD-2026-999999', 'sensitive-data-use', 'HOSPITAL-A')`, [id]);
    expect(await stuckCase('ORPHAN', id)).toMatchObject({ sentence: expect.stringMatching(/没有在办的办件/), actions: [], case: { number: 'QD-2026-999999', status: 'UNKNOWN', org: { code: 'HOSPITAL-A' } } });
    const only = async (org: string) => (await (await admin()).get(`/operations/stuck?kind=ORPHAN&orgCode=${org}&limit=100`)).body.items.some((item: any) => item.case.id === id);
    expect([await only('HOSPITAL-A'), await only('CENTRE-B')]).toEqual([true, false]);
    await owner('DELETE FROM orphans WHERE case_id = $1', [id]);
  });

  it('finds an effect that was begun again and again and not done', async () => {
    const id = await use.open();
    await use.advance(id);
    const attempted = (times: number) => owner(`INSERT INTO effects (case_id, want_id, kind, claimed_at, attempts) VALUES ($1, 'authorizationDocument#1', 'DOCUMENT', now(), $2) ON CONFLICT (case_id, want_id) DO UPDATE SET attempts = $2`, [id, times]);
    await attempted(2);
    expect(await stuckCase('ENGINE_FAILING', id)).toBeUndefined();
    await attempted(3);
    expect(await stuckCase('ENGINE_FAILING', id)).toMatchObject({ sentence: expect.stringMatching(/失败（.+）/), actions: [{ action: 'retry' }, { action: 'rebuild' }] });
    await owner('UPDATE effects SET done_at = now() WHERE case_id = $1', [id]);
    expect(await stuckCase('ENGINE_FAILING', id)).toBeUndefined();
  });

  it('finds a case that has ended where the engine cannot be told its end, until it is', async () => {
    const id = await use.open();
    await use.decide(id, 'initialAssessment', { outcome: 'REJECT' });
    expect((await use.view(id)).status).toBe('CLOSED');
    expect(await listed('stuck=true')).not.toContain(id);
    await owner(`UPDATE outbox SET at = now() - interval '10 minutes' WHERE case_id = $1`, [id]);
    expect(await stuckCase('NO_WORKER', id)).toMatchObject({ case: { status: 'CLOSED' }, actions: [{ action: 'retry' }] });
    await owner(`UPDATE engine_states SET last_failure = 'ServiceError', failed_at = now() WHERE case_id = $1`, [id]);
    const found = await stuckCase('ENGINE_FAILING', id);
    expect(found.actions.map(({ action }: any) => action)).toEqual(['retry']);
    expect(await listed('stuck=true')).toContain(id);
    expect((await (await admin()).post(found.actions[0].path, { reason: '再试' })).status).toBe(200);
    expect(await stuckCase('ENGINE_FAILING', id)).toBeUndefined();
    // As the relay leaves it when the end was told.
    await owner('DELETE FROM outbox WHERE case_id = $1', [id]);
    expect(await listed('stuck=true')).not.toContain(id);
  });
});

test('an overdue task is urged and handed on by the paths that the list gives', async () => {
  const id = await use.open();
  await owner('UPDATE clocks SET breached_at = now() WHERE case_id = $1 AND stopped_at IS NULL', [id]);
  const { actions } = await stuckCase('OVERDUE', id);
  const path = (name: string) => actions.find(({ action }: any) => action === name);
  expect((await (await admin()).post(path('urge').path, {})).status).toBe(200);
  expect((await (await admin()).post(path('reassign').path, { taskId: path('reassign').key, reason: '代为收回' })).status).toBe(200);
});

test('a stopped case is freed by a retry', async () => {
  const id = await use.open();
  await owner(`UPDATE cases SET stopped = jsonb_build_object('reason', 'STORY', 'at', now()) WHERE id = $1`, [id]);
  const { actions } = await stuckCase('STOPPED', id);
  expect((await (await admin()).post(actions[0].path, {})).body).toMatchObject({ code: 'REASON_REQUIRED' });
  expect((await (await admin()).post(actions[0].path, { reason: '已修复' })).status).toBe(200);
  expect(await stuckCase('STOPPED', id)).toBeUndefined();
  await use.decide(id, 'initialAssessment');
});

test('the longest stuck comes first, pages follow each other, and what ended is gone', async () => {
  for (let n = 0; n < 3; n++) await owner(`UPDATE steps SET unstaffed = true WHERE case_id = $1`, [await use.open()]);
  const client = await admin();
  const all: any[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await client.get(`/operations/stuck?limit=2${cursor && `&cursor=${cursor}`}`);
    all.push(...body.items);
    cursor = body.nextCursor;
  }
  const whole = (await client.get('/operations/stuck?limit=100')).body.items;
  expect(all).toEqual(whole);
  const times = all.map(({ since }) => Date.parse(since));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect((await client.get('/operations/stuck?cursor=bm90aGluZw')).body).toMatchObject({ status: 400, code: 'MALFORMED' });
});

test.each([
  ['termination', 'terminate', 'TERMINATE', 'TERMINATED', '已终止'],
  ['voiding', 'void', 'VOID', 'VOIDED', '已作废'],
])('a %s waits for the second administrator, who finds it in the list', async (_, path, kind, outcome, title) => {
  const id = await use.open();
  const asked = await (await admin()).post(`/operations/cases/${id}/${path}`, { reason: '重复申请' });
  expect(asked).toMatchObject({ status: 201, body: { case: { status: 'OPEN' }, operation: { status: 'REQUESTED' } } });
  const { id: operationId } = asked.body.operation;
  const listed = (await (await other()).get('/operations?limit=100')).body.items.find((one: any) => one.id === operationId);
  expect(listed).toMatchObject({ kind, reason: '重复申请', case: { id } });

  expect((await (await admin()).post(`/operations/${operationId}/confirm`)).body).toMatchObject({ status: 403, code: 'SEPARATION_OF_DUTIES', rule: { id: 'two-administrators' } });
  const key = { 'idempotency-key': `confirm-${operationId}` };
  const done = await (await other()).post(`/operations/${operationId}/confirm`, undefined, key);
  expect(done).toMatchObject({ status: 200, body: { case: { status: 'CLOSED', outcome } } });
  expect((await (await other()).post(`/operations/${operationId}/confirm`, undefined, key)).body).toEqual(done.body);
  expect((await (await other()).get('/operations?limit=100')).body.items.some((one: any) => one.id === operationId)).toBe(false);
  const { items } = (await (await use.as('data-admin')).get(`/cases/${id}/events?limit=100`)).body;
  expect(await use.view(id)).toMatchObject({ outcome, outcomeTitle: title });
  expect(items.find((one: any) => one.action === outcome)).toMatchObject({ actor: { position: 'PROCESS_ADMINISTRATOR' }, details: { reason: '重复申请' } });
});

test('a request may be dropped', async () => {
  const id = await use.open();
  const { operation } = (await (await admin()).post(`/operations/cases/${id}/rebuild`, { reason: '引擎判断不同' })).body;
  expect((await (await admin()).post(`/operations/${operation.id}/drop`, { reason: '已恢复' })).body).toMatchObject({ operation: { status: 'DROPPED' } });
  expect((await (await other()).post(`/operations/${operation.id}/confirm`)).body).toMatchObject({ status: 409, code: 'NOT_OFFERED' });
});

test.each(['data-admin', 'staff-1', 'commission.info-1', 'commission.system-admin'])('%s sees no list of stuck cases and operates nothing', async (account) => {
  const client = await use.as(account);
  for (const path of ['/operations/stuck', '/operations/stuck/counts', '/operations']) expect((await client.get(path)).body).toMatchObject({ status: 403, code: 'NOT_ELIGIBLE' });
  const id = await use.open();
  for (const path of ['terminate', 'void']) expect((await client.post(`/operations/cases/${id}/${path}`, { reason: '测试' })).status).toBe(403);
  expect((await use.view(id)).status).toBe('OPEN');
});

test('an administrator decides nothing', async () => {
  const id = await use.open();
  expect(await use.try(id, 'initialAssessment', { account: 'commission.process-admin-1' })).toMatchObject({ status: 403, body: { code: 'NOT_ELIGIBLE' } });
});
