import type { CaseMessage } from '@libs/contracts/engine';
import { CASE_EVENT_SIGNAL, workflowTypeOf, YEARLY_WORKFLOW } from '@libs/contracts/engine';
import { hold, release } from '@libs/record/acts/case-acts';
import { tellingFor } from '@libs/record/engine';
import { PROCESSES } from '@workflows/processes';
import * as hosted from '@workflows/temporal';
import { until } from '@test/support/engine-watch';
import { stringsIn } from '@test/support/history-scan';
import { freshKey, personId } from '@test/support/record-world';
import { SILENT } from '@test/support/silent';
import { WorkerWorld } from '@test/support/worker-world';
import { reconcile } from '../../apps/worker/src/reconciler/reconciler';
import { tellVia } from '../../apps/worker/src/relay/engine-client';

jest.setTimeout(180_000);

let own: WorkerWorld;
beforeAll(async () => {
  own = await WorkerWorld.create();
});
afterAll(() => own?.destroy());

const reconciled = () => reconcile({ client: own.engine.client, pool: own.world.record.pool, logger: SILENT, thorough: true });
/** Long enough ago that nothing about it is still on its way. */
const age = (caseId: string): Promise<unknown> =>
  own.engine.owner.query(`WITH e AS (UPDATE engine_states SET told_at = told_at - interval '1 minute' WHERE case_id = $1) UPDATE cases SET last_at = last_at - interval '1 minute' WHERE id = $1`, [caseId]);
const told = (caseId: string): Promise<void> => own.engine.untilAgrees([caseId], 30_000);
const messageOf = async (caseId: string, after = 0): Promise<CaseMessage> => {
  const telling = await tellingFor(own.world.record.pool, caseId, after);
  if (!telling) throw new Error('no such case');
  return telling.message;
};
const toldDifferently = async (caseId: string): Promise<number | null> =>
  (await own.engine.row<{ seq: number | null }>('SELECT told_differently_seq AS seq FROM engine_states WHERE case_id = $1', [caseId])).seq;
const signal = (caseId: string, message: CaseMessage): Promise<void> => own.engine.client.workflow.getHandle(caseId).signal(CASE_EVENT_SIGNAL, message);
const act = (caseId: string, account: string) => ({ personId: personId(account), caseId, reason: '测试', idempotency: freshKey('/act') });

test('every process of the registry is a workflow type of its own, and what schedules run is one beside them', () => {
  expect(Object.keys(hosted).sort()).toEqual([...[...PROCESSES.keys()].map(workflowTypeOf), YEARLY_WORKFLOW].sort());
});

test('a gap in what arrives is pulled from the record, and what was heard before is not heard twice', async () => {
  const { id } = await own.world.start();
  await told(id);
  await own.stop();
  await own.world.decide(id, 'initialAssessment');
  await own.world.decide(id, 'secondaryAssessment');
  // Only the last event is sent, twice: the one between is missing.
  const last = await messageOf(id, 2);
  await signal(id, last);
  await signal(id, last);
  await own.engine.owner.query('DELETE FROM outbox WHERE case_id = $1', [id]);
  await own.start();
  await until(() => own.engine.where(id), ({ seq }) => seq === 3, 30_000, 'the pull');
  expect((await own.engine.where(id)).openSteps).toEqual(['secondaryAuthorization#1']);
});

test('a run whose wants differ from the record’s stops its effects and says so; people go on and time is kept', async () => {
  await own.world.setPolicy('use.secondaryAssessment.days', { type: 'DURATION', amount: 4, unit: 'SECOND' });
  const { id } = await own.world.start();
  await told(id);
  const message = await messageOf(id);
  await own.engine.client.workflow.getHandle(id).terminate('told anew by the test');
  await tellVia(async () => own.engine.client, 5_000)({ ...message, wantsDigest: '0'.repeat(64) });
  await until(() => toldDifferently(id), (seq) => seq === 1, 30_000, 'the report');
  await own.world.decide(id, 'initialAssessment');
  await until(() => own.world.count('audit_events', `case_id = '${id}' AND action = 'CLOCK_BREACHED'`), (n) => n === 1, 30_000, 'the breach');
  expect((await own.engine.where(id)).toldDifferently).toBe(true);
  await own.world.grant(id);
  await until(() => own.engine.where(id), ({ seq }) => seq >= 8, 30_000, 'the grant');
  expect(await own.world.count('effects', `case_id = '${id}'`)).toBe(0);

  // Repaired: a run that is ended is told anew from the start, agrees, and does what had to wait.
  expect(await toldDifferently(id)).toBe(1);
  await own.engine.client.workflow.getHandle(id).terminate('ended by an administrator');
  await age(id);
  await reconciled();
  await until(() => own.world.count('attachments', `case_id = '${id}'`), (n) => n === 1, 30_000, 'the document');
  await told(id);
  expect(await toldDifferently(id)).toBeNull();
});

/** The worker of this test reconciles as well, and what Temporal lists lags behind: whoever finds it, the run is another one. */
const untilAnotherRun = (id: string, before: string | undefined): Promise<unknown> =>
  until(
    async () => {
      await reconciled();
      return own.engine.run(id);
    },
    (run) => run?.status === 'RUNNING' && run.runId !== before,
    30_000,
    'another run',
  );

test('a run that was lost is started again, and has everything', async () => {
  const { id } = await own.world.start();
  await own.world.decide(id, 'initialAssessment');
  await told(id);
  const before = await own.engine.run(id);
  await own.engine.client.workflow.getHandle(id).terminate('lost');
  await age(id);
  await untilAnotherRun(id, before?.runId);
  await told(id);
});

test('a run that knows more than the record is ended and started again: the record wins', async () => {
  const { id } = await own.world.start();
  await told(id);
  const message = await messageOf(id);
  const invented = { seq: 2, at: Date.now(), type: 'settled', id: 'initialAssessment#1', outcome: 'APPROVE' } as const;
  await signal(id, { ...message, events: [invented], seq: 2, journalDigest: null, wantsDigest: null });
  await until(() => own.engine.where(id), ({ seq }) => seq === 2, 20_000, 'the invented event');
  const before = await own.engine.run(id);
  await age(id);
  await untilAnotherRun(id, before?.runId);
  await told(id);
});

test('an effect is not performed while the case is held, and is performed once after its release', async () => {
  const { world } = own;
  const { id } = await world.start();
  await world.advanceTo(id, 'leakControlAttestation');
  await told(id);
  await own.stop();
  await world.grant(id);
  await hold(world.record, act(id, 'hospital-a.data-admin'));
  await own.start();
  await told(id);
  expect(await world.count('effects', `case_id = '${id}'`)).toBe(0);
  await release(world.record, act(id, 'hospital-a.data-admin'));
  await until(() => world.count('attachments', `case_id = '${id}'`), (n) => n === 1, 30_000, 'the document');
  await told(id);
  expect(await world.count('audit_events', `case_id = '${id}' AND action = 'EFFECT_DONE'`)).toBe(1);
});

test('an operator finds a case by its number, unit, open steps and due instant, and no personal data with it', async () => {
  const { id, number } = await own.world.start();
  await told(id);
  const found = await until(
    async () => {
      for await (const one of own.engine.client.workflow.list({ query: `QingdunCaseNumber = '${number}' AND QingdunOpenSteps = 'initialAssessment#1' AND QingdunNextDueAt > '2020-01-01T00:00:00Z'` })) return one;
      return undefined;
    },
    (one) => one !== undefined,
    30_000,
    'the visibility record',
  );
  expect(found?.workflowId).toBe(id);
  const shown = stringsIn(JSON.parse(JSON.stringify(found?.searchAttributes ?? {}))).join(' ');
  expect(shown).toContain('HOSPITAL-A');
  expect(shown).not.toMatch(/演示|心内科|随访/);
});
