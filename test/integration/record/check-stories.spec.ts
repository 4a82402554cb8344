import { processOf } from '@workflows/kit/fold';
import { sensitiveDataUse } from '@workflows/processes/sensitive-data-use/definition';
import { RecordWorld } from '@test/support/record-world';
import { checkOpenCases, reportLines } from '../../../apps/worker/src/check-stories';

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world.destroy());

test('open journals fold to the same wants on this code; a story that asks for something else is found, by case number', async () => {
  const first = await world.start();
  const second = await world.start();
  await world.decide(second.id, 'initialAssessment');
  expect(await checkOpenCases(world.pool)).toMatchObject({ same: 2, differs: [], diverged: [] });

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
});
