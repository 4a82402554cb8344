import fc from 'fast-check';
import { DomainError } from '@libs/platform/errors/domain-error';
import { takeBack } from '@libs/record/acts/take-back';
import { freshKey, RecordWorld } from '@test/support/record-world';
import { checkInvariants, decideByDice } from '@test/support/use-by-dice';

jest.setTimeout(300_000);

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world.destroy());

/** Takes back the newest decision that stands, or one before it, as whoever made it. */
async function takeBackByDice(caseId: string, dice: number): Promise<unknown> {
  const { rows } = await world.owner.query<{ task_id: string; actor_id: string }>(
    'SELECT task_id, actor_id FROM decisions WHERE case_id = $1 AND voided_at IS NULL AND task_id IS NOT NULL ORDER BY at DESC, id DESC LIMIT 2',
    [caseId],
  );
  const chosen = rows[dice % 5 === 0 ? 1 : 0];
  return chosen && takeBack(world.record, { personId: chosen.actor_id, taskId: chosen.task_id, reason: '填错了', idempotency: freshKey('/take-back', { dice: Math.random() }) });
}

/** Rows that a take-back could leave behind: nothing of a case may contradict what is open and what was decided. */
const CONTRADICTIONS = `SELECT 'a task is done by the decision that stands on it' AS rule, t.id FROM tasks t
    WHERE t.case_id = $1 AND (t.status = 'DONE') <> EXISTS (SELECT FROM decisions d WHERE d.task_id = t.id AND d.voided_at IS NULL)
  UNION ALL SELECT 'an open task has an open step', t.id FROM tasks t JOIN steps s ON s.id = t.step_id WHERE t.case_id = $1 AND (t.status = 'OPEN') AND s.status <> 'OPEN'
  UNION ALL SELECT 'an open step of people is theirs to decide', s.id FROM steps s
    WHERE s.case_id = $1 AND s.status = 'OPEN' AND s.kind IN ('APPROVE', 'COMPLETE', 'CORRECTION') AND (SELECT count(*) FROM tasks t WHERE t.step_id = s.id AND t.status = 'OPEN') <> 1
  UNION ALL SELECT 'a clock runs while its step is open', k.id FROM clocks k JOIN steps s ON s.id = k.step_id WHERE k.case_id = $1 AND (k.stopped_at IS NULL) <> (s.status = 'OPEN')
  UNION ALL SELECT 'a step of people has one clock', s.id FROM steps s
    WHERE s.case_id = $1 AND s.kind IN ('APPROVE', 'COMPLETE', 'CORRECTION') AND (SELECT count(*) FROM clocks k WHERE k.step_id = s.id) <> 1
  UNION ALL SELECT 'only what was settled has evidence', s.id FROM steps s WHERE s.case_id = $1 AND s.status IN ('OPEN', 'CANCELLED') AND s.evidence_digest IS NOT NULL`;

const VERBS: Readonly<Record<'decide' | 'takeBack', (caseId: string, dice: number) => Promise<unknown>>> = { decide: (caseId, dice) => decideByDice(world, caseId, dice), takeBack: takeBackByDice };

test('whatever is decided, corrected and taken back, the record equals the fold of its journal and nothing in it contradicts itself', async () => {
  const verb = fc.tuple(fc.constantFrom('decide' as const, 'decide' as const, 'takeBack' as const), fc.nat(1_000));
  await fc.assert(
    fc.asyncProperty(fc.array(verb, { minLength: 4, maxLength: 16 }), async (verbs) => {
      const { id } = await world.start();
      for (const [name, dice] of verbs)
        await VERBS[name](id, dice).catch((error: unknown) => {
          if (!(error instanceof DomainError)) throw error;
          expect(['NOT_OFFERED', 'CASE_CLOSED', 'ALREADY_DECIDED', 'FORM_INVALID', 'GATE_FAILED']).toContain(error.code);
        });
      await checkInvariants(world, id);
      expect((await world.owner.query(CONTRADICTIONS, [id])).rows).toEqual([]);
    }),
    { numRuns: 250, seed: 20260518 },
  );
  // The sequences really went through what matters.
  const happened = (condition: string): Promise<number> => world.count('audit_events', condition);
  expect(await happened(`action = 'TAKEN_BACK'`)).toBeGreaterThan(200);
  expect(await happened(`action = 'RESUBMITTED'`)).toBeGreaterThan(20);
  expect(await happened(`refused = 'NOT_OFFERED'`)).toBeGreaterThan(50);
  expect(await world.count('case_events', `type = 'takenBack' AND (SELECT b.body ->> 'outcome' FROM case_events b WHERE b.case_id = case_events.case_id AND b.seq = (case_events.body ->> 'cancels')::int) = 'RETURN'`)).toBeGreaterThan(10);
});
