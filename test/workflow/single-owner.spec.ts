import { until } from '@test/support/engine-watch';
import { RecordWorld } from '@test/support/record-world';
import { SILENT } from '@test/support/silent';
import { whileOwner } from '../../apps/worker/src/single-owner';

jest.setTimeout(60_000);

let world: RecordWorld;
const stopping: AbortController[] = [];
const owning: Promise<void>[] = [];
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(async () => {
  for (const one of stopping) one.abort();
  await Promise.all(owning);
  await world?.destroy();
});

/** A worker that notes when it owns the loops and when it has ended them. */
function worker(name: string, log: string[]): AbortController {
  const stop = new AbortController();
  stopping.push(stop);
  const loops = async (signal: AbortSignal): Promise<void> => {
    log.push(`${name} owns`);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    log.push(`${name} ended`);
  };
  owning.push(whileOwner({ databaseUrl: world.database.appUrl, logger: SILENT, signal: stop.signal, loops }));
  return stop;
}
const logged = (log: string[], entry: string): Promise<string[]> => until(async () => log, (entries) => entries.includes(entry), 20_000, entry);
const OWNER = `SELECT l.pid FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()`;

test('one worker owns the loops; another takes over when its connection is lost, and again when it stops', async () => {
  const log: string[] = [];
  const first = worker('first', log);
  await logged(log, 'first owns');
  const second = worker('second', log);
  const { rows } = await world.owner.query<{ pid: number }>(OWNER);
  expect(rows).toHaveLength(1);

  // The first may only win again if it asks before the second does: it is stopped while its connection is down.
  await world.owner.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await logged(log, 'first ended');
  first.abort();
  await logged(log, 'second owns');
  expect(log).toEqual(['first owns', 'first ended', 'second owns']);

  worker('third', log);
  second.abort();
  await logged(log, 'third owns');
  expect(log).toEqual(['first owns', 'first ended', 'second owns', 'second ended', 'third owns']);
});
