import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '@test/support/engine-watch';
import { USE_EVIDENCE } from '@test/support/record-world';
import { ownStack, type OwnStack } from './own-stack';

jest.setTimeout(600_000);

const STEPS = ['initialAssessment', 'secondaryAssessment', 'secondaryAuthorization', 'desensitization', 'desensitizationVerification', 'leakControlAttestation'];

let own: OwnStack;
afterEach(() => own?.destroy());

async function casesAtDifferentSteps(count: number): Promise<string[]> {
  const { people } = own;
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const id = await people.start();
      await people.advance(id, STEPS[index % STEPS.length]);
      return id;
    }),
  );
}

/** What people were asked; effects are the engine's own work and may be done meanwhile. */
const asked = async (ids: readonly string[]): Promise<unknown[]> =>
  (await own.engine.owner.query(`SELECT case_id, want_id, status FROM steps WHERE case_id = ANY($1::uuid[]) AND kind NOT IN ('EFFECT') ORDER BY case_id, want_id`, [ids])).rows;

test('the Temporal store is deleted: people go on deciding, every case has its workflow again, nothing is asked twice, grants end on time', async () => {
  own = await ownStack({ keepAlive: false });
  const { people, stack, engine } = own;
  const ids = await casesAtDifferentSteps(20);
  const [granted = '', ...standing] = ids;
  await people.advance(granted, 'secondaryAuthorization');
  const end = new Date(Date.now() + 45_000);
  await people.decide(granted, 'secondaryAuthorization', { validUntil: end.toISOString() });
  await people.advance(granted);
  await engine.untilAgrees(ids, 60_000);
  const runsBefore = new Map(await Promise.all(ids.map(async (id) => [id, (await engine.run(id))?.runId] as const)));

  await stack.temporal.kill9();
  stack.temporal.deleteStore();
  // Meanwhile people decide: no Temporal, no difference to them.
  const before = people.acknowledged.length;
  await Promise.all(
    standing.slice(0, 10).map(async (id) => {
      const [open] = await people.openSteps(id);
      if (open !== undefined) await people.decide(id, open);
    }),
  );
  expect(people.acknowledged.length - before).toBeGreaterThanOrEqual(10);
  const stepsMeanwhile = await asked(standing);

  await stack.temporal.restart();
  await engine.untilAgrees(standing, 120_000);
  for (const id of standing) {
    const run = await engine.run(id);
    expect(run?.runId).not.toBe(runsBefore.get(id));
  }
  // No step was asked twice, closed or opened by the new runs.
  expect(await asked(standing)).toEqual(stepsMeanwhile);

  const { ended_at } = await until(
    () => engine.row<{ ended_at: Date | null }>('SELECT ended_at FROM grants WHERE case_id = $1', [granted]),
    (row) => row.ended_at !== null,
    90_000,
    'the grant ends',
  );
  expect((ended_at?.getTime() ?? 0) - end.getTime()).toBeLessThan(10_000);
  await people.decide(granted, 'closure', USE_EVIDENCE['closure']?.());
  expect(await people.view(granted)).toMatchObject({ status: 'CLOSED', outcome: 'CLOSED' });
});

test('PostgreSQL is restored to an earlier backup: the record wins', async () => {
  own = await ownStack({ keepAlive: false });
  const { people, stack, engine, home } = own;
  const ids = await casesAtDifferentSteps(6);
  await engine.untilAgrees(ids, 60_000);

  // A cold copy of the data folder.
  const { dataDir } = stack.postgres;
  if (dataDir === undefined) throw new Error('the stack runs its own PostgreSQL');
  const backup = join(home, 'backup');
  await stack.postgres.stop();
  copyKeepingOwners(dataDir, backup);
  await stack.postgres.restart();

  // Life goes on, and the engine hears of it.
  const later = await people.start();
  await Promise.all(
    ids.map(async (id) => {
      const [open] = await people.openSteps(id);
      if (open !== undefined) await people.decide(id, open);
    }),
  );
  await engine.untilAgrees([...ids, later], 60_000);

  await stack.postgres.kill9();
  rmSync(dataDir, { recursive: true });
  copyKeepingOwners(backup, dataDir);
  await stack.postgres.restart();

  // The runs were ahead of the record: they are ended and started again from it. The case it does not know has none.
  await engine.untilAgrees(ids, 180_000);
  await until(async () => (await engine.run(later))?.status ?? 'NONE', (status) => status !== 'RUNNING', 120_000, 'the unknown case has no run');
  for (const id of ids) await people.advance(id);
  const { granted } = await engine.row<{ granted: number }>('SELECT count(*)::int AS granted FROM grants WHERE case_id = ANY($1::uuid[])', [ids]);
  expect(granted).toBe(ids.length);
});

/** The files belong to the user that PostgreSQL runs as. */
const copyKeepingOwners = (from: string, to: string): void => void execFileSync('cp', ['-a', from, to]);
