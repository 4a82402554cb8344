import { randomBytes, randomUUID } from 'node:crypto';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start({ env: { WEBHOOK_SECRETS_KEY: randomBytes(32).toString('hex') } });
});
afterAll(() => use?.api.close());

const ADMINISTRATOR = 'commission.system-admin';
const hook = (change: object = {}): object => ({ name: '数据平台', url: 'https://hooks.example/qingdun', kinds: ['TASK_OPENED', 'CASE_CLOSED'], ...change });
const added = async (change: object = {}): Promise<any> => (await (await use.as(ADMINISTRATOR)).post('/webhooks', hook(change))).body;
const audited = async (endpointId: string): Promise<string[]> =>
  (await use.api.owner.query(`SELECT action FROM audit_events WHERE details ->> 'endpointId' = $1 AND refused IS NULL ORDER BY id`, [endpointId])).map(({ action }: { action: string }) => action);

test('a secret is shown to whoever adds the endpoint, again to the same request, and never else; it is kept sealed', async () => {
  const administrator = await use.as(ADMINISTRATOR);
  const key = { 'idempotency-key': randomUUID() };
  const answer = await administrator.post('/webhooks', hook({ orgCode: 'HOSPITAL-A' }), key);
  const { secret, ...endpoint } = answer.body;
  expect([answer.status, answer.headers.get('location'), secret]).toEqual([201, `/api/v1/webhooks/${endpoint.id}`, expect.stringMatching(/^whsec_[\w+/]{43}=$/)]);
  expect(endpoint).toMatchObject({ name: '数据平台', url: 'https://hooks.example/qingdun', kinds: ['TASK_OPENED', 'CASE_CLOSED'], org: { code: 'HOSPITAL-A' }, active: true, secrets: [{ endsAt: null }] });
  expect((await administrator.post('/webhooks', hook({ orgCode: 'HOSPITAL-A' }), key)).body).toEqual(answer.body);
  expect((await administrator.get(`/webhooks/${endpoint.id}`)).body).toEqual(endpoint);
  expect((await administrator.get('/webhooks')).body.items).toContainEqual(endpoint);
  const tables: { name: string }[] = await use.api.owner.query(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
  for (const { name } of tables) expect([name, await use.api.owner.query(`SELECT FROM ${name} x WHERE x::text LIKE '%' || $1 || '%'`, [secret.slice(6, 46)])]).toEqual([name, []]);
});

test('secrets are rotated with an overlap, endpoints changed and deleted, each on the record', async () => {
  const administrator = await use.as(ADMINISTRATOR);
  const { id, secret } = await added();
  const rotated = await administrator.post(`/webhooks/${id}/rotate-secret`, { overlapHours: 2 });
  expect([rotated.status, rotated.body.secret === secret, rotated.body.secrets.length]).toEqual([200, false, 2]);
  const [current, former] = rotated.body.secrets;
  expect([current.endsAt, Math.round((Date.parse(former.endsAt) - Date.now()) / 60_000)]).toEqual([null, 120]);
  expect((await administrator.post(`/webhooks/${id}/rotate-secret`, { overlapHours: 0 })).body.secrets).toHaveLength(1);
  const changed = await administrator.put(`/webhooks/${id}`, hook({ name: '平台二', active: false }));
  expect([changed.status, changed.body.name, changed.body.active]).toEqual([200, '平台二', false]);
  expect((await administrator.get(`/webhooks/${id}/deliveries`)).body).toEqual({ items: [], nextCursor: null });
  expect((await administrator.delete(`/webhooks/${id}`)).status).toBe(204);
  expect([(await administrator.get(`/webhooks/${id}`)).status, (await administrator.delete(`/webhooks/${id}`)).status, (await administrator.put(`/webhooks/${id}`, hook({ active: true }))).status]).toEqual([404, 404, 404]);
  expect(await audited(id)).toEqual(['WEBHOOK_ADDED', 'WEBHOOK_SECRET_ROTATED', 'WEBHOOK_SECRET_ROTATED', 'WEBHOOK_CHANGED', 'WEBHOOK_DELETED']);
  expect(await use.api.owner.query('SELECT FROM webhook_secrets WHERE endpoint_id = $1', [id])).toEqual([]);
});

test('the record of a change says what is told to which host, and no more of the address', async () => {
  const { id } = await added();
  const changed = await (await use.as(ADMINISTRATOR)).put(`/webhooks/${id}`, hook({ url: 'https://other.example:8443/secret-path?token=x', kinds: ['BREACH'], orgCode: 'HOSPITAL-A', active: false }));
  expect(changed.status).toBe(200);
  const [{ id: orgId }] = await use.api.owner.query(`SELECT id FROM organisations WHERE code = 'HOSPITAL-A'`);
  expect(await use.api.owner.query(`SELECT action, details FROM audit_events WHERE details ->> 'endpointId' = $1 ORDER BY id`, [id])).toEqual([
    { action: 'WEBHOOK_ADDED', details: { endpointId: id, host: 'hooks.example', kinds: 'TASK_OPENED,CASE_CLOSED', active: true } },
    { action: 'WEBHOOK_CHANGED', details: { endpointId: id, host: 'other.example:8443', kinds: 'BREACH', active: false, orgId } },
  ]);
});

test.each([
  ['a private address', { url: 'https://10.0.0.1/x' }, 'url', 'PRIVATE_ADDRESS'],
  ['the own machine', { url: 'https://[::1]/x' }, 'url', 'PRIVATE_ADDRESS'],
  ['http', { url: 'http://hooks.example/x' }, 'url', 'NOT_HTTPS'],
  ['a password in the address', { url: 'https://a:b@hooks.example/x' }, 'url', 'CREDENTIALS'],
  ['no address', { url: 'ftp://hooks.example/x' }, 'url', 'BAD_FORMAT'],
  ['no kinds', { kinds: [] }, 'kinds', 'TOO_FEW'],
  ['a kind that is none', { kinds: ['X'] }, 'kinds[0]', 'NOT_IN_LIST'],
])('an endpoint with %s is refused', async (_, change, path, code) => {
  const { status, body } = await (await use.as(ADMINISTRATOR)).post('/webhooks', hook(change));
  expect([status, body.code, body.errors[0].path, body.errors[0].code]).toEqual([422, 'FORM_INVALID', path, code]);
});

test('nobody but a system administrator sees or keeps endpoints, and who tries to is on the record', async () => {
  const { id } = await added();
  for (const account of ['hospital-a.data-admin', 'commission.process-admin-1']) {
    const other = await use.as(account);
    for (const path of ['/webhooks', `/webhooks/${id}`, `/webhooks/${id}/deliveries`]) expect([path, (await other.get(path)).status]).toEqual([path, 403]);
    expect([(await other.post('/webhooks', hook())).status, (await other.put(`/webhooks/${id}`, hook({ active: true }))).status, (await other.delete(`/webhooks/${id}`)).status, (await other.post(`/webhooks/${id}/rotate-secret`, {})).status]).toEqual([403, 403, 403, 403]);
  }
  const refused: { action: string; n: number }[] = await use.api.owner.query(`SELECT action, count(*)::int AS n FROM audit_events WHERE refused = 'NOT_ELIGIBLE' AND action LIKE '%WEBHOOK%' GROUP BY action ORDER BY action`);
  expect(refused).toEqual(['ADD_WEBHOOK', 'CHANGE_WEBHOOK', 'DELETE_WEBHOOK', 'ROTATE_WEBHOOK_SECRET'].map((action) => ({ action, n: 2 })));
});

test('an installation without a key sends no webhooks, and says so', async () => {
  const without = await UseOverHttp.start();
  try {
    const { status, body } = await (await without.as(ADMINISTRATOR)).post('/webhooks', hook());
    expect([status, body.code, body.detail]).toEqual([409, 'NOT_OFFERED', expect.stringContaining('WEBHOOK_SECRETS_KEY')]);
  } finally {
    await without.api.close();
  }
});
