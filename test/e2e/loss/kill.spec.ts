import { setTimeout as wait } from 'node:timers/promises';
import { ownStack, type OwnStack } from './own-stack';

jest.setTimeout(600_000);

let own: OwnStack;
beforeAll(async () => {
  own = await ownStack({ keepAlive: true });
});
afterAll(() => own?.destroy());

const CLIENTS = 8;
const DECISIONS = 200;

test('kill -9 of every part at random moments: each acknowledged decision is there exactly once, and every case goes on', async () => {
  const { people, stack, engine } = own;
  const cases: string[] = [];
  let givenUp = false;
  const enough = (): boolean => givenUp || people.acknowledged.length >= DECISIONS;

  async function client(): Promise<void> {
    while (!enough()) {
      const id = await people.start();
      cases.push(id);
      // Some cases are left standing at each step, so that open ones outlive the crashes too.
      for (let step = 0; step < 6 && !enough(); step++) {
        const [open] = await people.openSteps(id);
        if (open === undefined || (cases.indexOf(id) % 7 === step && step > 0)) break;
        await people.decide(id, open);
      }
    }
  }
  async function chaos(): Promise<string[]> {
    const killed: string[] = [];
    const parts = { api: stack.api, worker: stack.worker, temporal: stack.temporal, postgres: stack.postgres };
    while (!enough()) {
      for (const [name, part] of Object.entries(parts).sort(() => Math.random() - 0.5)) {
        await wait(300 + Math.random() * 1_500);
        await part.kill9();
        killed.push(name);
        await wait(Math.random() * 500);
        await part.restart();
        if (enough() && killed.length >= 4) break;
      }
    }
    return killed;
  }
  const work = Promise.all(Array.from({ length: CLIENTS }, client)).finally(() => (givenUp = true));
  const killed = await chaos();
  await work;
  expect(new Set(killed)).toEqual(new Set(['api', 'worker', 'temporal', 'postgres']));

  // Exactly once: each acknowledged decision, and never two on one task.
  const ids = people.acknowledged.map(({ decisionId }) => decisionId);
  expect(new Set(ids).size).toBe(ids.length);
  const { n } = await engine.row<{ n: number }>('SELECT count(*)::int AS n FROM decisions WHERE id = ANY($1::uuid[]) AND voided_at IS NULL', [ids]);
  expect(n).toBe(ids.length);
  const { twice } = await engine.row<{ twice: number }>('SELECT count(*)::int AS twice FROM (SELECT task_id FROM decisions WHERE voided_at IS NULL GROUP BY task_id HAVING count(*) > 1) t');
  expect(twice).toBe(0);
  const { stopped } = await engine.row<{ stopped: number }>('SELECT count(*)::int AS stopped FROM cases WHERE stopped IS NOT NULL');
  expect(stopped).toBe(0);

  // A case whose start had to be repeated is there once, and no other is.
  const all = (await engine.owner.query<{ id: string }>('SELECT id FROM cases')).rows.map(({ id }) => id);
  expect(all.length).toBe(cases.length);
  expect(new Set(all)).toEqual(new Set(cases));

  // Nothing is stuck: the engine catches up with every case, and every case can be taken to its grant.
  await engine.untilAgrees(all, 120_000);
  const open = cases.filter((_, index) => index % 5 === 0);
  await Promise.all(open.map((id) => people.advance(id)));
  const { granted } = await engine.row<{ granted: number }>('SELECT count(DISTINCT case_id)::int AS granted FROM grants WHERE case_id = ANY($1::uuid[])', [open]);
  expect(granted).toBe(open.length);
});
