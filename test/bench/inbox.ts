/** The inbox of one person among 100,000 open tasks: a page of 20 with the counts, as a console shows it. */
import { setTimeout as pause } from 'node:timers/promises';
import { fill } from './load/crowd';
import { FORM_OF_1_KB } from './processes/form';
import { TWO_STEP } from './processes/approvals';
import type { CellContext } from './cell';
import { percentiles, type Percentiles } from './measure/percentiles';
import { locked, untilQuiet } from './measure/quiet';
import type { Plan } from './options';

const ME = 'hospital-a.data-admin';
const COLLEAGUE = 'hospital-a.data-admin-2';
const PAGE = 20;

export interface InboxResult {
  readonly title: string;
  readonly pagesPerSecond: number;
  /** A page and the counts, asked for at once, until both are there; each of the two. */
  readonly page: Percentiles;
  readonly list: Percentiles;
  readonly counts: Percentiles;
}

interface Page {
  readonly items: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
}

export async function inboxCells(context: CellContext, { inboxTasks, inboxMine, inboxPages }: Plan): Promise<InboxResult[]> {
  const { sessions, product, patience } = context;
  await sessions.signIn([ME, COLLEAGUE, 'hospital-a.staff-1']);
  const { id: template } = await sessions.post<{ id: string }>('hospital-a.staff-1', '/cases', { processType: TWO_STEP.definition.id, form: FORM_OF_1_KB });
  await product.stopWorker();
  const client = await product.owner.connect();
  const persons = await client.query<{ account: string; id: string }>('SELECT account, id FROM persons WHERE account = ANY($1)', [[ME, COLLEAGUE]]);
  const idOf = (account: string): string => persons.rows.find((one) => one.account === account)?.id ?? '';
  await fill(client, { template, tasks: inboxTasks, mine: inboxMine, claimed: inboxMine / 5, me: idOf(ME), colleague: idOf(COLLEAGUE) });
  client.release();
  await untilQuiet(patience.quietSeconds);
  return locked(async () => {
    await turn(context, { pages: 50, clients: 1 });
    return [await turn(context, { pages: inboxPages, clients: 1 }), await turn(context, { pages: inboxPages, clients: 8, perSecond: 20 })];
  });
}

/** Clients that leaf through the inbox, without think time or at a rate. */
async function turn({ sessions }: CellContext, { pages, clients, perSecond }: { readonly pages: number; readonly clients: number; readonly perSecond?: number }): Promise<InboxResult> {
  const both: number[] = [];
  const [list, counts] = [[] as number[], [] as number[]];
  const timed = async <T>(into: number[], ask: Promise<T>): Promise<T> => {
    const from = performance.now();
    const answer = await ask;
    into.push(performance.now() - from);
    return answer;
  };
  const begun = performance.now();
  let next = 0;
  const leaf = async (): Promise<void> => {
    for (let cursor: string | null = null; next < pages; ) {
      const due = perSecond === undefined ? performance.now() : begun + (next * 1_000) / perSecond;
      next += 1;
      await pause(Math.max(0, due - performance.now()));
      const from = Math.max(due, performance.now());
      const asked: Promise<[Page, unknown]> = Promise.all([timed(list, sessions.get<Page>(ME, `/tasks?limit=${PAGE}${cursor === null ? '' : `&cursor=${cursor}`}`)), timed(counts, sessions.get(ME, '/tasks/counts'))]);
      const [page] = await asked;
      both.push(performance.now() - from);
      cursor = page.nextCursor;
    }
  };
  await Promise.all(Array.from({ length: clients }, leaf));
  const seconds = (performance.now() - begun) / 1_000;
  const title = perSecond === undefined ? `${clients} client without think time` : `${clients} clients, ${perSecond} pages/s`;
  return { title, pagesPerSecond: Math.round((pages / seconds) * 10) / 10, page: percentiles(both), list: percentiles(list), counts: percentiles(counts) };
}
