import { until } from '@test/support/engine-watch';
import { MailServer } from '@test/support/mail-server';
import { ownStack, type OwnStack } from './own-stack';

jest.setTimeout(600_000);

let own: OwnStack;
let mail: MailServer;
beforeAll(async () => {
  mail = await MailServer.start();
  mail.slowMs = 30;
  own = await ownStack({ keepAlive: true, env: { SMTP_URL: mail.url, MAIL_PER_MINUTE: '100000', DELIVERY_FIRST_PAUSE_MS: '100', DELIVERY_ABANDONED_MS: '3000' } });
});
afterAll(async () => {
  await own?.destroy();
  await mail?.stop();
});

const PEOPLE = 1_000;
/** The worker is killed when so many have arrived. */
const KILLED_AT = [1, 150, 400, 650, 900];

test('kill -9 of the worker while a thousand messages are due: each arrives, none is lost, and what comes twice has one id', async () => {
  const { engine, stack, people } = own;
  const caseId = await people.start();
  await engine.owner.query(
    `WITH p AS (INSERT INTO persons (id, name, account, email) SELECT gen_random_uuid(), '演示 ' || n, 'told-' || n, 'told-' || n || '@mail.example' FROM generate_series(1, $2::int) n RETURNING id),
       -- They may see the case.
       k AS (INSERT INTO copies (id, case_id, task_id, by_id, to_id, at) SELECT gen_random_uuid(), t.case_id, t.id, p.id, p.id, now() FROM p, (SELECT id, case_id FROM tasks WHERE case_id = $1 LIMIT 1) t)
     INSERT INTO notices (id, case_id, kind, person_id, at) SELECT gen_random_uuid(), $1, 'URGING', p.id, clock_timestamp() FROM p`,
    [caseId, PEOPLE],
  );
  const toThem = ({ to }: (typeof mail.mails)[number]): boolean => Boolean(to && 'text' in to && to.text.includes('told-'));
  for (const many of KILLED_AT) {
    await mail.until(many, toThem, 120_000);
    await stack.worker.kill9();
    await stack.worker.restart();
  }
  const left = async (): Promise<number> => (await engine.row<{ n: number }>(`SELECT count(*)::int AS n FROM deliveries WHERE channel = 'MAIL' AND state <> 'SENT'`)).n;
  await until(left, (n) => n === 0, 120_000, 'the last message');

  const ids = new Map<string, Set<string>>();
  for (const { to, messageId } of mail.mails.filter(toThem)) {
    const address = to && 'text' in to ? to.text : '';
    ids.set(address, (ids.get(address) ?? new Set()).add(messageId ?? ''));
  }
  expect(ids.size).toBe(PEOPLE);
  expect([...ids.values()].filter(({ size }) => size !== 1)).toEqual([]);
  const { rows } = await engine.owner.query<{ id: string; channel: string }>(`SELECT d.id, d.channel FROM deliveries d JOIN notices n ON n.id = d.notice_id WHERE n.case_id = $1 AND n.kind = 'URGING'`, [caseId]);
  const sent = rows.filter(({ channel }) => channel === 'MAIL').map(({ id }) => `<${id}@localhost>`);
  expect(new Set([...ids.values()].flatMap((one) => [...one]))).toEqual(new Set(sent));
  // In the application each is there once.
  expect([sent.length, rows.length - sent.length]).toEqual([PEOPLE, PEOPLE]);
});
