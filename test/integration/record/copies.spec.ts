import { hold, release, withdraw } from '@libs/record/acts/case-acts';
import { copy, markRead, type CopyAnswer } from '@libs/record/acts/copies';
import { decide } from '@libs/record/acts/decide';
import { takeBack } from '@libs/record/acts/take-back';
import { PlainCases } from '@test/support/plain-cases';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';
import { TAKE_BACK_DESKS } from '@test/support/take-back-processes';

jest.setTimeout(60_000);

let world: RecordWorld;
let cases: PlainCases;
beforeAll(async () => {
  world = await RecordWorld.create();
  cases = await PlainCases.on(world, TAKE_BACK_DESKS);
});
afterAll(() => world.destroy());

const person = (account: string): string => personId(account.includes('.') ? account : `hospital-a.${account}`);
interface Send {
  readonly note?: string;
  readonly key?: ReturnType<typeof freshKey>;
}
const send = async (taskId: string, account: string, to: readonly string[], { note, key = freshKey(`/tasks/${taskId}/copy`) }: Send = {}): Promise<CopyAnswer['copies']> =>
  (await copy(cases.record, { personId: person(account), taskId, to: to.map(person), note, idempotency: key })).body.copies;
const read = async (copyId: string, account: string) => (await markRead(cases.record, { personId: person(account), copyId, idempotency: freshKey(`/copies/${copyId}/read`) })).body.copy;
const act = (caseId: string, account: string) => ({ personId: person(account), caseId, reason: '测试', idempotency: freshKey('/act') });
const sent = async (caseId: string): Promise<Record<string, unknown>[]> => (await world.owner.query('SELECT id, by_id, to_id, note, read_at FROM copies WHERE case_id = $1 ORDER BY id', [caseId])).rows;
const audited = async (caseId: string, action: string): Promise<Record<string, unknown>[]> => (await world.owner.query('SELECT actor_id, details FROM audit_events WHERE case_id = $1 AND action = $2 AND refused IS NULL ORDER BY id', [caseId, action])).rows;

/** The process, who sits on its first step and decides there, and who of the unit does not. */
const STEPS: readonly [name: string, process: string, step: string, sitter: string, stranger: string][] = [
  ['a step', 'test-in-turn', 'check', 'data-admin', 'security-officer'],
  ['a panel', 'test-panel', 'panel', 'tech-reviewer-1', 'security-officer'],
  ['a session', 'test-session', 'session', 'ethics-1', 'security-officer'],
];

describe.each(STEPS)('at %s', (_, process, step, sitter, stranger) => {
  const opened = async (): Promise<{ id: string; taskId: string }> => {
    const id = await cases.start(process);
    return { id, taskId: (await cases.task(id, step, sitter)).id };
  };

  test('who sits there sends copies before and after deciding; the applicant does too; nobody else', async () => {
    const { id, taskId } = await opened();
    const first = await send(taskId, sitter, ['staff-2', 'commission.info-1']);
    expect(first.map(({ to }) => to)).toEqual(['staff-2', 'commission.info-1'].map(person));
    await send(taskId, 'staff-1', ['staff-3']);
    await expect(send(taskId, stranger, ['staff-3'])).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' });
    await expect(send(taskId, 'staff-4', ['staff-3'])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await cases.decide(id, step, sitter, 'APPROVE');
    await send(taskId, sitter, ['center.officer-1']);
    expect((await sent(id)).map(({ by_id, to_id }) => [by_id, to_id])).toEqual([[sitter, 'staff-2'], [sitter, 'commission.info-1'], ['staff-1', 'staff-3'], [sitter, 'center.officer-1']].map((pair) => pair.map(person)));
    expect(await audited(id, 'COPIED')).toHaveLength(3);
  });

  test('is sent in a case that is held or has ended, and by whoever took the decision back', async () => {
    const { id, taskId } = await opened();
    await cases.decide(id, step, sitter, 'APPROVE');
    await takeBack(cases.record, { personId: person(sitter), taskId, reason: '填错了', idempotency: freshKey('/take-back') });
    await hold(cases.record, act(id, 'data-admin'));
    await send(taskId, sitter, ['staff-2']);
    await release(cases.record, act(id, 'data-admin'));
    await withdraw(cases.record, act(id, 'staff-1'));
    await send(taskId, sitter, ['staff-3']);
    expect(await sent(id)).toHaveLength(2);
  });

  test('sent again to the same person it is the same copy, whoever sends it and however often at once', async () => {
    const { id, taskId } = await opened();
    const answers = await Promise.all([sitter, 'staff-1', sitter, 'staff-1'].map((account) => send(taskId, account, ['staff-2', 'staff-3'], { note: `附言 ${account}` })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await sent(id)).toHaveLength(2);
    expect(await audited(id, 'COPIED')).toHaveLength(1);
    const key = freshKey('/once');
    const [one, two] = await Promise.all([send(taskId, sitter, ['commission.info-2'], { key }), send(taskId, sitter, ['commission.info-2'], { key })]);
    expect(one).toEqual(two);
  });
});

test('a copy is sent to people of the case’s unit, the commission and the centre, each wrong one named; nothing is sent then', async () => {
  const id = await cases.start('test-in-turn');
  const { id: taskId } = await cases.task(id, 'check', 'data-admin');
  const to = ['staff-2', 'centre-b.staff-1', 'commission.system-admin', 'data-user-x.applicant-1', 'vendor-y.nobody'];
  await expect(send(taskId, 'data-admin', to)).rejects.toMatchObject({ code: 'FORM_INVALID', errors: ['to[1]', 'to[3]', 'to[4]'].map((path) => expect.objectContaining({ path, code: 'NOT_ELIGIBLE' })) });
  await world.owner.query('UPDATE persons SET active = false WHERE id = $1', [person('staff-2')]);
  await expect(send(taskId, 'data-admin', ['staff-2'])).rejects.toMatchObject({ errors: [{ path: 'to[0]' }] });
  await world.owner.query('UPDATE persons SET active = true WHERE id = $1', [person('staff-2')]);
  await world.owner.query('UPDATE assignments SET valid_to = clock_timestamp() WHERE person_id = $1', [person('staff-3')]);
  await expect(send(taskId, 'data-admin', ['staff-3'])).rejects.toMatchObject({ errors: [{ path: 'to[0]' }] });
  await world.owner.query('UPDATE assignments SET valid_to = NULL WHERE person_id = $1', [person('staff-3')]);
  expect(await sent(id)).toEqual([]);
  expect(await audited(id, 'COPIED')).toEqual([]);
});

test('the recipient may see the case and do nothing in it; has read it once, and nobody else has', async () => {
  const id = await cases.start('test-in-turn');
  const { id: taskId, version } = await cases.task(id, 'check', 'data-admin');
  const [one] = await send(taskId, 'data-admin', ['staff-2'], { note: '请知悉' });
  if (!one) throw new Error('no copy');
  for (const other of ['data-admin', 'staff-1']) await expect(read(one.id, other)).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' });
  await expect(read(one.id, 'staff-4')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const first = await read(one.id, 'staff-2');
  expect(await read(one.id, 'staff-2')).toEqual(first);
  expect(await sent(id)).toEqual([{ id: one.id, by_id: person('data-admin'), to_id: person('staff-2'), note: '请知悉', read_at: new Date(first.readAt) }]);
  expect(await audited(id, 'COPY_READ')).toEqual([{ actor_id: person('staff-2'), details: { copyId: one.id, taskId } }]);
  // What was written to the recipient is theirs: the audit event has ids alone.
  expect(JSON.stringify(await audited(id, 'COPIED'))).not.toContain('请知悉');

  await expect(decide(cases.record, { personId: person('staff-2'), taskId, version, outcome: 'APPROVE', seenDigest: '', idempotency: freshKey('/d') })).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' });
  await expect(send(taskId, 'staff-2', ['staff-3'])).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' });
  await expect(withdraw(cases.record, act(id, 'staff-2'))).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' });
  await expect(hold(cases.record, act(id, 'staff-2'))).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' });
});
