import { claim, takeUpAbandoned } from '@libs/notify/deliveries';
import { perMinute } from '@libs/notify/rate';
import { recuse } from '@libs/record/acts/recusal-acts';
import { addressOf, MailWorld, PUBLIC_URL } from '@test/support/mail-world';
import { freshKey, personId } from '@test/support/record-world';

jest.setTimeout(120_000);

let mail: MailWorld;
beforeAll(async () => {
  mail = await MailWorld.create();
});
afterAll(() => mail?.destroy());
beforeEach(() => {
  mail.server.temper = () => 'take';
});

const OWNER = 'hospital-a.owner-cardiology';
const numberOf = async (caseId: string): Promise<string> => String((await mail.world.caseRow(caseId))['number']);
const deliveriesOf = async (caseId: string): Promise<any[]> =>
  (await mail.world.owner.query(`SELECT d.*, n.kind FROM deliveries d JOIN notices n ON n.id = d.notice_id WHERE n.case_id = $1 AND d.channel = 'MAIL' ORDER BY d.id`, [caseId])).rows;
const mailsOf = async (caseId: string): Promise<typeof mail.server.mails> => {
  const number = await numberOf(caseId);
  return mail.server.mails.filter(({ text }) => text?.includes(number));
};

test('a mail says number, title, deadline and link, is one thread with the others of its case, and nothing else leaves', async () => {
  const { id } = await mail.world.start();
  const { id: taskId } = await mail.world.taskOf(id, 'initialAssessment');
  await mail.deliver();
  await mail.world.decide(id, 'initialAssessment', { outcome: 'RETURN', opinion: '机密的意见' });
  await mail.deliver();
  const mails = await mailsOf(id);
  expect(mails.map(({ subject, to }) => [subject, to && 'text' in to && to.text])).toEqual([
    [expect.stringContaining(`【青盾】待办 ${await numberOf(id)}`), expect.stringContaining(addressOf(OWNER))],
    [expect.stringContaining(`【青盾】待办 ${await numberOf(id)}`), expect.stringContaining(addressOf('hospital-a.staff-1'))],
  ]);
  const [first, second] = mails;
  expect(first?.text).toContain(`查看：${PUBLIC_URL}/tasks/${taskId}`);
  expect(first?.text).toMatch(/截止：\d{4}\/\d+\/\d+ \d\d:\d\d/);
  expect(first?.html).toContain(`href="${PUBLIC_URL}/tasks/${taskId}"`);
  expect(first?.headers.get('auto-submitted')).toBe('auto-generated');
  // Each has its own id, that of its delivery; all of a case refer to one.
  const deliveries = await deliveriesOf(id);
  expect(mails.map(({ messageId }) => messageId)).toEqual(deliveries.map((delivery) => `<${delivery.id}@qingdun.example>`));
  expect([first?.references, second?.references]).toEqual([`<case.${id}@qingdun.example>`, `<case.${id}@qingdun.example>`]);
  expect(deliveries.map(({ state, attempts }) => [state, attempts])).toEqual([['SENT', 1], ['SENT', 1]]);
  const { rows } = await mail.world.owner.query('SELECT data FROM form_revisions WHERE case_id = $1', [id]);
  const written = ['机密的意见', ...textsIn(rows[0].data).filter((text) => !String(first?.subject).includes(text))];
  expect(written.length).toBeGreaterThan(5);
  for (const { text, html, headerLines } of mails) for (const secret of written) expect([secret, `${text}${String(html)}${JSON.stringify(headerLines)}`.includes(secret)]).toEqual([secret, false]);
});

/** What people wrote, long enough not to be there by chance. */
const textsIn = (value: unknown): string[] => (typeof value === 'string' ? (value.length > 5 ? [value] : []) : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []);

test('what fails for now is sent again after a growing pause, and arrives once', async () => {
  let refusals = 3;
  mail.server.temper = () => (refusals-- > 0 ? 451 : 'take');
  const { id } = await mail.world.start();
  await mail.spread();
  const sender = mail.sender({ backoff: { firstMs: 60_000, mostMs: 3_600_000 } });
  const pauses: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    await mail.world.owner.query(`UPDATE deliveries SET due_at = clock_timestamp() WHERE state = 'PENDING'`);
    await sender.round();
    await sender.drain();
    const { rows } = await mail.world.owner.query(`SELECT extract(epoch FROM due_at - clock_timestamp())::float AS pause, state, last_failure FROM deliveries WHERE state = 'PENDING'`);
    expect(rows).toEqual([{ pause: expect.any(Number), state: 'PENDING', last_failure: expect.any(String) }]);
    pauses.push(rows[0].pause);
    // Not before its time.
    expect(await sender.round()).toBe(0);
  }
  expect(pauses.map((pause, index) => pause > 29 * 2 ** index && pause <= 60 * 2 ** index)).toEqual([true, true, true]);
  await mail.deliver();
  expect(await mailsOf(id)).toHaveLength(1);
  expect(await deliveriesOf(id)).toMatchObject([{ state: 'SENT', attempts: 4, last_failure: null }]);
});

test('what is refused for good is dead at once, what fails too often is dead in the end, and the others are not kept waiting', async () => {
  mail.server.temper = ({ to }) => (to && 'text' in to && to.text.includes(OWNER) ? 550 : 'take');
  const { id } = await mail.world.start();
  await mail.deliver();
  expect(await deliveriesOf(id)).toMatchObject([{ state: 'DEAD', attempts: 1, last_failure: 'RejectedError', sent_at: null }]);
  mail.server.temper = () => 421;
  const second = await mail.world.start();
  await mail.deliver(mail.sender({ mostAttempts: 3 }));
  expect(await deliveriesOf(second.id)).toMatchObject([{ state: 'DEAD', attempts: 3 }]);
});

test('a mail that was taken without an answer comes again under the same id', async () => {
  let vanished = 0;
  mail.server.temper = () => (vanished++ === 0 ? 'vanish' : 'take');
  const { id } = await mail.world.start();
  await mail.deliver();
  const mails = await mailsOf(id);
  expect(mails).toHaveLength(2);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  expect(await deliveriesOf(id)).toMatchObject([{ state: 'SENT', attempts: 2 }]);
});

test('what a worker died over is taken up again, and not before it can have died', async () => {
  const { id } = await mail.world.start();
  await mail.spread();
  expect(await claim(mail.world.pool, 'MAIL', 10)).toHaveLength(1);
  expect(await takeUpAbandoned(mail.world.pool, 60_000)).toBe(0);
  expect(await mail.sender().round()).toBe(0);
  await mail.world.owner.query(`UPDATE deliveries SET claimed_at = claimed_at - interval '61 seconds' WHERE state = 'SENDING'`);
  expect(await takeUpAbandoned(mail.world.pool, 60_000)).toBe(1);
  await mail.deliver();
  expect(await mailsOf(id)).toHaveLength(1);
  expect(await deliveriesOf(id)).toMatchObject([{ state: 'SENT', attempts: 2 }]);
});

test('many senders at once send each mail once', async () => {
  const cases = await Promise.all(Array.from({ length: 30 }, () => mail.world.start()));
  await mail.spread();
  await Promise.all([1, 2, 3, 4].map(async () => {
    const sender = mail.sender();
    while ((await sender.round()) > 0);
    await sender.drain();
  }));
  for (const { id } of cases) expect(await mailsOf(id)).toHaveLength(1);
});

test('no more leaves in a minute than the server bears, and the rest waits', async () => {
  await Promise.all(Array.from({ length: 9 }, () => mail.world.start()));
  await mail.spread();
  const before = mail.server.mails.length;
  const sender = mail.sender({ rate: perMinute(4) });
  for (let n = 0; n < 5; n += 1) await sender.round();
  await sender.drain();
  expect(mail.server.mails.length - before).toBe(4);
  expect(await mail.states(['PENDING'])).toBe(5);
  await mail.deliver();
});

test('who has stood back, has left or has no address any more by the time that it is sent is told nothing', async () => {
  const { id } = await mail.world.start();
  await mail.world.decide(id, 'initialAssessment');
  await mail.spread();
  const { id: taskId } = await mail.world.taskOf(id, 'secondaryAssessment');
  await recuse(mail.world.record, { personId: personId('hospital-a.data-admin'), taskId, reason: '与申请人有利害关系', idempotency: freshKey('/r') });
  const { id: other } = await mail.world.start();
  await mail.spread();
  await mail.world.owner.query('UPDATE persons SET email = NULL WHERE id = $1', [personId(OWNER)]);
  await mail.deliver();
  await mail.world.owner.query('UPDATE persons SET email = $2 WHERE id = $1', [personId(OWNER), addressOf(OWNER)]);
  const states = new Map((await deliveriesOf(id)).map(({ person_id, state }) => [person_id, state]));
  expect([states.get(personId('hospital-a.data-admin')), states.get(personId('hospital-a.data-admin-2'))]).toEqual(['DROPPED', 'SENT']);
  expect(await deliveriesOf(other)).toMatchObject([{ person_id: personId(OWNER), state: 'DROPPED' }]);
  expect((await mailsOf(id)).map(({ to }) => to && 'text' in to && to.text)).toEqual([expect.stringContaining('data-admin-2')]);
});

test('who may not see the case any more by the time that it is sent is told nothing of it', async () => {
  const { id } = await mail.world.start();
  await mail.world.decide(id, 'initialAssessment');
  await mail.spread();
  const former = [personId('hospital-a.data-admin-2')];
  await mail.world.owner.query('UPDATE assignments SET valid_to = clock_timestamp() WHERE person_id = $1', former);
  await mail.deliver();
  await mail.world.owner.query('UPDATE assignments SET valid_to = NULL WHERE person_id = $1', former);
  const states = new Map((await deliveriesOf(id)).map(({ person_id, state }) => [person_id, state]));
  expect([states.get(personId('hospital-a.data-admin')), states.get(personId('hospital-a.data-admin-2'))]).toEqual(['SENT', 'DROPPED']);
  expect((await mailsOf(id)).map(({ to }) => to && 'text' in to && to.text)).toEqual([expect.stringContaining(addressOf('hospital-a.data-admin'))]);
});

test('nobody is asked to do what is done by the time that it is sent', async () => {
  const { id } = await mail.world.start();
  await mail.spread();
  await mail.world.decide(id, 'initialAssessment');
  await mail.deliver();
  expect((await deliveriesOf(id)).filter(({ person_id }) => person_id === personId(OWNER))).toMatchObject([{ kind: 'TASK_OPENED', state: 'DROPPED' }]);
  expect((await mailsOf(id)).filter(({ to }) => to && 'text' in to && to.text.includes(OWNER))).toEqual([]);
});
