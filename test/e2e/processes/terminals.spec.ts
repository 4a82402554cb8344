import { Fold } from '@workflows/kit/fold';
import type { CaseEvent } from '@workflows/kit/journal';
import { wantsDigest } from '@workflows/kit/want';
import { PROCESSES, processFor } from '@workflows/processes';
import { WALKS } from '@workflows/processes/walks';
import { WalkStack } from '@test/support/walk-stack';

jest.setTimeout(180_000);

let stack: WalkStack;
beforeAll(async () => {
  stack = await WalkStack.start();
});
afterAll(() => stack?.stop());

const OFFERED = [...PROCESSES.values()].map(({ definition }) => definition).filter(({ offered }) => offered);

/** Whether the journal folds afresh to what the record took from it, entry by entry. */
async function differingEntry(caseId: string): Promise<number | undefined> {
  const { rows } = await stack.engine.owner.query<{ event: CaseEvent; digest: string; process: string; version: number }>(
    'SELECT e.body AS event, e.wants_digest AS digest, c.process_type AS process, c.definition_version AS version FROM case_events e JOIN cases c ON c.id = e.case_id WHERE c.id = $1 ORDER BY e.seq',
    [caseId],
  );
  const [first] = rows;
  if (!first) throw new Error(`no journal of ${caseId}`);
  const folding = new Fold(processFor(first.process, first.version));
  for (const { event, digest } of rows) {
    await folding.feed(event);
    if (wantsDigest(folding.picture()) !== digest) return event.seq;
  }
  return undefined;
}

/** 第三章 of the catalogue, as a table: each way that a process can go, through the API, to the end that it has. */
describe.each(OFFERED.map((definition) => ({ name: `${definition.code} ${definition.title}`, definition })))('$name', ({ definition: { id, terminals } }) => {
  const walks = Object.entries(WALKS.get(id) ?? {}).map(([name, walk]) => ({ name, walk, row: `${walk.title} → ${walk.to} ${terminals[walk.to]?.title ?? ''}` }));

  test('has a walk to each of its ends', () => {
    expect(Object.keys(terminals).filter((terminal) => !walks.some(({ walk }) => walk.to === terminal))).toEqual([]);
  });

  test.each(walks)('$row', async ({ walk }) => {
    const walked = await stack.walker.walk(id, walk);
    expect(await walked.view()).toMatchObject({ status: 'CLOSED', outcome: walk.to, outcomeTitle: terminals[walk.to]?.title });
    expect(await differingEntry(walked.id)).toBeUndefined();
    await stack.engine.untilEnded(walked.id, 60_000);
  });
});
