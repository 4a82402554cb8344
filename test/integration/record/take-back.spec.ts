import { hold, release, withdraw } from '@libs/record/acts/case-acts';
import { decide } from '@libs/record/acts/decide';
import { takeBack } from '@libs/record/acts/take-back';
import type { TaskActAnswer } from '@libs/record/acts/task-acts';
import { claimEffect, keepTime } from '@libs/record/engine';
import type { CaseEvent } from '@workflows/kit/journal';
import { fold } from '@workflows/kit/fold';
import { PlainCases } from '@test/support/plain-cases';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';
import { TAKE_BACK_DESKS } from '@test/support/take-back-processes';
import { seenOn } from '@test/support/seen-on';

jest.setTimeout(120_000);

let world: RecordWorld;
let cases: PlainCases;
beforeAll(async () => {
  world = await RecordWorld.create();
  cases = await PlainCases.on(world, TAKE_BACK_DESKS);
});
afterAll(() => world.destroy());

const person = (account: string): string => personId(`hospital-a.${account}`);
const panel = ['tech-reviewer-1', 'tech-reviewer-2', 'custodian-reviewer'] as const;
const committee = ['ethics-chair', 'ethics-1', 'ethics-2', 'ethics-3', 'ethics-4', 'ethics-5', 'ethics-6'] as const;

interface TakeBack {
  readonly reason?: string;
  readonly version?: number;
  readonly key?: ReturnType<typeof freshKey>;
}
const takeBackTask = async (taskId: string, account: string, { reason = '填错了', version, key = freshKey(`/tasks/${taskId}/take-back`) }: TakeBack = {}): Promise<TaskActAnswer> =>
  (await takeBack(cases.record, { personId: person(account), taskId, reason, version, idempotency: key })).body;
const takeBackOf = async (caseId: string, stepKey: string, account: string, how: TakeBack = {}): Promise<TaskActAnswer> => takeBackTask((await cases.task(caseId, stepKey, account)).id, account, how);
const refused = (zh: RegExp) => expect.objectContaining({ code: 'NOT_OFFERED', detail: expect.objectContaining({ zh: expect.stringMatching(zh) }) });
const act = (caseId: string, account: string) => ({ personId: person(account), caseId, reason: '测试', idempotency: freshKey('/act') });

const journalOf = async (caseId: string): Promise<CaseEvent[]> => (await world.owner.query('SELECT body FROM case_events WHERE case_id = $1 ORDER BY seq', [caseId])).rows.map(({ body }) => body);
const rowsOf = async (sql: string, caseId: string): Promise<Record<string, unknown>[]> => (await world.owner.query(sql, [caseId])).rows;
const openSteps = async (caseId: string): Promise<unknown[]> => (await rowsOf(`SELECT want_id FROM steps WHERE case_id = $1 AND status = 'OPEN' ORDER BY want_id COLLATE "C"`, caseId)).map(({ want_id }) => want_id);
const audited = (caseId: string): Promise<Record<string, unknown>[]> => rowsOf(`SELECT seq, actor_id, details FROM audit_events WHERE case_id = $1 AND action = 'TAKEN_BACK' ORDER BY id`, caseId);

/** All of a case that people and clocks go on from; what grows with every act (versions, sequence, digests) is left out. */
const standing = async (caseId: string): Promise<unknown> => ({
  case: await rowsOf('SELECT status, outcome, facts, title, next_due_at FROM cases WHERE id = $1', caseId),
  steps: await rowsOf(`SELECT id, want_id, opened_seq, opened_at, due_at, unstaffed, blocked, outcome, settled_at, evidence_digest FROM steps WHERE case_id = $1 AND status = 'OPEN' ORDER BY id`, caseId),
  settled: await rowsOf(`SELECT id, outcome, settled_seq FROM steps WHERE case_id = $1 AND status = 'SETTLED' ORDER BY id`, caseId),
  tasks: await rowsOf(`SELECT id, status, assignee_id, person_id, due_at, ended_at FROM tasks WHERE case_id = $1 AND status <> 'CANCELLED' ORDER BY id`, caseId),
  decisions: await rowsOf('SELECT id FROM decisions WHERE case_id = $1 AND voided_at IS NULL ORDER BY id', caseId),
  clocks: await rowsOf('SELECT id, due_at, next_at, reminded, pauses FROM clocks WHERE case_id = $1 AND stopped_at IS NULL ORDER BY id', caseId),
});

/** The record equals the fold of its journal, and each event has its audit event. */
async function equalsItsFold(caseId: string): Promise<void> {
  const { process_type, wants_digest } = await world.caseRow(caseId);
  const journal = await journalOf(caseId);
  const desk = cases.record.desk(String(process_type));
  const picture = await fold(desk.process, journal);
  expect(await openSteps(caseId)).toEqual(picture.wants.map(({ id }) => id));
  expect((await rowsOf('SELECT wants_digest FROM case_events WHERE case_id = $1 ORDER BY seq DESC LIMIT 1', caseId))[0]).toEqual({ wants_digest });
  expect((await rowsOf('SELECT seq FROM audit_events WHERE case_id = $1 AND seq IS NOT NULL ORDER BY seq', caseId)).map(({ seq }) => seq)).toEqual(journal.map(({ seq }) => seq));
}

type Vote = readonly [step: string, account: string, outcome: string];
/** The process, what was decided before, and the decision that is taken back. */
const DECISIONS: readonly [name: string, process: string, before: readonly Vote[], decision: Vote, rest: readonly Vote[]][] = [
  ['an approval of a step', 'test-in-turn', [], ['check', 'data-admin', 'APPROVE'], [['check', 'data-admin', 'APPROVE']]],
  ['a return for correction', 'test-in-turn', [], ['check', 'data-admin', 'RETURN'], [['check', 'data-admin', 'APPROVE']]],
  ['the vote that settled a panel', 'test-panel', [['panel', panel[0], 'APPROVE'], ['panel', panel[1], 'APPROVE']], ['panel', panel[2], 'APPROVE'], [['panel', panel[2], 'APPROVE']]],
  ['a return that settled a panel early', 'test-panel', [['panel', panel[0], 'APPROVE']], ['panel', panel[1], 'RETURN'], [['panel', panel[1], 'APPROVE'], ['panel', panel[2], 'APPROVE']]],
  [
    'the vote that settled a session',
    'test-session',
    committee.slice(0, 4).map((account): Vote => ['session', account, 'APPROVE']),
    ['session', committee[4], 'APPROVE'],
    [['session', committee[5], 'APPROVE']],
  ],
  ['a vote in a panel that is still open', 'test-panel', [['panel', panel[0], 'APPROVE']], ['panel', panel[1], 'APPROVE'], [['panel', panel[1], 'APPROVE'], ['panel', panel[2], 'APPROVE']]],
  ['a vote in a session that is still open', 'test-session', [], ['session', committee[0], 'REJECT'], committee.slice(0, 5).map((account): Vote => ['session', account, 'APPROVE'])],
  ['what let another step go', 'test-watched', [], ['check', 'data-admin', 'APPROVE'], [['check', 'data-admin', 'APPROVE']]],
  ['what is to be performed and nobody has begun to', 'test-effect', [], ['check', 'data-admin', 'APPROVE'], []],
];

describe.each(DECISIONS)('%s', (_, process, before, decision, rest) => {
  const prepared = async (): Promise<string> => {
    const id = await cases.start(process);
    for (const [step, account, outcome] of before) await cases.decide(id, step, account, outcome);
    return id;
  };

  test('is taken back: the case stands as it stood, and goes on from there', async () => {
    const id = await prepared();
    const stood = await standing(id);
    const [step, account, outcome] = decision;
    const { decisionId } = await cases.decide(id, step, account, outcome);
    const journal = await journalOf(id);
    const settled = journal.at(-1)?.type === 'settled';
    const decided = await cases.task(id, step, account);
    expect(await takeBackTask(decided.id, account)).toEqual({ task: { id: decided.id, status: 'OPEN', version: decided.version + 1, assignee: null } });
    expect(await standing(id)).toEqual(stood);
    // Nothing is erased: the decision is void, and its event is cancelled by one of its own.
    expect(await rowsOf('SELECT voided_at IS NOT NULL AS voided, opinion FROM decisions WHERE id = $1', decisionId)).toEqual([{ voided: true, opinion: '意见' }]);
    expect((await journalOf(id)).slice(journal.length)).toMatchObject(settled ? [{ type: 'takenBack', cancels: journal.length }] : []);
    expect(await audited(id)).toEqual([
      { seq: settled ? journal.length + 1 : null, actor_id: person(account), details: expect.objectContaining({ taskId: decided.id, stepKey: step, decisionId, reason: '填错了', ...(settled && { cancels: journal.length }) }) },
    ]);
    await equalsItsFold(id);

    for (const [again, by, said] of rest) await cases.decide(id, again, by, said);
    await equalsItsFold(id);
    if (rest.length === 0) return;
    await cases.decide(id, 'last', 'designated-leader', 'DONE');
    expect(await world.caseRow(id)).toMatchObject({ status: 'CLOSED', outcome: 'DONE' });
  });

  test('is nobody else’s to take back', async () => {
    const id = await prepared();
    const [step, account, outcome] = decision;
    await cases.decide(id, step, account, outcome);
    const { id: taskId } = await cases.task(id, step, account);
    const stood = await standing(id);
    const others = account === 'data-admin' ? ['data-admin-2', 'designated-leader', 'staff-1'] : ['data-admin', committee[6], 'staff-1'];
    for (const other of others) await expect(takeBackTask(taskId, other)).rejects.toMatchObject({ code: expect.stringMatching(/^(NOT_ELIGIBLE|NOT_FOUND)$/) });
    expect(await standing(id)).toEqual(stood);
    expect(await world.count('audit_events', `case_id = '${id}' AND action = 'TAKE_BACK' AND refused IS NOT NULL`)).toBe(others.length);
  });

  test('asked for many times at once is taken back once', async () => {
    const id = await prepared();
    const [step, account, outcome] = decision;
    await cases.decide(id, step, account, outcome);
    const { id: taskId } = await cases.task(id, step, account);
    const key = freshKey('/once');
    const same = await Promise.all(Array.from({ length: 5 }, () => takeBackTask(taskId, account, { key })));
    expect(new Set(same.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const others = await Promise.allSettled(Array.from({ length: 5 }, () => takeBackTask(taskId, account)));
    expect(others.map((one) => (one.status === 'rejected' ? one.reason.code : 'done'))).toEqual(Array.from({ length: 5 }, () => 'NOT_OFFERED'));
    expect(await audited(id)).toHaveLength(1);
  });

  test('is not taken back while the case is held, without a reason, or as it was seen before', async () => {
    const id = await prepared();
    const [step, account, outcome] = decision;
    await cases.decide(id, step, account, outcome);
    const task = await cases.task(id, step, account);
    await hold(cases.record, act(id, 'data-admin'));
    await expect(takeBackTask(task.id, account)).rejects.toMatchObject({ code: 'CASE_HELD' });
    await release(cases.record, act(id, 'data-admin'));
    await expect(takeBackTask(task.id, account, { reason: ' ' })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    await expect(takeBackTask(task.id, account, { version: task.version - 1 })).rejects.toMatchObject({ code: 'STALE_VERSION', members: { version: task.version } });
    await takeBackTask(task.id, account, { version: task.version });
    await withdraw(cases.record, act(id, 'staff-1'));
    await expect(takeBackTask(task.id, account)).rejects.toMatchObject({ code: 'CASE_CLOSED' });
  });
});

describe('once the case has gone on', () => {
  test('by the next decision, there is nothing left to take back', async () => {
    const id = await cases.start('test-in-turn');
    await cases.decide(id, 'check', 'data-admin');
    await cases.decide(id, 'last', 'designated-leader', 'DONE');
    await expect(takeBackOf(id, 'check', 'data-admin')).rejects.toMatchObject({ code: 'CASE_CLOSED' });
  });

  test('by a resubmission, neither the return nor the resubmission is taken back', async () => {
    const id = await cases.start('test-in-turn');
    await cases.decide(id, 'check', 'data-admin', 'RETURN');
    const returned = await cases.task(id, 'check', 'data-admin');
    const correction = await world.taskOf(id, 'papers');
    const seenDigest = await seenOn(cases.record, id, correction.step_id);
    await decide(cases.record, { personId: person('staff-1'), taskId: correction.id, version: 1, outcome: 'RESUBMIT', seenDigest, form: {}, idempotency: freshKey('/d') });
    await expect(takeBackTask(returned.id, 'data-admin')).rejects.toEqual(refused(/新的进展/));
    await expect(takeBackTask(correction.id, 'staff-1')).rejects.toEqual(refused(/补正提交后/));
  });

  test('the votes of a panel that the decision had opened fall with it', async () => {
    const id = await cases.start('test-both');
    await cases.decide(id, 'check', 'data-admin');
    await cases.decide(id, 'panel', panel[0]);
    const voted = await cases.task(id, 'panel', panel[0]);
    await takeBackOf(id, 'check', 'data-admin');
    expect(await openSteps(id)).toEqual(['check#1']);
    expect(await rowsOf(`SELECT DISTINCT t.status FROM tasks t JOIN steps s ON s.id = t.step_id WHERE s.case_id = $1 AND s.key = 'panel'`, id)).toEqual([{ status: 'CANCELLED' }]);
    expect(await world.count('decisions', `case_id = '${id}' AND voided_at IS NULL`)).toBe(0);
    // Whoever still has the cancelled task on screen is told so.
    await expect(cases.decide(id, 'panel', panel[0])).rejects.toMatchObject({ code: 'ALREADY_DECIDED', members: { version: voted.version + 1 } });
    await expect(takeBackTask(voted.id, panel[0])).rejects.toEqual(refused(/没有可以撤回的决定/));
    await cases.decide(id, 'check', 'data-admin');
    for (const account of panel) await cases.decide(id, 'panel', account);
    await cases.decide(id, 'last', 'designated-leader', 'DONE');
    expect(await world.caseRow(id)).toMatchObject({ outcome: 'DONE' });
    await equalsItsFold(id);
  });

  test('an earlier vote of a panel that has settled stays', async () => {
    const id = await cases.start('test-panel');
    for (const account of panel) await cases.decide(id, 'panel', account);
    await expect(takeBackOf(id, 'panel', panel[0])).rejects.toEqual(refused(/新的进展/));
    await takeBackOf(id, 'panel', panel[2]);
    await takeBackOf(id, 'panel', panel[0]);
    expect(await openSteps(id)).toEqual(['panel#1']);
    for (const account of [panel[0], panel[2]]) await cases.decide(id, 'panel', account);
    expect(await openSteps(id)).toEqual(['last#1']);
    await equalsItsFold(id);
  });

  test('two decisions in a row are not taken back one after the other: the newest event is a take-back then', async () => {
    const id = await cases.start('test-both');
    await cases.decide(id, 'check', 'data-admin');
    for (const account of panel) await cases.decide(id, 'panel', account);
    await takeBackOf(id, 'panel', panel[2]);
    await expect(takeBackOf(id, 'check', 'data-admin')).rejects.toEqual(refused(/新的进展/));
  });

  test('whoever comes first, the decider or the next person, has it; the other is told', async () => {
    for (let n = 0; n < 8; n += 1) {
      const id = await cases.start('test-both');
      await cases.decide(id, 'check', 'data-admin');
      for (const account of panel.slice(0, 2)) await cases.decide(id, 'panel', account);
      const [back, settled] = await Promise.allSettled([takeBackOf(id, 'check', 'data-admin'), cases.decide(id, 'panel', panel[2])]);
      expect([back.status, settled.status].sort()).toEqual(['fulfilled', 'rejected']);
      const loser = back.status === 'rejected' ? back : settled;
      expect(loser).toMatchObject({ reason: { code: back.status === 'rejected' ? 'NOT_OFFERED' : 'ALREADY_DECIDED' } });
      await equalsItsFold(id);
    }
  });
});

describe('what cannot be undone stays decided', () => {
  const until = (): Record<string, unknown> => ({ until: Date.now() + 86_400_000 });

  test.each([
    ['a grant that it opened', 'test-granting', /授权/],
    ['a child that it waits for', 'test-parent', /关联办件/],
    ['a child that nobody waits for', 'test-spawning', /关联办件/],
  ])('%s', async (_, process, why) => {
    const id = await cases.start(process);
    await cases.decide(id, 'check', 'data-admin', 'APPROVE', until());
    const stood = await standing(id);
    await expect(takeBackOf(id, 'check', 'data-admin')).rejects.toEqual(refused(why));
    expect(await standing(id)).toEqual(stood);
  });

  test('an effect that somebody has begun to perform', async () => {
    const id = await cases.start('test-effect');
    await cases.decide(id, 'check', 'data-admin');
    expect(await claimEffect(cases.record, id, 'notice#1')).toEqual({ kind: 'DOCUMENT', key: 'notice' });
    await expect(takeBackOf(id, 'check', 'data-admin')).rejects.toEqual(refused(/对外执行/));
  });

  test('an effect that was taken back before is not performed, and is once the step is decided again', async () => {
    const id = await cases.start('test-effect');
    await cases.decide(id, 'check', 'data-admin');
    await takeBackOf(id, 'check', 'data-admin');
    expect(await claimEffect(cases.record, id, 'notice#1')).toBeUndefined();
    await cases.decide(id, 'check', 'data-admin');
    expect(await claimEffect(cases.record, id, 'notice#1')).toBeDefined();
  });

  test('a decision in a step whose limit has passed: nobody could decide it again', async () => {
    await world.setPolicy('use.correction.lapseDays', { type: 'DURATION', amount: 2, unit: 'SECOND' });
    const id = await cases.start('test-urgent');
    await cases.decide(id, 'urgentCheck', 'data-admin');
    await takeBackOf(id, 'urgentCheck', 'data-admin');
    await cases.decide(id, 'urgentCheck', 'data-admin');
    await world.owner.query('SELECT pg_sleep(greatest(0, extract(epoch FROM max(due_at) - clock_timestamp())) + 0.05) FROM clocks WHERE case_id = $1 AND nature = $2', [id, 'HARD']);
    await expect(takeBackOf(id, 'urgentCheck', 'data-admin')).rejects.toEqual(refused(/期限已过/));
  });

  test('a decision that time has overtaken, although nobody has looked yet', async () => {
    const id = await cases.start('test-during');
    await cases.decide(id, 'check', 'data-admin', 'APPROVE', { until: Date.now() + 2_000 });
    for (const account of panel) await cases.decide(id, 'panel', account);
    await takeBackOf(id, 'panel', panel[2]);
    await cases.decide(id, 'panel', panel[2]);
    await world.owner.query('SELECT pg_sleep(greatest(0, extract(epoch FROM max(valid_until) - clock_timestamp())) + 0.05) FROM grants WHERE case_id = $1', [id]);
    await expect(takeBackOf(id, 'panel', panel[2])).rejects.toEqual(refused(/新的进展/));
    expect(await openSteps(id)).toEqual(['last#1']);
    await equalsItsFold(id);
  });

  test('a decision of somebody who has left the position since', async () => {
    const id = await cases.start('test-watched');
    await cases.decide(id, 'check', 'data-admin-2');
    const { id: taskId } = await cases.task(id, 'check', 'data-admin-2');
    const ended = `UPDATE assignments SET valid_to = $1 WHERE position = 'UNIT_DATA_ADMINISTRATOR' AND person_id = $2`;
    await world.owner.query(ended, [new Date(), person('data-admin-2')]);
    await expect(takeBackTask(taskId, 'data-admin-2')).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' });
    await world.owner.query(ended, [null, person('data-admin-2')]);
    await takeBackTask(taskId, 'data-admin-2');
  });
});

test('a reopened step is due when it first was: what fell due meanwhile is settled then, once', async () => {
  await world.setPolicy('use.secondaryAssessment.days', { type: 'DURATION', amount: 2, unit: 'SECOND' });
  await world.setPolicy('step.reminders', { type: 'DURATIONS', values: [{ amount: 1, unit: 'SECOND' }] });
  const id = await cases.start('test-in-turn');
  const due = await rowsOf(`SELECT due_at FROM steps WHERE case_id = $1`, id);
  await cases.decide(id, 'check', 'data-admin');
  await world.owner.query('SELECT pg_sleep(greatest(0, extract(epoch FROM $1::timestamptz - clock_timestamp())) + 0.05)', [due[0]?.['due_at']]);
  await takeBackOf(id, 'check', 'data-admin');
  expect(await rowsOf(`SELECT due_at FROM steps WHERE case_id = $1 AND status = 'OPEN'`, id)).toEqual(due);
  await keepTime(cases.record, id, 0);
  await keepTime(cases.record, id, 0);
  expect(await rowsOf(`SELECT action, details ->> 'step' AS step FROM audit_events WHERE case_id = $1 AND action LIKE 'CLOCK%' ORDER BY id`, id)).toEqual([{ action: 'CLOCK_BREACHED', step: 'check' }]);
});

test('the taken-back decision binds nobody: another holder of the seat may decide instead', async () => {
  const id = await cases.start('test-in-turn');
  await cases.decide(id, 'check', 'data-admin');
  await takeBackOf(id, 'check', 'data-admin');
  await cases.decide(id, 'check', 'data-admin-2', 'REJECT');
  expect(await world.caseRow(id)).toMatchObject({ outcome: 'REJECTED' });
  await equalsItsFold(id);
});
