import { MailWorld } from '@test/support/mail-world';
import { personId } from '@test/support/record-world';
import { keepHouse } from '../../../apps/worker/src/housekeeping/housekeeping';
import { SILENT } from '@test/support/silent';

jest.setTimeout(120_000);

let mail: MailWorld;
beforeEach(async () => {
  mail = await MailWorld.create();
});
afterEach(() => mail?.destroy());

const OWNER = personId('hospital-a.owner-cardiology');
const prefer = (column: 'person_id' | 'org_id', id: string, body: object): Promise<unknown> =>
  mail.world.owner.query(`INSERT INTO notification_preferences (id, ${column}, body) VALUES (gen_random_uuid(), $1, $2)`, [id, JSON.stringify(body)]);
const merging = (above = 10) => mail.sender({ mergeAbove: async () => above });
const starts = async (count: number): Promise<string[]> => {
  const cases = await Promise.all(Array.from({ length: count }, () => mail.world.start()));
  return cases.map(({ number }) => number).sort();
};
const numbersIn = (text: string | undefined): string[] => [...(text ?? '').matchAll(/QD-\d{4}-\d{6}/g)].map(([number]) => number).sort();

test('more than ten for one person at once are one mail with all of them; ten are ten', async () => {
  const ten = await starts(10);
  await mail.deliver(merging());
  expect(mail.server.mails.map(({ text }) => numbersIn(text)).sort()).toEqual(ten.map((number) => [number]));
  mail.server.mails.length = 0;
  const eleven = await starts(11);
  await mail.deliver(merging());
  expect(mail.server.mails).toHaveLength(1);
  expect([mail.server.mails[0]?.subject, numbersIn(mail.server.mails[0]?.text)]).toEqual(['【青盾】11 项通知', eleven]);
  expect(await mail.states(['SENT'])).toBe(21);
});

test('a digest that is sent again has the same id, and takes nothing new along', async () => {
  let vanished = 0;
  mail.server.temper = () => (vanished++ === 0 ? 'vanish' : 'take');
  const first = await starts(11);
  await mail.spread();
  const sender = merging();
  await sender.round();
  await sender.drain();
  const later = await starts(1);
  await mail.deliver(sender);
  const [one, again, other] = mail.server.mails;
  expect([one?.messageId === again?.messageId, numbersIn(one?.text), numbersIn(again?.text), numbersIn(other?.text)]).toEqual([true, first, first, later]);
});

test('whoever wants a digest gets one mail, at its time; a duty is not held back by it', async () => {
  await prefer('person_id', OWNER, { digest: { at: '08:00' }, quiet: { from: '00:00', to: '23:59' }, channels: { BREACH: [] } });
  const numbers = await starts(3);
  await mail.spread();
  const { rows } = await mail.world.owner.query(`SELECT DISTINCT together, to_char(due_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI') AS at, due_at > clock_timestamp() AS later FROM deliveries WHERE channel = 'MAIL'`);
  expect(rows).toEqual([{ together: true, at: '23:59', later: true }]);
  expect(await merging().round()).toBe(0);
  await mail.world.owner.query(`INSERT INTO notices (id, case_id, kind, person_id, at) SELECT gen_random_uuid(), id, 'BREACH', $1, now() FROM cases LIMIT 1`, [OWNER]);
  await mail.spread();
  const sender = merging();
  await sender.round();
  await sender.drain();
  expect(mail.server.mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('已逾期')]);
  await mail.deliver(merging());
  expect([mail.server.mails.length, numbersIn(mail.server.mails[1]?.text)]).toEqual([2, numbers]);
});

test('what a person has muted is not sent; what the unit has set holds for those who have said nothing', async () => {
  const { rows } = await mail.world.owner.query('SELECT org_id FROM assignments WHERE person_id = $1', [OWNER]);
  await prefer('org_id', rows[0].org_id, { channels: { TASK_OPENED: ['IN_APP'] } });
  await starts(1);
  await mail.spread();
  expect([await mail.states(['PENDING']), await mail.world.count('deliveries', `channel = 'IN_APP'`)]).toEqual([0, 1]);
  await prefer('person_id', OWNER, { channels: { TASK_OPENED: ['MAIL'] } });
  await starts(1);
  await mail.spread();
  expect([await mail.states(['PENDING']), await mail.world.count('deliveries', `channel = 'IN_APP'`)]).toEqual([1, 1]);
});

test('what was told is kept as long as the audit is, and then goes with its deliveries', async () => {
  const { id: old } = await mail.world.start();
  const { id: recent } = await mail.world.start();
  await mail.spread();
  await mail.world.owner.query(`UPDATE deliveries SET notice_id = notice_id`);
  const aged = '0166d7f0-0000-7000-8000-000000000001';
  await mail.world.owner.query(`INSERT INTO notices SELECT $1, case_id, kind, step_id, position, org_id, person_id, now() - interval '37 months', task_id, dept, spread_at FROM notices WHERE case_id = $2`, [aged, old]);
  await mail.world.owner.query('UPDATE deliveries SET notice_id = $1 WHERE notice_id IN (SELECT id FROM notices WHERE case_id = $2 AND id <> $1)', [aged, old]);
  await keepHouse(mail.world.record, SILENT);
  expect([await mail.world.count('notices', `id = '${aged}'`), await mail.world.count('deliveries', `notice_id = '${aged}'`), await mail.world.count('notices', `case_id = '${recent}'`)]).toEqual([0, 0, 1]);
});
