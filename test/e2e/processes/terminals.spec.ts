import { PROCESSES } from '@workflows/processes';
import { WALKS } from '@workflows/processes/walks';
import { differingEntry } from '@test/support/fold-again';
import { journalOf, record } from '@test/support/recordings';
import { WalkStack } from '@test/support/walk-stack';

jest.setTimeout(180_000);

let stack: WalkStack;
beforeAll(async () => {
  stack = await WalkStack.start();
});
afterAll(() => stack?.stop());

const OFFERED = [...PROCESSES.values()].map(({ definition }) => definition).filter(({ offered }) => offered);

/** `RECORD_WALKS=1`: keeps the walks that have no recording yet for test/replay. */
const RECORDS = Boolean(process.env.RECORD_WALKS);

/** 第三章 of the catalogue, as a table: each way that a process can go, through the API, to the end that it has. */
describe.each(OFFERED.map((definition) => ({ name: `${definition.code} ${definition.title}`, definition })))('$name', ({ definition: { id, terminals } }) => {
  const walks = Object.entries(WALKS.get(id) ?? {}).map(([name, walk]) => ({ name, walk, row: `${walk.title} → ${walk.to} ${terminals[walk.to]?.title ?? ''}` }));

  test('has a walk to each of its ends', () => {
    expect(Object.keys(terminals).filter((terminal) => !walks.some(({ walk }) => walk.to === terminal))).toEqual([]);
  });

  test.each(walks)('$row', async ({ name, walk }) => {
    const walked = await stack.walker.walk(id, walk);
    expect(await walked.view()).toMatchObject({ status: 'CLOSED', outcome: walk.to, outcomeTitle: terminals[walk.to]?.title });
    expect(await differingEntry(await journalOf(stack.engine, walked.id))).toBeUndefined();
    await stack.engine.untilEnded(walked.id, 60_000);
    if (RECORDS) await record(stack.engine, name, walked.id);
  });
});
