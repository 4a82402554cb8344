import { randomUUID } from 'node:crypto';
import { plainAddress } from '@libs/notify/links';
import { mailChannel } from '@libs/notify/mail/mail-channel';
import { perMinute } from '@libs/notify/rate';
import { Sender } from '@libs/notify/sender';
import { spreadNotices } from '@libs/notify/spread';
import { CaseRecord } from '@libs/record/record';
import { MailServer } from '@test/support/mail-server';
import { personId } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
let mail: MailServer;
beforeAll(async () => {
  [use, mail] = await Promise.all([UseOverHttp.start(), MailServer.start()]);
  await use.api.owner.query(`UPDATE persons SET email = 'owner@mail.example' WHERE id = $1`, [personId('hospital-a.owner-cardiology')]);
});
afterAll(async () => {
  await use?.api.close();
  await mail?.stop();
});

/** What the worker does: spreads, and tries once. */
async function deliver({ mergeAbove = 10 } = {}): Promise<void> {
  const { pool } = use.api.app.get(CaseRecord);
  const channel = mailChannel({ smtpUrl: mail.url, from: 'qingdun@qingdun.example', publicUrl: 'https://qingdun.example', taskAddress: plainAddress('https://qingdun.example') });
  const sender = new Sender({ pool, channel, rate: perMinute(1_000), backoff: { firstMs: 1, mostMs: 1 }, mostAttempts: 1, mergeAbove: async () => mergeAbove });
  while ((await spreadNotices(pool, { channels: ['MAIL'] })) > 0);
  while ((await sender.round()) > 0) await sender.drain();
  sender.close();
}
const admin = () => use.as('commission.process-admin-1');
const stuck = async (id: string): Promise<any> => (await (await admin()).get('/operations/stuck?kind=UNDELIVERED&limit=100')).body.items.find((item: any) => item.case.id === id);
const dead = async (id: string, query = ''): Promise<any[]> => (await (await admin()).get(`/operations/deliveries?limit=100${query}`)).body.items.filter((item: any) => item.case.id === id);

test('what could not be delivered is found with its cause, sent again with a reason, under the same id, and then is gone', async () => {
  mail.temper = () => 550;
  const id = await use.open();
  await deliver();
  const found = await stuck(id);
  expect(found).toMatchObject({ kind: 'UNDELIVERED', sentence: expect.stringMatching(/通知未能送达（邮件）/), case: { id } });
  const [delivery] = await dead(id);
  expect(delivery).toEqual({ id: expect.any(String), channel: 'MAIL', kind: 'TASK_OPENED', state: 'DEAD', attempts: 1, dueAt: expect.any(String), sentAt: null, lastFailure: 'RejectedError', to: { id: personId('hospital-a.owner-cardiology'), name: expect.any(String) }, case: { id, number: found.case.number } });
  const path = `/operations/deliveries/${delivery.id}/redeliver`;
  expect((await (await admin()).post(path, {})).body.code).toBe('REASON_REQUIRED');
  mail.temper = () => 'take';
  const key = { 'idempotency-key': randomUUID() };
  const again = await (await admin()).post(path, { reason: '地址已更正' }, key);
  expect([again.status, again.body]).toEqual([200, { delivery: { id: delivery.id, state: 'PENDING' } }]);
  await deliver();
  expect((await (await admin()).post(path, { reason: '地址已更正' }, key)).body).toEqual(again.body);
  expect((await (await admin()).post(path, { reason: '再发一次' })).body.code).toBe('NOT_OFFERED');
  expect(mail.mails.map(({ messageId }) => messageId)).toEqual([`<${delivery.id}@qingdun.example>`]);
  expect([await stuck(id), await dead(id), (await dead(id, '&state=SENT')).length, (await dead(id, '&state=SENT&channel=WEBHOOK')).length]).toEqual([undefined, [], 1, 0]);
  const audited = await use.api.owner.query(`SELECT details FROM audit_events WHERE action = 'REDELIVERED' AND case_id = $1`, [id]);
  expect(audited).toEqual([{ details: { deliveryId: delivery.id, reason: '地址已更正' } }]);
});

test('what died in one message is sent again in one, all of it, and each part is on the record', async () => {
  mail.temper = () => 550;
  mail.mails.length = 0;
  const ids = [await use.open(), await use.open()];
  await deliver({ mergeAbove: 1 });
  const [first, second] = (await Promise.all(ids.map((id) => dead(id)))).flat();
  mail.temper = () => 'take';
  expect((await (await admin()).post(`/operations/deliveries/${first.id}/redeliver`, { reason: '地址已更正' })).status).toBe(200);
  expect((await (await admin()).post(`/operations/deliveries/${second.id}/redeliver`, { reason: '地址已更正' })).body.code).toBe('NOT_OFFERED');
  await deliver();
  const [{ digest_id }] = await use.api.owner.query('SELECT digest_id FROM deliveries WHERE id = $1', [first.id]);
  expect(mail.mails.map(({ messageId, subject }) => [messageId, subject])).toEqual([[`<${digest_id}@qingdun.example>`, '【青盾】2 项通知']]);
  const audited: { case_id: string; details: object }[] = await use.api.owner.query(`SELECT case_id, details FROM audit_events WHERE action = 'REDELIVERED' AND case_id = ANY($1::uuid[]) ORDER BY id`, [ids]);
  expect(audited).toEqual([first, second].map(({ id, case: { id: caseId } }) => ({ case_id: caseId, details: { deliveryId: id, reason: '地址已更正' } })));
});

test('nobody but a process administrator sees or sends again, and who tries to is on the record', async () => {
  const other = await use.as('hospital-a.data-admin');
  expect((await other.get('/operations/deliveries')).body.code).toBe('NOT_ELIGIBLE');
  const id = '0190a000-0000-7000-8000-000000000001';
  expect((await other.post(`/operations/deliveries/${id}/redeliver`, { reason: '试试' })).body.code).toBe('NOT_ELIGIBLE');
  expect((await (await admin()).post(`/operations/deliveries/${id}/redeliver`, { reason: '试试' })).status).toBe(404);
  expect(await use.api.owner.query(`SELECT FROM audit_events WHERE action = 'REDELIVER' AND refused = 'NOT_ELIGIBLE'`)).toHaveLength(1);
});
