import fc from 'fast-check';
import { digestOf } from '@libs/domain/digests';
import { DomainError } from '@libs/platform/errors/domain-error';
import { handBack, resume, revoke, suspend } from '@libs/record/acts/grant-acts';
import { hold, release, withdraw } from '@libs/record/acts/case-acts';
import { regrade } from '@libs/record/regrade';
import { SYSTEM } from '@libs/record/by';
import { EXAMPLE_FORM } from '@workflows/processes/sensitive-data-use/form.example';
import { freshKey, personId, RecordWorld, resourceId, USE_SEATS, useForm } from '@test/support/record-world';
import { checkInvariants, decideByDice, openKeysOf } from '@test/support/use-by-dice';

jest.setTimeout(180_000);

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world.destroy());

const key = () => freshKey('/act', { n: Math.random() });
const onCase = (caseId: string, account: string) => ({ personId: personId(account), caseId, reason: '测试', idempotency: key() });

type Verb = (caseId: string, dice: number) => Promise<unknown>;
const openKeys = (caseId: string): Promise<string[]> => openKeysOf(world, caseId);

/** Everything that can be tried on a case, by the right person or by a wrong one. */
const VERBS: Readonly<Record<string, Verb>> = {
  decide: (caseId, dice) => decideByDice(world, caseId, dice),
  async decideAsWrongPerson(caseId, dice) {
    const keys = await openKeys(caseId);
    const step = keys[dice % keys.length];
    const others = Object.values(USE_SEATS);
    if (step !== undefined) return world.decide(caseId, step, { account: others[dice % others.length], opinion: '意见' });
  },
  hold: (caseId) => hold(world.record, onCase(caseId, 'hospital-a.data-admin')),
  release: (caseId) => release(world.record, onCase(caseId, 'hospital-a.data-admin')),
  withdraw: async (caseId, dice) => (dice % 9 === 0 ? withdraw(world.record, onCase(caseId, 'hospital-a.staff-1')) : undefined),
  async grant(caseId, dice) {
    const { rows } = await world.owner.query<{ id: string }>('SELECT id FROM grants WHERE case_id = $1', [caseId]);
    const grantId = rows[0]?.id;
    if (!grantId) return;
    const acts = [suspend, resume, suspend, resume, revoke, handBack] as const;
    const act = acts[dice % acts.length] ?? resume;
    return act(world.record, { personId: personId(act === handBack ? 'hospital-a.staff-1' : 'hospital-a.designated-leader'), grantId, reason: '测试', idempotency: key() });
  },
};

test('whatever people try, the record equals the fold of its journal and every seat rule holds', async () => {
  const verb = fc.tuple(fc.constantFrom('decide', 'decide', 'decide', 'decide', 'decide', 'decideAsWrongPerson', 'grant', 'hold', 'release', 'release', 'withdraw'), fc.nat(1_000));
  await fc.assert(
    fc.asyncProperty(fc.array(verb, { minLength: 8, maxLength: 40 }), async (verbs) => {
      const { id } = await world.start();
      for (const [name, dice] of verbs) {
        await VERBS[name]?.(id, dice).catch((error: unknown) => {
          if (!(error instanceof DomainError)) throw error;
          expect(error.code).not.toBe('CASE_STOPPED');
        });
      }
      await checkInvariants(world, id);
    }),
    { numRuns: 60, seed: 20260302 },
  );
  // The sequences really went through what matters.
  const happened = async (condition: string): Promise<number> => world.count('audit_events', condition);
  expect(await happened(`action = 'GRANT_OPENED'`)).toBeGreaterThan(5);
  expect(await happened(`action = 'RESUBMITTED'`)).toBeGreaterThan(5);
  expect(await happened(`refused = 'SEPARATION_OF_DUTIES'`) + (await happened(`refused = 'NOT_ELIGIBLE'`))).toBeGreaterThan(20);
  expect(await world.count('steps', `status = 'STALE'`)).toBeGreaterThan(5);
});

test('a raised level before the release makes its judges decide again, and brings the group leader in', async () => {
  const resource = resourceId('HOSPITAL-A/FOLLOW-UP');
  const { id } = await world.start(useForm({ data: { ...EXAMPLE_FORM.data, datasetIds: [resource] } }));
  await world.advanceTo(id, 'desensitization');
  await regrade(world.record, { resourceId: resource, proposedLevel: 'IMPORTANT', gradingStatus: 'GRADED', basis: 'DEMO', by: SYSTEM });
  expect(await openKeys(id)).toEqual(['secondaryAssessment']);
  await world.decide(id, 'secondaryAssessment');
  await world.decide(id, 'secondaryAuthorization');
  expect(await openKeys(id)).toEqual(['leaderAuthorization']);
  await checkInvariants(world, id);
  await regrade(world.record, { resourceId: resource, proposedLevel: 'GENERAL', determinedLevel: 'GENERAL', gradingStatus: 'GRADED', basis: 'DEMO', by: SYSTEM });
});

test('a gate that blocks says why, and passes when the cause is gone', async () => {
  const resource = resourceId('HOSPITAL-A/FOLLOW-UP');
  const { id } = await world.start();
  await world.advanceTo(id, 'leakControlAttestation');
  await regrade(world.record, { resourceId: resource, determinedLevel: 'GENERAL', gradingStatus: 'REGRADE_PENDING', basis: 'DEMO', by: SYSTEM });
  await world.decide(id, 'leakControlAttestation');
  const blocked = async () => (await world.owner.query(`SELECT status, blocked FROM steps WHERE case_id = $1 AND kind = 'GATE'`, [id])).rows;
  expect(await blocked()).toEqual([{ status: 'OPEN', blocked: ['G6'] }]);
  expect(await world.count('grants', `case_id = '${id}'`)).toBe(0);
  await regrade(world.record, { resourceId: resource, determinedLevel: 'GENERAL', gradingStatus: 'GRADED', basis: 'DEMO', by: SYSTEM });
  expect(await blocked()).toEqual([{ status: 'SETTLED', blocked: null }]);
  expect(await world.count('grants', `case_id = '${id}'`)).toBe(1);
});

test('a grant whose requirements are not in the record is refused by SQL, and the case is stopped', async () => {
  const { id } = await world.start();
  await world.advanceTo(id, 'leakControlAttestation');
  // Somebody tampers with a decision behind the application's back.
  await world.owner.query(`UPDATE decisions SET digest = $2 WHERE case_id = $1 AND role = 'secondaryAuthorization'`, [id, digestOf('tampered')]);
  await expect(world.decide(id, 'leakControlAttestation')).rejects.toMatchObject({ code: 'CASE_STOPPED' });
  expect(await world.count('grants', `case_id = '${id}'`)).toBe(0);
  expect(await world.caseRow(id)).toMatchObject({ stopped: { reason: 'REQUIREMENT' } });
  await expect(withdraw(world.record, onCase(id, 'hospital-a.staff-1'))).rejects.toMatchObject({ code: 'CASE_STOPPED' });
});

test('a journal that its story cannot tell stops the case: nothing is guessed around', async () => {
  const { id } = await world.start();
  await world.owner.query('ALTER TABLE case_events DISABLE TRIGGER case_events_append_only');
  await world.owner.query(`UPDATE case_events SET body = body || '{"id": "never#1", "type": "settled", "outcome": "APPROVE"}' WHERE case_id = $1 AND seq = 1`, [id]);
  await world.owner.query('ALTER TABLE case_events ENABLE TRIGGER case_events_append_only');
  await expect(withdraw(world.record, onCase(id, 'hospital-a.staff-1'))).rejects.toMatchObject({ code: 'CASE_STOPPED' });
  expect(await world.caseRow(id)).toMatchObject({ status: 'OPEN', stopped: { reason: 'DIVERGED' } });
  expect(await world.count('audit_events', `case_id = '${id}' AND refused = 'CASE_STOPPED'`)).toBe(1);
});

test('a flood of refusals becomes one counted event', async () => {
  const { id } = await world.start();
  for (let n = 0; n < 75; n++) await expect(hold(world.record, onCase(id, 'hospital-a.staff-1'))).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' });
  await world.record.refusals.flush();
  const { rows } = await world.owner.query('SELECT count, count(*)::int AS events FROM audit_events WHERE case_id = $1 AND refused IS NOT NULL GROUP BY count ORDER BY count', [id]);
  expect(rows).toEqual([
    { count: 1, events: 60 },
    { count: 15, events: 1 },
  ]);
});
