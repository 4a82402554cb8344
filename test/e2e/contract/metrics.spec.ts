import { until } from '@test/support/engine-watch';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

const scrape = async (): Promise<string> => String((await use.api.anonymous.get('//metrics')).body);
/** The value of a series, by its labels beside that of the process. */
const value = (text: string, series: string): number | undefined => {
  const labelled = series.replace(/\}$/, `${series.endsWith('{}') ? '' : ','}service="api"} `);
  const line = text.split('\n').find((one) => one.startsWith(labelled));
  return line === undefined ? undefined : Number(line.slice(labelled.length));
};
const PROCESS = 'process="sensitive-data-use"';

test('tells what the record says of all cases: open ones, how long they wait, what is late and what is stuck', async () => {
  const [waiting, late] = [await use.open(), await use.open()];
  await use.api.owner.query(`UPDATE tasks SET opened_at = now() - interval '2 hours' WHERE case_id = $1`, [waiting]);
  await use.api.owner.query(`UPDATE outbox SET at = now() - interval '1 hour' WHERE case_id = $1`, [waiting]);
  await use.api.owner.query('UPDATE clocks SET breached_at = now() WHERE case_id = $1 AND stopped_at IS NULL', [late]);
  const text = await scrape();
  expect(value(text, `approval_cases_open{${PROCESS}}`)).toBe(2);
  expect(value(text, `approval_task_wait_seconds{${PROCESS},node="initialAssessment"}`)).toBeGreaterThan(7_100);
  expect(value(text, `approval_deadline_breached_total{${PROCESS},clock="use.initialAssessment.days"}`)).toBe(1);
  expect(value(text, 'approval_stuck_cases{cause="OVERDUE"}')).toBe(1);
  expect(value(text, 'approval_stuck_cases{cause="NO_WORKER"}')).toBe(1);
  expect(value(text, 'approval_stuck_cases{cause="STOPPED"}')).toBe(0);
  expect(value(text, 'outbox_oldest_seconds{}')).toBeGreaterThan(3_500);
});

test('counts a cause as the administrators’ list does', async () => {
  const { body } = await (await use.as('commission.process-admin-1')).get('/operations/stuck/counts');
  const counted = async (): Promise<string[]> => (await scrape()).split('\n').filter((line) => line.startsWith('approval_stuck_cases{'));
  // What was read is kept for a while.
  await until(counted, (lines) => Object.entries(body).every(([cause, n]) => lines.includes(`approval_stuck_cases{cause="${cause}",service="api"} ${Number(n)}`)), 30_000, 'the same counts');
});

test('asks the record once in a while, however often it is scraped', async () => {
  const before = await scrape();
  await use.open();
  const after = await Promise.all([scrape(), scrape(), scrape()]);
  const open = (text: string): number | undefined => value(text, `approval_cases_open{${PROCESS}}`);
  expect(after.map(open)).toEqual([open(before), open(before), open(before)]);
  await until(async () => open(await scrape()), (n) => n === (open(before) ?? 0) + 1, 30_000, 'the new case');
});

test('names no person, no case and no text', async () => {
  const id = await use.open();
  const text = await scrape();
  expect(text).not.toContain(id);
  const { number, title, applicant } = await use.view(id);
  for (const said of [number, title, applicant.name]) expect(text).not.toContain(said);
});
