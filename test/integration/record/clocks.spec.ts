import { keepTime } from '@libs/record/engine';
import { CaseRecord } from '@libs/record/record';
import type { GrantRow } from '@libs/record/rows';
import { LOCK_CASE } from '@libs/record/statements';
import { validity } from '@libs/record/validity';
import { sensitiveDataUseDesk } from '@workflows/processes/sensitive-data-use/desk';
import { RecordWorld, USE_SEATS } from '@test/support/record-world';
import { SILENT } from '@test/support/silent';
import { keepHouse } from '../../../apps/worker/src/housekeeping/housekeeping';

jest.setTimeout(60_000);

const seconds = (amount: number): unknown => ({ type: 'DURATION', amount, unit: 'SECOND' });
let world: RecordWorld;
beforeEach(async () => {
  world = await RecordWorld.create();
});
afterEach(() => world.destroy());

/** PostgreSQL's clock has to pass the instant: the record must not be asked by any other. */
const until = async (instant: Date): Promise<void> => {
  await world.owner.query('SELECT pg_sleep(greatest(0, extract(epoch FROM $1::timestamptz - clock_timestamp())) + 0.02)', [instant]);
};
const nextDue = async (caseId: string): Promise<Date> => {
  const row = await world.caseRow(caseId);
  if (!(row['next_due_at'] instanceof Date)) throw new Error('nothing falls due');
  return row['next_due_at'];
};
const keep = async (caseId: string): Promise<void> => {
  await until(await nextDue(caseId));
  await keepTime(world.record, caseId, 0);
};
const bySystem = async (caseId: string): Promise<unknown[]> => {
  const { rows } = await world.owner.query(`SELECT action, actor_kind, details ->> 'to' AS told FROM audit_events WHERE case_id = $1 AND action LIKE 'CLOCK%' ORDER BY id`, [caseId]);
  return rows;
};

test('a step is reminded of, breached and escalated along its chain, each by SYSTEM and by PostgreSQL’s clock; it stays open', async () => {
  await world.setPolicy('use.secondaryAssessment.days', seconds(2));
  await world.setPolicy('step.reminders', { type: 'DURATIONS', values: [{ amount: 1, unit: 'SECOND' }] });
  await world.setPolicy('step.escalation.first', seconds(1));
  await world.setPolicy('step.escalation.repeat', seconds(1));
  const { id } = await world.start();
  await world.decide(id, 'initialAssessment');
  for (let n = 0; n < 5; n++) await keep(id);
  expect(await bySystem(id)).toEqual([
    { action: 'CLOCK_REMINDED', actor_kind: 'SYSTEM', told: null },
    { action: 'CLOCK_BREACHED', actor_kind: 'SYSTEM', told: null },
    { action: 'CLOCK_ESCALATED', actor_kind: 'SYSTEM', told: 'UNIT_DESIGNATED_LEADER' },
    { action: 'CLOCK_ESCALATED', actor_kind: 'SYSTEM', told: 'UNIT_GROUP_LEADER' },
    // The top of the chain is told again until somebody acts.
    { action: 'CLOCK_ESCALATED', actor_kind: 'SYSTEM', told: 'UNIT_GROUP_LEADER' },
  ]);
  await world.decide(id, 'secondaryAssessment');
  expect((await world.openTasks(id)).map(({ step_key }) => step_key)).toEqual(['secondaryAuthorization']);
});

test('what fell due while nobody looked is settled by the next act, before it', async () => {
  await world.setPolicy('use.correction.lapseDays', seconds(1));
  const { id } = await world.start();
  await world.decide(id, 'initialAssessment', { outcome: 'RETURN', opinion: '请补充' });
  await until(await nextDue(id));
  // No timer has fired: the resubmission is too late all the same.
  await expect(world.decide(id, 'application', { form: {} })).rejects.toMatchObject({ message: expect.stringMatching(/no open task application|CASE_CLOSED/) });
  await keepTime(world.record, id, 0);
  expect(await world.caseRow(id)).toMatchObject({ status: 'CLOSED', outcome: 'EXPIRED' });
});

test('a grant ends by itself at its end, and is not valid from that instant on whoever was told', async () => {
  const { id } = await world.start();
  await world.advanceTo(id, 'secondaryAuthorization');
  await world.decide(id, 'secondaryAuthorization', { evidence: { validUntil: new Date(Date.now() + 3_000).toISOString() } });
  const grantId = await world.grant(id);
  const { rows } = await world.owner.query<GrantRow>('SELECT *, valid_until::text, valid_from::text FROM grants WHERE id = $1', [grantId]);
  const grant = rows[0];
  if (!grant) throw new Error('no grant');
  const end = Date.parse(grant.valid_until);
  expect(validity({ grant, caseStatus: 'OPEN', at: end - 1 })).toEqual({ valid: true });
  expect(validity({ grant, caseStatus: 'OPEN', at: end })).toEqual({ valid: false, reason: 'EXPIRED' });
  await keep(id);
  expect((await world.openTasks(id)).map(({ step_key }) => step_key)).toEqual(['closure']);
  expect(await world.count('grants', `id = '${grantId}' AND end_reason = 'EXPIRED'`)).toBe(1);
  await world.decide(id, 'closure');
  expect(await world.caseRow(id)).toMatchObject({ outcome: 'CLOSED' });
});

test('a correction stops the clocks of its review, and they go on where they stood', async () => {
  const { id } = await world.start();
  await world.advanceTo(id, 'desensitizationVerification');
  await world.decide(id, 'desensitizationVerification', { outcome: 'RETURN', opinion: '脱敏不足' });
  const { rows } = await world.owner.query(`SELECT s.key, c.next_at IS NULL AS stands FROM clocks c JOIN steps s ON s.id = c.step_id WHERE c.case_id = $1 AND c.stopped_at IS NULL`, [id]);
  expect(rows).toEqual([{ key: 'preparation', stands: false }]);
  expect(USE_SEATS['preparation']).toBe('hospital-a.custodian-1');
});

test('what the engine has missed is settled by the record itself, once, whichever other task or case fails', async () => {
  await world.setPolicy('use.initialAssessment.days', seconds(1));
  const broken = await world.start();
  const { id } = await world.start();
  await world.owner.query(`UPDATE cases SET policies = '{}' WHERE id = $1`, [broken.id]);
  await world.owner.query('ALTER TABLE parent_outbox RENAME TO parent_outbox_away');
  await until(new Date((await nextDue(id)).getTime() + 5_000));
  const warned = jest.spyOn(SILENT, 'warn');
  await keepHouse(world.record, SILENT);
  await keepHouse(world.record, SILENT);
  expect(await bySystem(id)).toEqual([{ action: 'CLOCK_BREACHED', actor_kind: 'SYSTEM', told: null }]);
  const round = [expect.objectContaining({ task: 'childEnds' }), expect.objectContaining({ task: 'missedClocks', caseId: broken.id })];
  expect(warned.mock.calls.map(([about]) => about)).toEqual([...round, ...round]);
});

test('in a stopped case time is asked for in vain, and leaves no trace however often', async () => {
  const { id } = await world.start();
  await world.owner.query(`UPDATE cases SET stopped = '{"reason": "DIVERGED"}' WHERE id = $1`, [id]);
  const audited = await world.count('audit_events');
  for (let n = 0; n < 2; n++) expect(await keepTime(world.record, id, 0)).toMatchObject({ seq: 1, events: [{ type: 'started' }] });
  expect(await world.count('audit_events')).toBe(audited);
});

test('time is kept by the database’s clock, in a stopped case too', async () => {
  const { id } = await world.start();
  const now = jest.spyOn(Date, 'now').mockReturnValue(0);
  const running = await keepTime(world.record, id, 0);
  await world.owner.query(`UPDATE cases SET stopped = '{"reason": "DIVERGED"}' WHERE id = $1`, [id]);
  const stopped = await keepTime(world.record, id, 0);
  now.mockRestore();
  expect(Math.abs(running.now - Date.now())).toBeLessThan(60_000);
  expect(stopped.now).toBeGreaterThanOrEqual(running.now);
});

test('a case of a version that no desk is there for is stopped, once and by the system: it is not told by another story', async () => {
  const { id } = await world.start();
  const { process } = sensitiveDataUseDesk;
  const next = { ...sensitiveDataUseDesk, process: { ...process, definition: { ...process.definition, version: process.definition.version + 1 } } };
  const record = new CaseRecord(world.pool, new Map([[process.definition.id, next]]));
  for (let n = 0; n < 2; n++) await expect(record.actAsSystem({ by: LOCK_CASE, id }, async () => undefined)).rejects.toMatchObject({ code: 'CASE_STOPPED' });
  expect(await world.caseRow(id)).toMatchObject({ seq: 1, stopped: { reason: 'STORY' } });
  const { rows } = await world.owner.query(`SELECT action, actor_kind, refused FROM audit_events WHERE case_id = $1 AND action <> 'CASE_STARTED'`, [id]);
  expect(rows).toEqual([{ action: 'CASE_STOPPED', actor_kind: 'SYSTEM', refused: null }]);
});

test('a limit that was counted before the holidays of its year were known is counted again, once and audited, when they are', async () => {
  await world.owner.query('DELETE FROM calendar_years');
  const { id } = await world.start();
  const limit = async (): Promise<{ due_at: Date; provisional: boolean; step_due: Date; task_due: Date }> =>
    (await world.owner.query(`SELECT k.due_at, k.provisional, s.due_at AS step_due, t.due_at AS task_due FROM clocks k JOIN steps s ON s.id = k.step_id JOIN tasks t ON t.step_id = s.id WHERE k.case_id = $1`, [id])).rows[0];
  const recounted = (): Promise<number> => world.count('audit_events', `case_id = '${id}' AND action = 'CLOCK_RECOUNTED' AND actor_kind = 'SYSTEM'`);
  const before = await limit();
  expect(before.provisional).toBe(true);
  const { due_revision: revision } = await world.caseRow(id);
  await keepHouse(world.record, SILENT);
  expect([await limit(), (await world.caseRow(id))['due_revision']]).toEqual([before, revision]);

  // Its last day turns out to be a day off: that day ends where the limit does.
  await world.owner.query(`INSERT INTO calendar_days (day, kind, name) VALUES ((($1::timestamptz - interval '1 second') AT TIME ZONE 'Asia/Shanghai')::date, 'HOLIDAY', '测试') ON CONFLICT (day) DO UPDATE SET kind = 'HOLIDAY'`, [before.due_at]);
  await world.owner.query(`INSERT INTO calendar_years (year, source) SELECT extract(year FROM now())::int + n, '测试' FROM generate_series(0, 1) n`);
  await keepHouse(world.record, SILENT);
  const after = await limit();
  expect(after.provisional).toBe(false);
  expect(after.due_at.getTime()).toBeGreaterThan(before.due_at.getTime());
  expect([after.step_due, after.task_due]).toEqual([after.due_at, after.due_at]);
  expect((await world.caseRow(id))['due_revision']).toBeGreaterThan(Number(revision));
  expect(await recounted()).toBe(1);
  await keepHouse(world.record, SILENT);
  expect([await limit(), await recounted()]).toEqual([after, 1]);
});
