import { setTimeout as wait } from 'node:timers/promises';
import { PROCESSES } from '@workflows/processes';
import { WALKS } from '@workflows/processes/walks';
import { until } from '@test/support/engine-watch';
import { ForwardedTime } from '@test/support/forwarded-time';
import { Sessions } from '../../../apps/standalone/src/demo/client';
import { Walker } from '../../../apps/standalone/src/demo/walker';
import { ownStack, type OwnStack } from './own-stack';

jest.setTimeout(600_000);

/** How long people go on while there is no Temporal. */
const AWAY_MS = 3_000;

let own: OwnStack;
afterEach(() => own?.destroy());

test('every process is under way when the Temporal store is deleted: people go on meanwhile, and each case comes to its end', async () => {
  own = await ownStack({ keepAlive: false });
  const { stack, engine } = own;
  const walks = [...WALKS].flatMap(([process, named]) => Object.values(named).slice(0, 1).map((walk) => ({ process, walk })));
  expect(walks.map(({ process }) => process).toSorted()).toEqual([...PROCESSES.values()].flatMap(({ definition }) => (definition.offered ? [definition.id] : [])).toSorted());

  const underWay: string[] = [];
  let goOn: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => (goOn = resolve));
  const time = new ForwardedTime(
    (sql, values) => engine.owner.query(sql, values),
    async (caseId) => void (await until(() => engine.row<{ due: boolean }>('SELECT coalesce(next_due_at < clock_timestamp(), false) AS due FROM cases WHERE id = $1', [caseId]), ({ due }) => !due, 60_000, 'what is due')),
  );
  const walker = new Walker(Sessions.ofFile(stack.apiUrl, stack.accountsFile), time, async ({ id }) => {
    underWay.push(id);
    await lost;
  });
  const walked = walks.map(({ process, walk }) => walker.walk(process, walk));
  const all = Promise.all(walked);
  await Promise.race([all, until(async () => underWay.length, (n) => n === walks.length, 180_000, 'every process under way')]);
  await engine.untilAgrees(underWay, 60_000);
  const runsBefore = new Map(await Promise.all(underWay.map(async (id) => [id, (await engine.run(id))?.runId] as const)));

  await stack.temporal.kill9();
  stack.temporal.deleteStore();
  goOn();
  await wait(AWAY_MS);
  await stack.temporal.restart();

  // Each came to the end of its walk, or the walker says where it stands.
  const ended = (await all).map(({ id }) => id);
  expect(ended.toSorted()).toEqual(underWay.toSorted());
  await engine.untilAgrees(ended, 120_000);
  for (const id of ended) expect((await engine.run(id))?.runId).not.toBe(runsBefore.get(id));
});
