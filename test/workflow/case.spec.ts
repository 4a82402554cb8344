import { until } from '@test/support/engine-watch';
import { WorkerWorld } from '@test/support/worker-world';

jest.setTimeout(120_000);

const seconds = (amount: number): unknown => ({ type: 'DURATION', amount, unit: 'SECOND' });
let own: WorkerWorld;
beforeAll(async () => {
  own = await WorkerWorld.create();
});
afterAll(() => own?.destroy());

test('a case is told, its document is rendered, and its grant ends by the engine’s timer', async () => {
  const { world, engine } = own;
  const { id } = await world.start();
  await world.advanceTo(id, 'secondaryAuthorization');
  await world.decide(id, 'secondaryAuthorization', { evidence: { validUntil: new Date(Date.now() + 8_000).toISOString() } });
  await world.grant(id);
  const document = await until(() => engine.row<{ sha256: string }>('SELECT sha256 FROM attachments WHERE case_id = $1', [id]), (row) => row?.sha256 !== undefined, 20_000, 'the document');
  expect(document.sha256).toMatch(/^[0-9a-f]{64}$/);
  const grant = await until(
    () => engine.row<{ end_reason: string | null; late: number }>('SELECT end_reason, extract(epoch FROM ended_at - valid_until)::float AS late FROM grants WHERE case_id = $1', [id]),
    (row) => row.end_reason !== null,
    30_000,
    'the end of the grant',
  );
  expect(grant.end_reason).toBe('EXPIRED');
  expect(grant.late).toBeLessThan(3);
  await engine.untilAgrees([id], 30_000);
  await world.decide(id, 'closure');
  await engine.untilEnded(id, 30_000);
});

test('reminder, breach and escalation along the chain come by the engine’s timer, each by SYSTEM', async () => {
  const { world, engine } = own;
  await world.setPolicy('use.initialAssessment.days', seconds(3));
  await world.setPolicy('step.reminders', { type: 'DURATIONS', values: [{ amount: 1, unit: 'SECOND' }] });
  await world.setPolicy('step.escalation.first', seconds(1));
  await world.setPolicy('step.escalation.repeat', seconds(2));
  const { id } = await world.start();
  const actions = async (): Promise<string[]> => (await engine.owner.query(`SELECT action || coalesce(' ' || (details ->> 'to'), '') AS a FROM audit_events WHERE case_id = $1 AND actor_kind = 'SYSTEM' ORDER BY id`, [id])).rows.map(({ a }) => a);
  await until(actions, (list) => list.length >= 4, 30_000, 'the escalations');
  expect((await actions()).slice(0, 4)).toEqual(['CLOCK_REMINDED', 'CLOCK_BREACHED', 'CLOCK_ESCALATED UNIT_DATA_ADMINISTRATOR', 'CLOCK_ESCALATED UNIT_DESIGNATED_LEADER']);
  expect((await world.openTasks(id)).map(({ step_key }) => step_key)).toEqual(['initialAssessment']);
});
