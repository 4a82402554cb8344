import { randomBytes, randomUUID } from 'node:crypto';
import { spreadNotices } from '@libs/notify/spread';
import { CaseRecord } from '@libs/record/record';
import { Conformance } from '@test/support/conformance';
import { personId } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start({ env: { WEBHOOK_SECRETS_KEY: randomBytes(32).toString('hex') } });
});
afterAll(() => use?.api.close());

test('notifications, preferences, webhooks and deliveries answer what the document says, member by member', async () => {
  const { body: document } = await use.api.anonymous.get('//api/openapi.json');
  const conformance = new Conformance(document);
  const faults: string[] = [];
  const call = async (account: string, method: 'get' | 'post' | 'put' | 'delete', path: string, body?: unknown): Promise<any> => {
    const client = await use.as(account);
    const answer = method === 'post' ? await client.post(path, body) : await client.call(method.toUpperCase(), path, { body });
    faults.push(...conformance.faults(method, path, answer));
    return answer.body;
  };
  const owner = 'owner-cardiology';
  await use.api.owner.query(`UPDATE persons SET email = 'owner@mail.example' WHERE id = $1`, [personId('hospital-a.owner-cardiology')]);
  const id = await use.open();
  const { pool } = use.api.app.get(CaseRecord);
  await spreadNotices(pool, { channels: ['MAIL'] });
  const [item] = (await call(owner, 'get', '/notifications')).items;
  await call(owner, 'get', '/notifications/counts');
  await call(owner, 'post', `/notifications/${item.id}/read`);
  await call(owner, 'post', `/notifications/${randomUUID()}/read`);
  await call(owner, 'post', '/notifications/read', { upTo: item.id });
  await call(owner, 'get', '/notifications?unread=false');

  await call(owner, 'put', '/notifications/preferences', { channels: [{ kind: 'URGING', by: [] }], quiet: { from: '22:00', to: '07:00' }, digest: { at: '08:00' } });
  await call(owner, 'put', '/notifications/preferences', { noQuiet: true, noDigest: true });
  await call(owner, 'get', '/notifications/preferences');
  await call('data-admin', 'put', '/notifications/preferences/unit?orgCode=HOSPITAL-A', { digest: { at: '08:00' } });
  await call(owner, 'put', '/notifications/preferences/unit?orgCode=HOSPITAL-A', {});
  await call(owner, 'get', '/notifications/preferences/unit?orgCode=HOSPITAL-A');
  await call(owner, 'get', '/notifications/preferences/unit?orgCode=CENTRE-B');

  const keeper = 'commission.system-admin';
  const hook = { name: '平台', url: 'https://hooks.example/x', kinds: ['TASK_OPENED'] };
  const { id: hookId } = await call(keeper, 'post', '/webhooks', { ...hook, orgCode: 'HOSPITAL-A' });
  await call(keeper, 'post', '/webhooks', { ...hook, url: 'https://10.0.0.1/' });
  await use.open();
  await spreadNotices(pool, { channels: ['WEBHOOK'] });
  await call(keeper, 'get', '/webhooks');
  await call(keeper, 'get', `/webhooks/${hookId}`);
  await call(keeper, 'post', `/webhooks/${hookId}/rotate-secret`, {});
  await call(keeper, 'get', `/webhooks/${hookId}/deliveries`);
  await call(keeper, 'put', `/webhooks/${hookId}`, { ...hook, active: false });
  await call(keeper, 'delete', `/webhooks/${hookId}`);
  await call(owner, 'get', '/webhooks');
  await call(keeper, 'put', `/persons/${personId('hospital-a.staff-1')}/mail-address`, { email: 'a@mail.example' });

  const administrator = 'commission.process-admin-1';
  await use.api.owner.query(`UPDATE deliveries SET state = 'DEAD', last_failure = 'RejectedError' WHERE channel = 'MAIL'`);
  const [dead] = (await call(administrator, 'get', '/operations/deliveries')).items;
  expect(dead.case.id).toBe(id);
  await call(administrator, 'get', '/operations/deliveries?state=PENDING&channel=WEBHOOK');
  await call(administrator, 'post', `/operations/deliveries/${dead.id}/redeliver`, {});
  await call(administrator, 'post', `/operations/deliveries/${dead.id}/redeliver`, { reason: '已更正' });
  await call(administrator, 'post', `/operations/deliveries/${dead.id}/redeliver`, { reason: '已更正' });
  await call(owner, 'get', '/operations/deliveries');
  expect(faults).toEqual([]);

  // The stream is read by its own test: an answer without an end.
  const untouched = Object.entries<Record<string, { tags: string[] }>>(document.paths)
    .flatMap(([path, entry]) => Object.entries(entry).filter(([, { tags }]) => ['notifications', 'webhooks'].includes(tags[0] ?? '')).map(([method]) => `${method} ${path}`))
    .filter((route) => !conformance.seen.has(route));
  expect(untouched).toEqual(['get /api/v1/events/stream']);
});
