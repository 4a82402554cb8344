import type { AddedWhen } from '@libs/domain/added-seats';
import { copy, markRead } from '@libs/record/acts/copies';
import { dissent } from '@libs/record/acts/dissent';
import { recuse } from '@libs/record/acts/recusal-acts';
import { addSeats, removeSeat } from '@libs/record/acts/seat-acts';
import { takeBack } from '@libs/record/acts/take-back';
import { PlainCases } from '@test/support/plain-cases';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';
import { TAKE_BACK_DESKS } from '@test/support/take-back-processes';

jest.setTimeout(120_000);

let world: RecordWorld;
let cases: PlainCases;
beforeAll(async () => {
  world = await RecordWorld.create();
  cases = await PlainCases.on(world, TAKE_BACK_DESKS);
});
afterAll(() => world.destroy());

const ADDED = 'security-auditor';
const panel = ['tech-reviewer-1', 'tech-reviewer-2', 'custodian-reviewer'] as const;
const person = (account: string): string => personId(`hospital-a.${account}`);
const on = (taskId: string, account: string) => ({ personId: person(account), taskId, reason: '测试理由', idempotency: freshKey('/act') });
const goneOn = { code: 'NOT_OFFERED', detail: { zh: expect.stringContaining('新的进展') } };

const add = async (id: string, when: AddedWhen): Promise<string> => {
  const { id: host } = await cases.task(id, 'panel', panel[0]);
  const { body } = await addSeats(cases.record, { ...on(host, panel[0]), people: [person(ADDED)], when });
  return body.added[0] ?? '';
};

test('where seats were added, only the newest vote of an open step is taken back: the others may rest on it', async () => {
  const id = await cases.start('test-panel');
  const added = await add(id, 'BEFORE');
  await cases.decide(id, 'panel', ADDED);
  await cases.decide(id, 'panel', panel[0]);
  const { id: host } = await cases.task(id, 'panel', panel[0]);
  await expect(takeBack(cases.record, on(added, ADDED))).rejects.toMatchObject(goneOn);
  await takeBack(cases.record, on(host, panel[0]));
  await takeBack(cases.record, on(added, ADDED));
  // It holds the other one up again.
  await expect(cases.decide(id, 'panel', panel[0])).rejects.toMatchObject({ code: 'NOT_OFFERED', detail: { zh: expect.stringContaining('前加签') } });
});

test('a step that settled because a seat was removed has gone on: nobody takes an earlier vote back', async () => {
  const id = await cases.start('test-panel');
  const added = await add(id, 'PARALLEL');
  for (const account of panel) await cases.decide(id, 'panel', account);
  const tasks = await Promise.all(panel.map((account) => cases.task(id, 'panel', account)));
  await removeSeat(cases.record, { ...on(tasks[0]?.id ?? '', panel[0]), seatId: added });
  for (const [index, account] of panel.entries()) await expect(takeBack(cases.record, on(tasks[index]?.id ?? '', account))).rejects.toMatchObject(goneOn);
  const { rows } = await world.owner.query('SELECT status FROM tasks WHERE id = $1', [added]);
  expect(rows).toEqual([{ status: 'CANCELLED' }]);
});

test('once a member has dissented from the outcome of a session, it is not taken back', async () => {
  const id = await cases.start('test-session');
  await cases.decide(id, 'session', 'ethics-6', 'REJECT');
  for (const account of ['ethics-chair', 'ethics-1', 'ethics-2', 'ethics-3']) await cases.decide(id, 'session', account);
  const { id: last, step_id: stepId } = await cases.task(id, 'session', 'ethics-3');
  await dissent(cases.record, { personId: person('ethics-6'), stepId, opinion: '不同意', idempotency: freshKey('/dissent') });
  await expect(takeBack(cases.record, on(last, 'ethics-3'))).rejects.toMatchObject({ code: 'NOT_OFFERED', detail: { zh: expect.stringContaining('不同意见') } });
});

test('who has stood back from a case is sent no copy of it, and sees none that they were sent', async () => {
  const id = await cases.start('test-panel');
  const { id: taskId } = await cases.task(id, 'panel', panel[0]);
  const send = () => copy(cases.record, { personId: person('staff-1'), taskId, to: [person(panel[0])], idempotency: freshKey('/copy') });
  const { body } = await send();
  await recuse(cases.record, on(taskId, panel[0]));
  await expect(send()).rejects.toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'to[0]' }] });
  await expect(markRead(cases.record, { personId: person(panel[0]), copyId: body.copies[0]?.id ?? '', idempotency: freshKey('/read') })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
