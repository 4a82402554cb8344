import { acknowledge } from '@libs/record/acts/escalation-acts';
import { hold } from '@libs/record/acts/case-acts';
import { keepTime } from '@libs/record/engine';
import { freshKey, personId, RecordWorld, useForm } from '@test/support/record-world';

jest.setTimeout(60_000);

const seconds = (amount: number): unknown => ({ type: 'DURATION', amount, unit: 'SECOND' });
let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
  await world.setPolicy('use.secondaryAssessment.days', seconds(1));
  await world.setPolicy('step.reminders', { type: 'DURATIONS', values: [{ amount: 1, unit: 'HOUR' }] });
  await world.setPolicy('step.escalation.first', seconds(1));
  await world.setPolicy('step.escalation.repeat', seconds(600));
  await world.setPolicy('step.escalation.acknowledged', seconds(1));
});
afterAll(() => world.destroy());

/** PostgreSQL's clock passes the next due instant, and the record is asked. */
async function keep(caseId: string): Promise<void> {
  await world.owner.query('SELECT pg_sleep(greatest(0, extract(epoch FROM next_due_at - clock_timestamp())) + 0.02) FROM cases WHERE id = $1', [caseId]);
  await keepTime(world.record, caseId, 0);
}
async function escalated(n: number): Promise<string> {
  const { id } = await world.start();
  await world.decide(id, 'initialAssessment');
  await keep(id);
  for (let left = n; left > 0; left--) await keep(id);
  return id;
}
const escalations = async (caseId: string): Promise<any[]> => (await world.owner.query('SELECT * FROM escalations WHERE case_id = $1 ORDER BY at, id', [caseId])).rows;
const told = async (caseId: string): Promise<string[]> => (await world.owner.query<{ to: string }>(`SELECT details ->> 'to' AS to FROM audit_events WHERE case_id = $1 AND action = 'CLOCK_ESCALATED' ORDER BY id`, [caseId])).rows.map(({ to }) => to);
const take = (caseId: string, escalationId: string, account: string, idempotency = freshKey('/acknowledge')) => acknowledge(world.record, { personId: personId(`hospital-a.${account}`), caseId, escalationId, idempotency });
const code = (refused: Promise<unknown>): Promise<unknown> => refused.then(() => 'accepted', (error: { code: string }) => error.code);

test('an escalation that is taken up is silent for its interval, and goes on to the next level and again, until the step is settled', async () => {
  const id = await escalated(1);
  const [first] = await escalations(id);
  expect(first).toMatchObject({ level: 1, position: 'UNIT_DESIGNATED_LEADER', acknowledged_by: null });
  const { due_revision: revision } = await world.caseRow(id);
  const { body } = await take(id, first.id, 'designated-leader');
  const row = await world.caseRow(id);
  expect(row['next_due_at']).toEqual(new Date(body.escalation.silentUntil));
  // The engine's one timer moves with it.
  expect(row['due_revision']).toBe(Number(revision) + 1);
  expect(await world.count('audit_events', `case_id = '${id}' AND action = 'ESCALATION_ACKNOWLEDGED'`)).toBe(1);
  await keep(id);
  const [, second] = await escalations(id);
  expect(second).toMatchObject({ level: 2, position: 'UNIT_GROUP_LEADER' });
  await take(id, second.id, 'group-leader');
  await keep(id);
  const [, , third] = await escalations(id);
  expect(third).toMatchObject({ level: 3, position: 'UNIT_GROUP_LEADER' });
  expect(await told(id)).toEqual(['UNIT_DESIGNATED_LEADER', 'UNIT_GROUP_LEADER', 'UNIT_GROUP_LEADER']);
  expect(await world.count('case_events', `case_id = '${id}'`)).toBe(2);
  await world.decide(id, 'secondaryAssessment');
  expect(await code(take(id, third.id, 'group-leader'))).toBe('NOT_OFFERED');
});

test('it is taken up once, by who was told, while it is the newest, in an open case; a retry has the same answer', async () => {
  const id = await escalated(1);
  const [first] = await escalations(id);
  const other = await escalated(1);
  expect(await code(take(other, first.id, 'designated-leader'))).toBe('NOT_FOUND');
  expect(await code(take(id, first.id, 'group-leader'))).toBe('NOT_ELIGIBLE');
  expect(await code(take(id, first.id, 'staff-3'))).toBe('NOT_FOUND');
  await hold(world.record, { personId: personId('hospital-a.designated-leader'), caseId: id, reason: '核查', idempotency: freshKey('/hold') });
  expect(await code(take(id, first.id, 'designated-leader'))).toBe('CASE_HELD');
  await world.owner.query(`UPDATE cases SET status = 'OPEN' WHERE id = $1`, [id]);
  const key = freshKey('/acknowledge');
  const same = await Promise.all([1, 2].map(() => take(id, first.id, 'designated-leader', key)));
  expect(same[0]?.body).toEqual(same[1]?.body);
  expect(await code(take(id, first.id, 'designated-leader'))).toBe('NOT_OFFERED');
  expect(await world.count('audit_events', `case_id = '${id}' AND action = 'ACKNOWLEDGE_ESCALATION' AND refused IN ('NOT_ELIGIBLE', 'CASE_HELD', 'NOT_OFFERED')`)).toBe(3);
  expect(await world.count('escalations', `case_id = '${id}' AND acknowledged_by IS NOT NULL`)).toBe(1);
});

test('a step that is returned and asked again has a new limit, and its chain goes on where it stood', async () => {
  const id = await escalated(1);
  await world.decide(id, 'secondaryAssessment', { outcome: 'RETURN', opinion: '请补充' });
  await world.decide(id, 'application', { form: useForm() });
  const { rows } = await world.owner.query(`SELECT k.reminded, k.escalated, k.breached_at, k.base_at > c.opened_at AS anew FROM clocks k JOIN cases c ON c.id = k.case_id JOIN steps s ON s.id = k.step_id WHERE k.case_id = $1 AND s.want_id = 'secondaryAssessment#2'`, [id]);
  expect(rows).toEqual([{ reminded: 0, escalated: 1, breached_at: null, anew: true }]);
  await keep(id);
  await keep(id);
  expect(await told(id)).toEqual(['UNIT_DESIGNATED_LEADER', 'UNIT_GROUP_LEADER']);
  expect((await escalations(id)).map(({ level }) => level)).toEqual([1, 2]);
});

test('the chain and its intervals are those of the day on which the case began', async () => {
  const { id } = await world.start();
  await world.setPolicy('step.escalation.first', seconds(6_000));
  await world.setPolicy('step.escalation.acknowledged', seconds(6_000));
  await world.decide(id, 'initialAssessment');
  await keep(id);
  await keep(id);
  const [first] = await escalations(id);
  const { body } = await take(id, first.id, 'designated-leader');
  expect(Date.parse(body.escalation.silentUntil) - Date.parse(body.escalation.acknowledgedAt)).toBe(1_000);
});
