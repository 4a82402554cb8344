import { confirm, drop, reassign, requestRebuild, requestTermination, requestVoiding, retry } from '@libs/record/acts/operations';
import { withdraw } from '@libs/record/acts/case-acts';
import { claim } from '@libs/record/acts/task-acts';
import { personId, freshKey, RecordWorld, resourceId } from '@test/support/record-world';

jest.setTimeout(120_000);

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world?.destroy());

const ADMIN = 'commission.process-admin-1';
const OTHER = 'commission.process-admin-2';
const asked = (account: string, reason: string | undefined = '测试') => ({ personId: personId(account), reason, idempotency: freshKey('/operations') });
const audits = async (caseId: string): Promise<string[]> => {
  const { rows } = await world.owner.query<{ what: string }>(`SELECT action || coalesce(' ' || refused, '') AS what FROM audit_events WHERE case_id = $1 ORDER BY id`, [caseId]);
  return rows.map(({ what }) => what);
};
const engineState = async (caseId: string): Promise<any> => (await world.owner.query('SELECT * FROM engine_states WHERE case_id = $1', [caseId])).rows[0];

describe('whoever is no process administrator operates nothing, and each attempt is audited', () => {
  it.each(['hospital-a.data-admin', 'hospital-a.staff-1', 'commission.info-1', 'commission.system-admin'])('%s', async (account) => {
    const { id } = await world.start();
    await expect(retry(world.record, { ...asked(account), caseId: id })).rejects.toMatchObject({ code: expect.stringMatching(/NOT_ELIGIBLE|NOT_FOUND/) });
    await expect(requestTermination(world.record, { ...asked(account), caseId: id })).rejects.toMatchObject({ code: expect.stringMatching(/NOT_ELIGIBLE|NOT_FOUND/) });
    expect((await audits(id)).filter((what) => what.startsWith('RETRY ') || what.startsWith('REQUEST_TERMINATE '))).toHaveLength(2);
    expect(await world.count('operations', `case_id = '${id}'`)).toBe(0);
  });
});

test('a termination is asked for by one administrator and confirmed by another: nobody does it alone', async () => {
  const { id } = await world.start();
  const { status, body } = await requestTermination(world.record, { ...asked(ADMIN), caseId: id });
  expect({ status, ...body }).toMatchObject({ status: 201, case: { status: 'OPEN' }, operation: { kind: 'TERMINATE', status: 'REQUESTED' } });
  const operationId = body.operation?.id ?? '';

  await expect(requestTermination(world.record, { ...asked(OTHER), caseId: id })).rejects.toMatchObject({ code: 'NOT_OFFERED' });
  await expect(confirm(world.record, { ...asked(ADMIN), operationId })).rejects.toMatchObject({ code: 'SEPARATION_OF_DUTIES', members: { rule: { id: 'two-administrators' } } });
  expect(await world.caseRow(id)).toMatchObject({ status: 'OPEN' });

  expect((await confirm(world.record, { ...asked(OTHER), operationId })).body).toMatchObject({ case: { status: 'CLOSED', outcome: 'TERMINATED' }, operation: { status: 'CONFIRMED' } });
  expect(await world.openTasks(id)).toEqual([]);
  await expect(confirm(world.record, { ...asked(OTHER), operationId })).rejects.toMatchObject({ code: 'NOT_OFFERED' });
  await expect(world.decide(id, 'initialAssessment')).rejects.toThrow('no open task');
  expect(await audits(id)).toEqual(expect.arrayContaining(['TERMINATE_REQUESTED', 'CONFIRM_OPERATION SEPARATION_OF_DUTIES', 'TERMINATED', 'CASE_CLOSED']));
});

test('of two confirmations at once one ends the case; the other finds it ended', async () => {
  const { id } = await world.start();
  const { body } = await requestTermination(world.record, { ...asked(ADMIN), caseId: id });
  const operationId = body.operation?.id ?? '';
  const results = await Promise.allSettled([1, 2, 3].map(() => confirm(world.record, { ...asked(OTHER), operationId })));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await audits(id)).filter((what) => what === 'TERMINATED')).toHaveLength(1);
});

test('what was dropped is not confirmed any more, and may be asked for again', async () => {
  const { id } = await world.start();
  const first = (await requestTermination(world.record, { ...asked(ADMIN), caseId: id })).body.operation?.id ?? '';
  await expect(drop(world.record, { ...asked(ADMIN, ' '), operationId: first })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
  await drop(world.record, { ...asked(ADMIN), operationId: first });
  await expect(confirm(world.record, { ...asked(OTHER), operationId: first })).rejects.toMatchObject({ code: 'NOT_OFFERED' });
  expect(await world.caseRow(id)).toMatchObject({ status: 'OPEN' });
  expect((await requestTermination(world.record, { ...asked(OTHER), caseId: id })).status).toBe(201);
});

test('a grant does not outlive the termination of its case', async () => {
  const { id } = await world.start();
  await world.grant(id);
  const { body } = await requestTermination(world.record, { ...asked(ADMIN), caseId: id });
  await confirm(world.record, { ...asked(OTHER), operationId: body.operation?.id ?? '' });
  const { rows } = await world.owner.query('SELECT ended_at, end_reason FROM grants WHERE case_id = $1', [id]);
  expect(rows[0]).toMatchObject({ ended_at: expect.any(Date), end_reason: 'REVOKED' });
});

describe('a case that should never have been begun', () => {
  const voidBy = async (id: string): Promise<unknown> => {
    const { body } = await requestVoiding(world.record, { ...asked(ADMIN), caseId: id });
    return confirm(world.record, { ...asked(OTHER), operationId: body.operation?.id ?? '' });
  };

  test('is void once a second administrator confirms: an end of its own beside withdrawal and termination', async () => {
    const [voided, withdrawn, terminated] = [await world.start(), await world.start(), await world.start()];
    const { status, body } = await requestVoiding(world.record, { ...asked(ADMIN), caseId: voided.id });
    expect({ status, ...body }).toMatchObject({ status: 201, case: { status: 'OPEN' }, operation: { kind: 'VOID', status: 'REQUESTED' } });
    const operationId = body.operation?.id ?? '';
    await expect(confirm(world.record, { ...asked(ADMIN), operationId })).rejects.toMatchObject({ code: 'SEPARATION_OF_DUTIES' });
    expect((await confirm(world.record, { ...asked(OTHER), operationId })).body).toMatchObject({ case: { status: 'CLOSED', outcome: 'VOIDED' } });
    await withdraw(world.record, { personId: personId('hospital-a.staff-1'), caseId: withdrawn.id, reason: '取消', idempotency: freshKey('/withdraw') });
    const asks = await requestTermination(world.record, { ...asked(ADMIN), caseId: terminated.id });
    await confirm(world.record, { ...asked(OTHER), operationId: asks.body.operation?.id ?? '' });
    const outcomes = await Promise.all([voided, withdrawn, terminated].map(async ({ id }) => (await world.caseRow(id))['outcome']));
    expect(outcomes).toEqual(['VOIDED', 'WITHDRAWN', 'TERMINATED']);
    expect(await world.openTasks(voided.id)).toEqual([]);
    expect(await audits(voided.id)).toEqual(expect.arrayContaining(['VOID_REQUESTED', 'CONFIRM_OPERATION SEPARATION_OF_DUTIES', 'VOIDED', 'CASE_CLOSED']));
  });

  test('is not voided any more once a grant has come of it, be it between the asking and the confirmation', async () => {
    const { id } = await world.start();
    const { body } = await requestVoiding(world.record, { ...asked(ADMIN), caseId: id });
    await world.grant(id);
    await expect(confirm(world.record, { ...asked(OTHER), operationId: body.operation?.id ?? '' })).rejects.toMatchObject({ code: 'NOT_OFFERED', detail: { zh: expect.stringContaining('只能终止') } });
    await drop(world.record, { ...asked(ADMIN), operationId: body.operation?.id ?? '' });
    await expect(voidBy(id)).rejects.toMatchObject({ code: 'NOT_OFFERED' });
    expect(await world.caseRow(id)).toMatchObject({ status: 'OPEN' });
  });

  test('is voided after corrections and decisions, which stay on the record', async () => {
    const { id } = await world.start();
    await world.decide(id, 'initialAssessment', { outcome: 'RETURN', opinion: '请补充' });
    await voidBy(id);
    expect(await world.caseRow(id)).toMatchObject({ status: 'CLOSED', outcome: 'VOIDED' });
    expect(await world.count('decisions', `case_id = '${id}' AND voided_at IS NULL`)).toBe(1);
  });
});

test('a task is handed to another holder of its seat, or back to the position; never to somebody who does not hold it', async () => {
  const { id } = await world.start();
  await world.advanceTo(id, 'desensitization');
  const task = await world.taskOf(id, 'desensitization');
  await claim(world.record, { personId: personId('hospital-a.custodian-1'), taskId: task.id, idempotency: freshKey('/claim') });
  await expect(reassign(world.record, { ...asked(ADMIN), caseId: id, taskId: task.id, to: personId('hospital-a.staff-1') })).rejects.toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'to' }] });
  await expect(reassign(world.record, { ...asked(ADMIN), reason: undefined, caseId: id, taskId: task.id })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });

  await reassign(world.record, { ...asked(ADMIN), caseId: id, taskId: task.id, to: personId('hospital-a.custodian-2') });
  await expect(world.decide(id, 'desensitization')).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' });
  await reassign(world.record, { ...asked(ADMIN), caseId: id, taskId: task.id });
  expect((await world.owner.query('SELECT assignee_id, chain, version FROM tasks WHERE id = $1', [task.id])).rows[0]).toEqual({
    assignee_id: null,
    chain: [personId('hospital-a.custodian-1'), personId('hospital-a.custodian-2')],
    version: 4,
  });
  expect(await world.decide(id, 'desensitization')).toMatchObject({ step: { status: 'SETTLED' } });
});

test('a retry has the engine told at once and forgets its failure', async () => {
  const { id } = await world.start();
  await world.owner.query(`UPDATE engine_states SET last_failure = 'ServiceError', failed_at = now() WHERE case_id = $1`, [id]);
  await world.owner.query('DELETE FROM outbox WHERE case_id = $1', [id]);
  await retry(world.record, { ...asked(ADMIN), caseId: id });
  expect(await engineState(id)).toMatchObject({ last_failure: null, failed_at: null });
  expect(await world.count('outbox', `case_id = '${id}' AND urgent`)).toBe(1);
});

test('a retry looks at a blocked gate again at once, and passes it where its cause is healed', async () => {
  const { id } = await world.start();
  await world.advanceTo(id, 'leakControlAttestation');
  const grade = (status: string) => world.owner.query('UPDATE resources SET grading_status = $2 WHERE id = $1', [resourceId('HOSPITAL-A/FOLLOW-UP'), status]);
  await grade('REGRADE_PENDING');
  await world.decide(id, 'leakControlAttestation');
  const blocked = `case_id = '${id}' AND key = 'release' AND status = 'OPEN' AND blocked IS NOT NULL`;
  await retry(world.record, { ...asked(ADMIN), caseId: id });
  expect(await world.count('steps', blocked)).toBe(1);
  await grade('GRADED');
  await retry(world.record, { ...asked(ADMIN), caseId: id });
  expect(await world.count('steps', blocked)).toBe(0);
  expect(await world.count('grants', `case_id = '${id}'`)).toBe(1);
});

test('a retry sends again what was given up, of this case and no other', async () => {
  const [id, other] = [(await world.start()).id, (await world.start()).id];
  const dead = (caseId: string) => world.owner.query(`WITH n AS (INSERT INTO notices (id, case_id, kind, at, spread_at) VALUES (gen_random_uuid(), $1, 'REMINDER', now(), now()) RETURNING id)
    INSERT INTO deliveries (id, notice_id, person_id, channel, state, attempts, due_at) SELECT gen_random_uuid(), n.id, c.applicant_id, 'MAIL', 'DEAD', 15, now() FROM n, cases c WHERE c.id = $1`, [caseId]);
  await dead(id);
  await dead(other);
  await retry(world.record, { ...asked(ADMIN), caseId: id });
  const states = await world.owner.query(`SELECT n.case_id, d.state, d.attempts FROM deliveries d JOIN notices n ON n.id = d.notice_id WHERE d.channel = 'MAIL' AND n.case_id = ANY($1::uuid[]) ORDER BY n.case_id`, [[id, other]]);
  expect(states.rows).toEqual([{ case_id: id, state: 'PENDING', attempts: 0 }, { case_id: other, state: 'DEAD', attempts: 15 }]);
});

test('a retry sends again the whole of a message of which the case was a part', async () => {
  const [id, beside, apart] = [(await world.start()).id, (await world.start()).id, (await world.start()).id];
  const dead = (caseId: string, digest: number) => world.owner.query(`WITH n AS (INSERT INTO notices (id, case_id, kind, at, spread_at) VALUES (gen_random_uuid(), $1, 'REMINDER', now(), now()) RETURNING id)
    INSERT INTO deliveries (id, notice_id, person_id, channel, state, attempts, due_at, digest_id) SELECT gen_random_uuid(), n.id, c.applicant_id, 'MAIL', 'DEAD', 15, now(), md5($2::text)::uuid FROM n, cases c WHERE c.id = $1`, [caseId, digest]);
  await dead(id, 1);
  await dead(beside, 1);
  await dead(apart, 2);
  await retry(world.record, { ...asked(ADMIN), caseId: id });
  const states = await world.owner.query(`SELECT n.case_id, d.state FROM deliveries d JOIN notices n ON n.id = d.notice_id WHERE d.digest_id IS NOT NULL ORDER BY n.case_id`);
  expect(states.rows).toEqual([{ case_id: id, state: 'PENDING' }, { case_id: beside, state: 'PENDING' }, { case_id: apart, state: 'DEAD' }]);
});

test('a stopped case goes on after a retry where its story can be told, and stays stopped where it cannot', async () => {
  const told = await world.start();
  await world.owner.query(`UPDATE cases SET stopped = '{"reason":"STORY","at":"2026-01-01T00:00:00Z"}' WHERE id = $1`, [told.id]);
  await expect(world.decide(told.id, 'initialAssessment')).rejects.toMatchObject({ code: 'CASE_STOPPED' });
  // Whoever asks in vain moves nothing either: what fell due waits.
  await world.owner.query(`UPDATE clocks SET next_at = now() - interval '1 minute', due_at = now() - interval '1 minute' WHERE case_id = $1`, [told.id]);
  const before = await audits(told.id);
  await expect(retry(world.record, { ...asked('hospital-a.data-admin'), caseId: told.id })).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' });
  expect(await audits(told.id)).toEqual([...before, 'RETRY NOT_ELIGIBLE']);
  await retry(world.record, { ...asked(ADMIN), caseId: told.id });
  expect(await world.decide(told.id, 'initialAssessment')).toMatchObject({ step: { status: 'SETTLED' } });

  const lost = await world.start();
  await world.owner.query(`INSERT INTO definitions (process_type, version, digest, body) SELECT process_type, 99, digest, body FROM definitions WHERE process_type = 'sensitive-data-use' AND version = 1`);
  await world.owner.query(`UPDATE cases SET definition_version = 99, stopped = '{"reason":"STORY","at":"2026-01-01T00:00:00Z"}' WHERE id = $1`, [lost.id]);
  await expect(retry(world.record, { ...asked(ADMIN), caseId: lost.id })).rejects.toMatchObject({ code: 'CASE_STOPPED' });
  expect(await world.caseRow(lost.id)).toMatchObject({ stopped: { reason: 'STORY' } });
});

test('a confirmed rebuild is noted for the worker', async () => {
  const { id } = await world.start();
  const { body } = await requestRebuild(world.record, { ...asked(ADMIN), caseId: id });
  expect(await engineState(id)).toMatchObject({ rebuild: false });
  await confirm(world.record, { ...asked(OTHER), operationId: body.operation?.id ?? '' });
  expect(await engineState(id)).toMatchObject({ rebuild: true });
  expect(await audits(id)).toEqual(expect.arrayContaining(['REBUILD_REQUESTED', 'REBUILD_CONFIRMED']));
});
