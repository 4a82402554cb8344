import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { perMinute } from '@libs/notify/rate';
import { Sender } from '@libs/notify/sender';
import { spreadNotices } from '@libs/notify/spread';
import { deactivateGone } from '@libs/notify/webhook/endpoints';
import { newWebhookSecret, sealSecret } from '@libs/notify/webhook/secrets';
import type { TargetRules } from '@libs/notify/webhook/targets';
import { webhookChannel, type WebhookTo } from '@libs/notify/webhook/webhook-channel';
import { personId, RecordWorld } from '@test/support/record-world';
import { WebhookReceiver, type Received } from '@test/support/webhook-receiver';

jest.setTimeout(120_000);

const KEY = randomBytes(32);
const IN_HOUSE: TargetRules = { networks: ['127.0.0.0/8'], http: true };
let world: RecordWorld;
let receiver: WebhookReceiver;
beforeAll(async () => {
  world = await RecordWorld.create();
  receiver = await WebhookReceiver.start();
});
afterAll(async () => {
  await receiver?.stop();
  await world?.destroy();
});
beforeEach(async () => {
  receiver.temper = () => 204;
  receiver.received.length = 0;
  await world.owner.query('UPDATE webhook_endpoints SET active = false');
});

/** As an administrator enters it. */
async function endpoint({ url = `${receiver.url}/hook`, kinds = ['TASK_OPENED'], org = null as string | null } = {}): Promise<{ id: string; secret: string }> {
  const id = randomUUID();
  await world.owner.query('INSERT INTO webhook_endpoints (id, name, url, kinds, org_id, created_by) SELECT $1, $2, $3, $4, (SELECT id FROM organisations WHERE code = $5), $6', [id, '平台', url, kinds, org, personId('commission.system-admin')]);
  return { id, secret: await newSecret(id) };
}
async function newSecret(endpointId: string): Promise<string> {
  const secret = newWebhookSecret();
  const { id, sealed } = sealSecret(randomUUID(), secret, KEY);
  await world.owner.query('INSERT INTO webhook_secrets (id, endpoint_id, sealed) VALUES ($1, $2, $3)', [id, endpointId, sealed]);
  return secret;
}
const sender = (rules = IN_HOUSE, mostAttempts = 5): Sender<WebhookTo> =>
  new Sender({
    pool: world.pool,
    channel: webhookChannel({ key: KEY, rules, publicUrl: 'https://qingdun.example', onGone: (id) => deactivateGone(world.pool, id) }),
    rate: perMinute(1_000_000),
    backoff: { firstMs: 1, mostMs: 1 },
    mostAttempts,
  });
async function deliver(by = sender()): Promise<void> {
  while ((await spreadNotices(world.pool, { channels: ['WEBHOOK'] })) > 0);
  while ((await world.count('deliveries', `channel = 'WEBHOOK' AND state IN ('PENDING', 'SENDING')`)) > 0) {
    await world.owner.query(`UPDATE deliveries SET due_at = clock_timestamp() WHERE state = 'PENDING'`);
    await by.round();
    await by.drain();
  }
}
const deliveries = async (endpointId: string): Promise<any[]> => (await world.owner.query('SELECT * FROM deliveries WHERE endpoint_id = $1 ORDER BY id', [endpointId])).rows;
const headersOf = ({ headers }: Received): Record<string, string> => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
const verified = (secret: string, sent: Received): any => new Webhook(secret).verify(sent.body, headersOf(sent));

test('what is sent is a CloudEvent that the public verifier takes, and holds nothing of what people wrote', async () => {
  const { id, secret } = await endpoint();
  const { id: caseId, number } = await world.start();
  const { id: taskId } = await world.taskOf(caseId, 'initialAssessment');
  await deliver();
  const [sent] = receiver.received;
  if (!sent) throw new Error('nothing came');
  const [delivery] = await deliveries(id);
  expect(receiver.received).toHaveLength(1);
  expect([sent.headers['content-type'], sent.headers['webhook-id']]).toEqual([expect.stringContaining('application/cloudevents+json'), delivery.id]);
  expect(verified(secret, sent)).toEqual({
    specversion: '1.0', id: delivery.notice_id, type: 'qingdun.notice.task-opened', source: 'https://qingdun.example', subject: `cases/${caseId}`, time: expect.any(String), datacontenttype: 'application/json',
    data: {
      case: { id: caseId, number, title: (await world.caseRow(caseId))['title'], processType: 'sensitive-data-use', orgCode: 'HOSPITAL-A' },
      step: { key: 'initialAssessment' }, task: { id: taskId, position: 'UNIT_BUSINESS_OWNER' }, dueAt: expect.any(String), link: `https://qingdun.example/cases/${caseId}`,
    },
  });
  expect(() => verified(newWebhookSecret(), sent)).toThrow();
  expect(() => verified(secret, { ...sent, body: sent.body.replace(number, 'QD-2026-999999') })).toThrow();
  expect(() => verified(secret, { ...sent, headers: { ...sent.headers, 'webhook-timestamp': '1700000000' } })).toThrow();
  expect(delivery).toMatchObject({ state: 'SENT', attempts: 1, person_id: null });
});

test('an endpoint is told of the kinds and the organisation that it asked for, and of nothing else', async () => {
  const closed = await endpoint({ kinds: ['CASE_CLOSED'] });
  const elsewhere = await endpoint({ org: 'CENTRE-B' });
  const here = await endpoint({ org: 'HOSPITAL-A', kinds: ['TASK_OPENED', 'CASE_CLOSED'] });
  const { id } = await world.start();
  await world.decide(id, 'initialAssessment', { outcome: 'REJECT', opinion: '不同意' });
  await deliver();
  expect([(await deliveries(closed.id)).length, (await deliveries(elsewhere.id)).length, (await deliveries(here.id)).length]).toEqual([1, 0, 2]);
});

test('while secrets overlap both sign, and the former one not a moment longer', async () => {
  const { id, secret: former } = await endpoint();
  await world.owner.query(`UPDATE webhook_secrets SET ends_at = clock_timestamp() + interval '1 hour' WHERE endpoint_id = $1`, [id]);
  const secret = await newSecret(id);
  await world.start();
  await deliver();
  const [both] = receiver.received;
  if (!both) throw new Error('nothing came');
  expect([verified(former, both).type, verified(secret, both).type]).toEqual(['qingdun.notice.task-opened', 'qingdun.notice.task-opened']);
  await world.owner.query('UPDATE webhook_secrets SET ends_at = clock_timestamp() WHERE endpoint_id = $1 AND ends_at IS NOT NULL', [id]);
  await world.start();
  await deliver();
  const [, one] = receiver.received;
  if (!one) throw new Error('nothing came');
  expect(verified(secret, one).specversion).toBe('1.0');
  expect(() => verified(former, one)).toThrow();
});

test('what fails, hangs up or is led elsewhere is sent again under the same id, and signed anew', async () => {
  const { id, secret } = await endpoint();
  const answers: (number | 'vanish')[] = [500, 'vanish', 302, 204];
  receiver.temper = () => answers.shift() ?? 204;
  await world.start();
  await deliver();
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(Array.from({ length: 4 }, () => expect.any(String)));
  expect(new Set(receiver.received.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size).toBe(1);
  for (const sent of receiver.received) expect(verified(secret, sent).specversion).toBe('1.0');
  expect(await deliveries(id)).toMatchObject([{ state: 'SENT', attempts: 4 }]);
});

test('a receiver that is gone for good is told nothing more, on the record', async () => {
  const { id } = await endpoint();
  receiver.temper = () => 410;
  await world.start();
  await deliver();
  expect(await deliveries(id)).toMatchObject([{ state: 'DEAD', attempts: 1, last_failure: 'RejectedError' }]);
  await world.start();
  await deliver();
  expect(await deliveries(id)).toHaveLength(1);
  expect(await world.count('audit_events', `action = 'WEBHOOK_GONE' AND details ->> 'endpointId' = '${id}'`)).toBe(1);
});

test('a name that leads into the own network is not followed, whatever it led to when it was entered', async () => {
  const { id } = await endpoint({ url: `http://localhost:${receiver.port}/hook` });
  await world.start();
  await deliver(sender({ networks: [], http: true }, 2));
  expect(receiver.received).toEqual([]);
  expect(await deliveries(id)).toMatchObject([{ state: 'DEAD', attempts: 2, last_failure: 'PrivateAddressError' }]);
  // An address that is allowed no more is refused before anything is looked up.
  const literal = await endpoint();
  await world.start();
  await deliver(sender({ networks: [], http: true }));
  expect(await deliveries(literal.id)).toMatchObject([{ state: 'DEAD', attempts: 1, last_failure: 'RejectedError' }]);
  expect(receiver.received).toEqual([]);
});

test('what was to be sent to an endpoint that was switched off meanwhile is dropped', async () => {
  const { id } = await endpoint();
  await world.start();
  while ((await spreadNotices(world.pool, { channels: ['WEBHOOK'] })) > 0);
  await world.owner.query('UPDATE webhook_endpoints SET active = false WHERE id = $1', [id]);
  await deliver();
  expect(await deliveries(id)).toMatchObject([{ state: 'DROPPED' }]);
});
