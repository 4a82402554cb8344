import { randomUUID } from 'node:crypto';
import { NativeConnection, Worker } from '@temporalio/worker';
import { CASE_EVENT_SIGNAL, workflowTypeOf, type CaseActivities, type EventPage } from '@libs/contracts/engine';
import { chainDigest } from '@libs/domain/digests';
import { fold } from '@workflows/kit/fold';
import type { CaseEvent, NewCaseEvent } from '@workflows/kit/journal';
import { wantsDigest } from '@workflows/kit/want';
import { processFor } from '@workflows/processes';
import { EngineWatch, until } from '@test/support/engine-watch';
import { temporalAddress } from '@test/support/stack/engine';
import { storiesBundle } from '@test/support/worker-world';

jest.setTimeout(60_000);

const PROCESS = 'sensitive-data-use';
const settled = (id: string, outcome = 'APPROVE', facts?: { validUntil: number }): NewCaseEvent => ({ type: 'settled', id, outcome, facts });
/** The document is wanted by entry 8, by nobody after entry 9, and again by entry 10, under the same id. */
const EVENTS: readonly NewCaseEvent[] = [
  { type: 'started', facts: { level: 'GENERAL', sensitive: true, subjectCount: 1, datasetIds: [] } },
  settled('initialAssessment#1'),
  settled('secondaryAssessment#1'),
  settled('secondaryAuthorization#1', 'APPROVE', { validUntil: Date.now() + 86_400_000 }),
  settled('desensitization#1', 'DONE'),
  settled('desensitizationVerification#1'),
  settled('leakControlAttestation#1', 'DONE'),
  { type: 'gatePassed', id: 'release#1' },
  { type: 'takenBack', cancels: 8 },
  { type: 'gatePassed', id: 'release#1' },
];
const JOURNAL: readonly CaseEvent[] = EVENTS.map((event, index) => ({ ...event, seq: index + 1, at: Date.now() + index }));

async function pageOf(from: number, to: number): Promise<EventPage> {
  const events = JOURNAL.slice(from - 1, to);
  const upTo = JOURNAL.slice(0, to);
  const journalDigest = upTo.reduce<string | undefined>((chain, event) => chainDigest(chain, event), undefined) ?? null;
  return { events, seq: to, journalDigest, wantsDigest: wantsDigest(await fold(processFor(PROCESS), upTo)), nextDueAt: null, dueRevision: to, closed: false };
}
const nothingAfter = (seq: number): EventPage => ({ events: [], seq, journalDigest: null, wantsDigest: null, nextDueAt: null, dueRevision: seq, closed: false });
const never = (): Promise<never> => Promise.reject(new Error('not asked here'));

test('an effect that was refused while it was taken back is asked for again where it is wanted anew meanwhile', async () => {
  const engine = await EngineWatch.open(temporalAddress(), 'postgres://nobody@127.0.0.1:1/none');
  const connection = await NativeConnection.connect({ address: temporalAddress() });
  const taskQueue = `wanted-anew-${randomUUID()}`;
  let asked = 0;
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const activities: CaseActivities = {
    keepTime: never,
    eventsAfter: never,
    reportDifference: never,
    // The first is refused as the record stood after entry 9, and its answer is late.
    perform: async () => {
      asked += 1;
      if (asked > 1) return { ...nothingAfter(10), performed: false };
      await answered;
      return { ...nothingAfter(9), performed: false };
    },
  };
  const worker = await Worker.create({ connection, taskQueue, workflowBundle: await storiesBundle(), activities, sinks: { told: { ran: { fn: () => undefined } } } });
  const caseId = randomUUID();
  await worker.runUntil(async () => {
    const start = { caseId, number: 'DEMO', processType: PROCESS, storyVersion: 1, unit: 'DEMO' };
    const tell = async (from: number, to: number): Promise<unknown> =>
      engine.client.workflow.signalWithStart(workflowTypeOf(PROCESS), { taskQueue, workflowId: caseId, args: [start], signal: CASE_EVENT_SIGNAL, signalArgs: [{ ...start, ...(await pageOf(from, to)) }] });
    await tell(1, 8);
    await until(async () => asked, (n) => n === 1, 20_000, 'the effect');
    await tell(9, 9);
    await tell(10, 10);
    await until(() => engine.where(caseId), ({ seq }) => seq === 10, 20_000, 'the entries');
    answer();
    await until(async () => asked, (n) => n === 2, 20_000, 'the effect once more');
    expect((await engine.where(caseId)).toldDifferently).toBe(false);
    await engine.client.workflow.getHandle(caseId).terminate('the test is over');
  });
  await connection.close();
  await engine.close();
});
