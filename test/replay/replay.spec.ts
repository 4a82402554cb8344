import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { Fold } from '@workflows/kit/fold';
import type { CaseEvent } from '@workflows/kit/journal';
import { wantsDigest } from '@workflows/kit/want';
import { processFor } from '@workflows/processes';
import { bundleStories } from '../../apps/worker/src/bundle/bundle';
import { WALKS } from '@workflows/processes/walks';
import { differingEntry } from '@test/support/fold-again';
import { decodeHistory, stringsIn, type History } from '@test/support/history-scan';
import { historyOf as recordedHistory, recordedJournal, recordingOf, RECORDINGS } from '@test/support/recordings';

jest.setTimeout(120_000);

// Kept as they were recorded: they are never made anew for new code.
const namesIn = (folder: string, ending: string): string[] => readdirSync(join(__dirname, folder)).filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
const HISTORIES = namesIn('histories', '.history');
const JOURNALS = namesIn('journals', '.json');
const historyOf = (name: string) => decodeHistory(readFileSync(join(__dirname, 'histories', `${name}.history`), 'utf8'));
const journalOf = (name: string): { event: CaseEvent; wantsDigest: string }[] => JSON.parse(readFileSync(join(__dirname, 'journals', `${name}.json`), 'utf8'));

let bundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  bundle = await bundleStories();
});

test('there is a history and a journal of every way that a use can go', () => {
  expect(HISTORIES.sort()).toEqual(['closed', 'corrected', 'expired', 'reauthorized', 'rejected', 'revoked', 'taken-back', 'withdrawn']);
  expect(JOURNALS.sort()).toEqual(HISTORIES);
});

test.each(HISTORIES)('the history of a %s use replays on today’s code', async (name) => {
  await Worker.runReplayHistory({ workflowBundle: bundle, sinks: { told: { ran: { fn: () => undefined } } } }, historyOf(name), name);
});

test('a host that keeps no time does not replay: the check can fail', async () => {
  const idle = await bundleStories({ workflowsPath: join(__dirname, 'fixtures', 'idle-host.ts') });
  await expect(Worker.runReplayHistory({ workflowBundle: idle }, historyOf('expired'), 'expired')).rejects.toThrow(/[Nn]ondeterminism/);
});

test('a story that asks one thing less does not replay, where the case came that far', async () => {
  const changed = await bundleStories({ workflowsPath: join(__dirname, 'fixtures', 'without-document.ts') });
  const replay = (name: string): Promise<void> => Worker.runReplayHistory({ workflowBundle: changed, sinks: { told: { ran: { fn: () => undefined } } } }, historyOf(name), name);
  await expect(replay('closed')).rejects.toThrow(/[Nn]ondeterminism/);
  await replay('rejected');
});

const SINKS = { told: { ran: { fn: () => undefined } } };

/** Recordings whose histories do not replay on a bundle. */
async function notReplaying(workflowBundle: WorkflowBundleWithSourceMap, names: readonly string[]): Promise<string[]> {
  const histories = names.map((workflowId) => ({ workflowId, history: recordedHistory(workflowId) }));
  const failing: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle, sinks: SINKS }, histories)) if (error) failing.push(`${workflowId}: ${error.message}`);
  return failing;
}

test('every walk of every process that is offered has its recording (RECORD_WALKS=1 with test/e2e/processes/terminals.spec.ts)', () => {
  const walks = [...WALKS].flatMap(([process, walked]) => Object.keys(walked).map((name) => recordingOf(process, processFor(process).definition.version, name)));
  expect(walks.filter((name) => !RECORDINGS.includes(name))).toEqual([]);
});

test('the history of every walk replays on today’s code', async () => {
  expect(await notReplaying(bundle, RECORDINGS)).toEqual([]);
});

test('no history of a walk carries a word of a form, an opinion, a reason, a title or a name: all of them are Chinese', () => {
  const speaks = (history: History): boolean => stringsIn(history).some((text) => /\p{Script=Han}/u.test(text));
  expect(RECORDINGS.filter((name) => speaks(recordedHistory(name)))).toEqual([]);
  expect(speaks({ events: [{ workflowExecutionSignaledEventAttributes: { input: { payloads: [{ data: Buffer.from(JSON.stringify({ note: '同意' })) }] } } }] })).toBe(true);
});

test('the journal of every walk folds to the same wants', async () => {
  const differing: string[] = [];
  for (const name of RECORDINGS) {
    const seq = await differingEntry(recordedJournal(name));
    if (seq !== undefined) differing.push(`${name}, entry ${seq}`);
  }
  expect(differing).toEqual([]);
});

test('a host that keeps no time replays none of the walks in which time passed, and a journal with other wants is found', async () => {
  const idle = await bundleStories({ workflowsPath: join(__dirname, 'fixtures', 'idle-host.ts') });
  expect(await notReplaying(idle, ['sensitive-data-use@1/lapsed'])).toHaveLength(1);
  const journal = recordedJournal('sensitive-data-use@1/closed');
  const [first, ...others] = journal.entries;
  if (!first) throw new Error('an empty journal');
  expect(await differingEntry({ ...journal, entries: [{ ...first, wantsDigest: 'x' }, ...others] })).toBe(1);
});

async function firstDifference(name: string, tamper: (event: CaseEvent) => CaseEvent = (event) => event): Promise<number | undefined> {
  const folding = new Fold(processFor('sensitive-data-use', 1));
  for (const { event, wantsDigest: recorded } of journalOf(name)) {
    try {
      await folding.feed(tamper(event));
    } catch {
      return event.seq;
    }
    if (wantsDigest(folding.picture()) !== recorded) return event.seq;
  }
  return undefined;
}

test.each(JOURNALS)('the journal of a %s use folds to the same wants', async (name) => {
  expect(await firstDifference(name)).toBeUndefined();
});

test('a journal with another level does not: the check can fail', async () => {
  const raised = (event: CaseEvent): CaseEvent => (event.type === 'started' ? { ...event, facts: { ...event.facts, level: 'IMPORTANT' } } : event);
  expect(await firstDifference('revoked', raised)).toBeDefined();
});
