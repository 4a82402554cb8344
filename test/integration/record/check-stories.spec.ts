import { processOf } from '@workflows/kit/fold';
import { processFor } from '@workflows/processes';
import { sensitiveDataUse } from '@workflows/processes/sensitive-data-use/definition';
import { RecordWorld } from '@test/support/record-world';
import { checkOpenCases, exitCodeOf, reportLines } from '../../../apps/worker/src/check-stories';

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world.destroy());

test('open journals fold to the same wants on this code; a story that asks for something else is found, by case number', async () => {
  const first = await world.start();
  const second = await world.start();
  await world.decide(second.id, 'initialAssessment');
  const today = await checkOpenCases(world.pool);
  expect(today).toMatchObject({ same: 2, differs: [], diverged: [] });
  expect(exitCodeOf(today)).toBe(0);

  // A new story that begins with the group leader: one case would wait for somebody else, the other cannot be told at all.
  const other = processOf(sensitiveDataUse, async (c) => {
    await c.review('application', async (c) => {
      await c.approve('leaderAuthorization');
    });
    await c.end('REJECTED');
  });
  const report = await checkOpenCases(world.pool, () => other);
  expect(reportLines(report)).toEqual([
    `DIVERGED ${second.number} at 2: initialAssessment#1 was never wanted`,
    `DIFFERS  ${first.number}: leaderAuthorization#1`,
    '0 same, 1 differ, 1 diverged',
  ]);
  expect(exitCodeOf(report)).toBe(1);
});

test('a case that is pinned to a version which this build has not kept is named', async () => {
  const { number } = await world.start();
  const report = await checkOpenCases(world.pool, (id) => processFor(id, 99));
  expect(reportLines(report)).toContain(`DIVERGED ${number} at 1: unknown process sensitive-data-use version 99`);
  expect(exitCodeOf(report)).toBe(1);
});
