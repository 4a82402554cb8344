import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeHistory, encodeHistory, scanHistory, type History } from '@test/support/history-scan';
import { useForm } from '@test/support/record-world';
import { SECRET_WORDS, VARIANTS } from '@test/support/use-variants';
import { WorkerWorld } from '@test/support/worker-world';

jest.setTimeout(240_000);

/** `RECORD_HISTORIES=1`: keeps what is seen here for test/replay. Kept histories are never made anew for new code. */
const RECORDED = join(__dirname, '..', 'replay');

/** Every text of a form that somebody wrote: codes, ids, dates and phone-like figures are not among them. */
const texts = (value: unknown): string[] => {
  if (typeof value === 'string') return /^[A-Z_]+$|^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$|^[0-9a-f-]{36}$/.test(value) || value.length < 2 ? [] : [value];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(texts);
  return [];
};

let own: WorkerWorld;
const histories = new Map<string, History>();
let forbidden: string[] = [];

beforeAll(async () => {
  own = await WorkerWorld.create();
  const ids = new Map<string, string>();
  for (const [name, run] of Object.entries(VARIANTS)) ids.set(name, await run(own));
  for (const [name, id] of ids) {
    await own.engine.untilEnded(id, 60_000);
    histories.set(name, await own.engine.history(id));
  }
  const { rows: people } = await own.engine.owner.query<{ name: string; account: string }>('SELECT name, account FROM persons');
  const { rows: orgs } = await own.engine.owner.query<{ name: string }>('SELECT name FROM organisations');
  const { rows: written } = await own.engine.owner.query<{ text: string }>(
    `SELECT opinion AS text FROM decisions WHERE length(opinion) > 1 UNION SELECT title FROM cases UNION SELECT name FROM resources UNION SELECT details ->> 'reason' FROM audit_events WHERE length(details ->> 'reason') > 2`,
  );
  const { rows: evidence } = await own.engine.owner.query<{ evidence: unknown }>('SELECT evidence FROM decisions WHERE evidence IS NOT NULL');
  const all = [...texts(useForm()), ...SECRET_WORDS, ...people.flatMap(({ name, account }) => [name, account]), ...orgs.map(({ name }) => name), ...written.flatMap(({ text }) => texts(text)), ...evidence.flatMap((row) => texts(row.evidence))];
  forbidden = [...new Set(all)];
  if (process.env.RECORD_HISTORIES) await keep(ids);
});
afterAll(() => own?.destroy());

test.each(Object.keys(VARIANTS))('the history of a %s use carries no form value, opinion, reason, name or account', (name) => {
  const history = histories.get(name);
  if (!history) throw new Error(`no history of ${name}`);
  expect(forbidden.length).toBeGreaterThan(100);
  expect(scanHistory(history, forbidden)).toEqual([]);
});

const secret = `x ${SECRET_WORDS[0]} y`;
const payload = { data: Buffer.from(JSON.stringify({ deep: [{ note: secret }] })) };
const PLACES: Readonly<Record<string, NonNullable<History['events']>[number]>> = {
  'a signal': { workflowExecutionSignaledEventAttributes: { input: { payloads: [payload] } } },
  'a header': { workflowExecutionStartedEventAttributes: { header: { fields: { trace: payload } } } },
  'a memo': { workflowExecutionStartedEventAttributes: { memo: { fields: { note: payload } } } },
  'a search attribute': { upsertWorkflowSearchAttributesEventAttributes: { searchAttributes: { indexedFields: { QingdunOpenSteps: payload } } } },
  'the message of a failure': { activityTaskFailedEventAttributes: { failure: { message: secret } } },
  'the cause of a failure': { activityTaskStartedEventAttributes: { lastFailure: { message: 'RECORD_UNAVAILABLE', cause: { stackTrace: secret } } } },
  'the details of a failure': { activityTaskFailedEventAttributes: { failure: { applicationFailureInfo: { details: { payloads: [payload] } } } } },
  'the result of an activity': { activityTaskCompletedEventAttributes: { result: { payloads: [payload] } } },
  'a workflow id': { startChildWorkflowExecutionInitiatedEventAttributes: { workflowId: secret } },
  'a reason of termination': { workflowExecutionTerminatedEventAttributes: { reason: secret } },
};

test.each(Object.keys(PLACES))('the scan finds what is planted in %s', (place) => {
  const planted = decodeHistory(encodeHistory({ events: [PLACES[place] ?? {}] }));
  expect(scanHistory(planted, forbidden)).toContain(SECRET_WORDS[0]);
});

async function keep(ids: ReadonlyMap<string, string>): Promise<void> {
  for (const folder of ['histories', 'journals']) mkdirSync(join(RECORDED, folder), { recursive: true });
  for (const [name, id] of ids) {
    writeFileSync(join(RECORDED, 'histories', `${name}.history`), `${encodeHistory(histories.get(name) ?? {})}\n`);
    const { rows } = await own.engine.owner.query('SELECT body AS event, wants_digest AS "wantsDigest" FROM case_events WHERE case_id = $1 ORDER BY seq', [id]);
    writeFileSync(join(RECORDED, 'journals', `${name}.json`), `${JSON.stringify(rows, null, 1)}\n`);
  }
}
