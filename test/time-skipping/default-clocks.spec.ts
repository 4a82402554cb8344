import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { TASK_QUEUE, type CaseMessage } from '@libs/contracts/engine';
import { DAY_MS, HOUR_MS } from '@libs/domain/calendar';
import { POLICY_SET } from '@libs/policy/policy-set';
import { sensitiveDataUse } from '@workflows/processes/sensitive-data-use/definition';
import type { ClockSpec } from '@workflows/kit/definition';
import { ImaginedRecord, type Kept } from '@test/support/imagined-record';
import { createTimeSkipping, testServer } from '@test/support/time-skipping';
import { storiesBundle } from '@test/support/worker-world';
import { tellVia } from '../../apps/worker/src/relay/engine-client';

jest.setTimeout(60_000);

/** How late a timer may fire: what the machine needs, far from the 30 s of a host that asks in vain. */
const LATE_MS = 5_000;

const POLICIES = new Map(POLICY_SET.map(({ key, value }) => [key, value]));

let env: TestWorkflowEnvironment;
let worker: Worker;
let running: Promise<void>;
let record: ImaginedRecord;
beforeAll(async () => {
  env = await createTimeSkipping();
  record = new ImaginedRecord(() => env.currentTimeMs());
  worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: await storiesBundle(),
    activities: record.activities,
    sinks: { told: { ran: { fn: () => undefined } } },
  });
  running = worker.run();
});
afterAll(async () => {
  worker?.shutdown();
  await running;
  await env?.teardown();
});

const told: string[] = [];
afterEach(async () => {
  for (const caseId of told.splice(0)) await env.client.workflow.getHandle(caseId).terminate('the test is over');
  expect(record.reported.splice(0)).toEqual([]);
});

async function tell(message: CaseMessage): Promise<void> {
  if (!told.includes(message.caseId)) told.push(message.caseId);
  await tellVia(async () => env.client, 5_000)(message);
}

/** What was done when time was kept, and whether each came at its instant: never before it. */
function expectKept(caseId: string, expected: readonly Kept[], until = Number.POSITIVE_INFINITY): void {
  const kept = record.keptFor(caseId).filter(({ at }) => at <= until);
  expect([caseId, kept.map(({ did }) => did)]).toEqual([caseId, expected.map(({ did }) => did)]);
  for (const [n, { at }] of kept.entries()) {
    const late = at - (expected[n]?.at ?? 0);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(LATE_MS);
  }
}

const { steps, reviews } = sensitiveDataUse;
const CLOCKS: readonly (readonly [string, ClockSpec])[] = [...Object.entries(steps), ...Object.entries(reviews)].flatMap(([key, { clocks }]) => clocks.map((spec) => [key, spec] as const));

test('at their default values, the clocks of a use are kept at each instant of their own through sixty days, and at no other', async () => {
  for (const [key, spec] of CLOCKS) await tell(await record.open(key, spec));
  await env.sleep(60 * DAY_MS);
  // What falls due at the very end may not have been kept yet.
  const until = (await env.currentTimeMs()) - HOUR_MS;
  for (const [key] of CLOCKS) expectKept(key, record.expected(key, until), until);
  expect(record.keptFor('initialAssessment').length).toBeGreaterThan(15);
  expect(record.keptFor('application').at(-1)?.did).toEqual(['EXPIRY']);
});

test('a grant of the longest period is ended at its instant, and nothing is asked on the way', async () => {
  const days = POLICIES.get('use.maxPeriodDays');
  if (days?.type !== 'DURATION') throw new Error('no longest period');
  await tell(await record.grant('grant', days.amount * DAY_MS));
  await env.sleep((days.amount + 1) * DAY_MS);
  expectKept('grant', record.expected('grant', await env.currentTimeMs()));
  expect(record.keptFor('grant')).toHaveLength(1);
});

test('what was moved earlier is kept at the earlier instant', async () => {
  await tell(await record.grant('earlier', 30 * DAY_MS));
  await env.sleep(DAY_MS);
  const at = (await env.currentTimeMs()) + 2 * DAY_MS;
  await tell(await record.moveDue('earlier', at));
  await env.sleep(40 * DAY_MS);
  expectKept('earlier', [{ at, did: ['EXPIRY'] }]);
});

test('what was moved later, however often, is kept at the last instant; the old ones settle nothing', async () => {
  await tell(await record.grant('later', DAY_MS));
  const olds: Kept[] = [];
  for (let at = (await env.currentTimeMs()) + DAY_MS, n = 0; n < 9; n++, at += 2 * DAY_MS) {
    olds.push({ at, did: [] });
    await tell(await record.moveDue('later', at + 2 * DAY_MS));
    await env.sleep(2 * DAY_MS);
  }
  const at = (await env.currentTimeMs()) + 3_000;
  await tell(await record.moveDue('later', at));
  await env.sleep(DAY_MS);
  expectKept('later', [...olds, { at, did: ['EXPIRY'] }]);
});

test('a stopped case is asked about at a growing pace, and is on time again when it goes on', async () => {
  const opened = await record.grant('stopped', DAY_MS);
  record.stop('stopped', true);
  await tell(opened);
  await env.sleep(DAY_MS + HOUR_MS);
  const asked = record.keptFor('stopped').length;
  expect(asked).toBeGreaterThan(100);
  expect(asked).toBeLessThan(140);

  record.stop('stopped', false);
  const at = (await env.currentTimeMs()) + 3_000;
  await tell(await record.moveDue('stopped', at));
  await env.sleep(DAY_MS);
  const since = record.keptFor('stopped').slice(asked);
  expect(since.map(({ did }) => did)).toEqual([['EXPIRY']]);
  expect((since[0]?.at ?? 0) - at).toBeLessThan(LATE_MS);
});

test('a difference whose report fails ends no run: it is reported later, once, and time is kept', async () => {
  record.refusedReports = 2;
  await tell({ ...(await record.grant('differing', DAY_MS)), wantsDigest: '0'.repeat(64) });
  await env.sleep(HOUR_MS);
  expect(record.reported.splice(0)).toEqual(['differing']);
  await env.sleep(DAY_MS);
  expectKept('differing', record.expected('differing', await env.currentTimeMs()));
  expect(record.keptFor('differing')).toHaveLength(1);
});

test('where Java or Maven is missing, one sentence says so', () => {
  const bare = mkdtempSync(join(tmpdir(), 'qingdun-bare-'));
  writeFileSync(join(bare, 'java'), '');
  expect(() => testServer({ PATH: '', QINGDUN_CACHE: bare })).toThrow(/^tests with temporal-test-server need a Java runtime.*\.$/);
  expect(() => testServer({ PATH: bare, QINGDUN_CACHE: bare })).toThrow(/^tests with temporal-test-server need Maven.*\.$/);
  rmSync(bare, { recursive: true });
});
