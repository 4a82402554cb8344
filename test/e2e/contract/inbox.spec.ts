import { Client } from 'pg';
import { fill } from '@test/bench/load/crowd';
import { personId } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

/** 500 open tasks of one person among 100,000; the other's claims beside them. */
const [TASKS, MINE, CLAIMED] = [100_000, 500, 100];
const ME = 'data-admin';
const me = personId(`hospital-a.${ME}`);
const colleague = personId('hospital-a.data-admin-2');

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
  const template = await use.open();
  await use.advance(template, 'secondaryAssessment');
  const client = new Client({ connectionString: use.api.database.ownerUrl });
  await client.connect();
  await fill(client, { template, tasks: TASKS, mine: MINE, claimed: CLAIMED, me, colleague });
  await client.end();
  // The case that all others are copies of is done.
  await use.decide(template, 'secondaryAssessment', { account: 'data-admin-2' });
});
afterAll(() => use?.api.close());

const get = async (path: string): Promise<any> => (await (await use.as(ME)).get(path)).body;
async function pages(query = ''): Promise<any[][]> {
  const found: any[][] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: any = await get(`/tasks?limit=20${query}${cursor && `&cursor=${cursor}`}`);
    found.push(page.items);
    cursor = page.nextCursor;
  }
  return found;
}
/** By the seeding alone: copies up to `MINE` are theirs. */
const expected = async (): Promise<{ id: string; due_at: Date | null }[]> =>
  use.api.owner.query(`SELECT t.id, t.due_at FROM tasks t JOIN cases c ON c.id = t.case_id WHERE c.number ~ '^QD-0000-0*[0-9]+$' AND split_part(c.number, '-', 3)::int <= $1 AND t.status = 'OPEN' ORDER BY coalesce(t.due_at, 'infinity'), t.id`, [MINE]);

test('every one of the 500 stands on exactly one page of 20, what is due first first, although many are due at once', async () => {
  const all = await pages();
  expect(all.map(({ length }) => length)).toEqual(Array.from({ length: MINE / 20 }, () => 20));
  const mine = await expected();
  expect(mine).toHaveLength(MINE);
  expect(new Set(mine.map(({ due_at }) => String(due_at))).size).toBeLessThan(10);
  expect(all.flat().map(({ id }) => id)).toEqual(mine.map(({ id }) => id));
});

test('a page goes on behind the last one, although tasks of that one were decided meanwhile', async () => {
  const { items, nextCursor } = await get('/tasks?limit=20');
  const gone = items.map(({ id }: any) => id);
  await use.api.owner.query(`UPDATE tasks SET status = 'CANCELLED' WHERE id = ANY($1::uuid[])`, [gone]);
  const second = await get(`/tasks?limit=20&cursor=${nextCursor}`);
  await use.api.owner.query(`UPDATE tasks SET status = 'OPEN' WHERE id = ANY($1::uuid[])`, [gone]);
  expect(second.items.map(({ id }: any) => id)).toEqual((await expected()).slice(20, 40).map(({ id }) => id));
});

test('each task has the actions that its own page has, and every kind of task has some', async () => {
  const items = (await pages()).flat();
  const kindOf = ({ delegated, assignee, position }: any): string => (delegated ? 'delegated to them' : position === null ? 'naming them' : assignee === null ? 'of the position' : 'claimed');
  const kinds = new Map<string, any[]>();
  for (const item of items) kinds.set(kindOf(item), [...(kinds.get(kindOf(item)) ?? []), item]);
  expect(Object.fromEntries([...kinds].map(([kind, { length }]) => [kind, length]))).toEqual({ 'of the position': 440, claimed: 20, 'delegated to them': 20, 'naming them': 20 });
  expect(items.filter(({ allowedActions }) => allowedActions.length === 0)).toEqual([]);
  for (const [, [one]] of kinds) expect((await get(`/tasks/${one.id}`)).allowedActions).toEqual(one.allowedActions);
});

test('the counts are those of the list', async () => {
  const items = (await pages()).flat();
  const day = (at: string | Date): string => new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const counts = await get('/tasks/counts');
  expect(counts).toMatchObject({
    todo: MINE,
    overdue: items.filter(({ overdue }) => overdue).length,
    dueToday: items.filter(({ dueAt }) => dueAt !== null && day(dueAt) === day(new Date())).length,
    unclaimed: items.filter(({ assignee, position }) => assignee === null && position !== null).length,
  });
  expect(counts.overdue).toBeGreaterThan(50);
  expect((await pages('&overdue=true')).flat()).toHaveLength(counts.overdue);
});
