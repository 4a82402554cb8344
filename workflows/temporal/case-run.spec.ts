import type { EventPage } from '@libs/contracts/engine';
import { chainDigest } from '@libs/domain/digests';
import { fold } from '@workflows/kit/fold';
import type { CaseEvent, NewCaseEvent } from '@workflows/kit/journal';
import { wantsDigest } from '@workflows/kit/want';
import { processFor } from '@workflows/processes';
import { CaseRun } from './case-run';

const use = processFor('sensitive-data-use');
const T0 = Date.parse('2026-03-02T09:00:00+08:00');
const started = { type: 'started', facts: { level: 'GENERAL', sensitive: true, subjectCount: 1, datasetIds: [] } } as const;
const settled = (id: string, outcome = 'APPROVE'): NewCaseEvent => ({ type: 'settled', id, outcome });

const JOURNAL = stamped([started, settled('initialAssessment#1'), settled('secondaryAssessment#1')]);

function stamped(events: readonly NewCaseEvent[], at = T0): CaseEvent[] {
  return events.map((event, index) => ({ ...event, seq: index + 1, at: at + index }));
}

/** What the record would tell of this journal after a sequence, `size` events at most. */
async function pageOf(journal: readonly CaseEvent[], afterSeq = 0, size = journal.length): Promise<EventPage> {
  const events = journal.slice(afterSeq, afterSeq + size);
  const upTo = journal.slice(0, afterSeq + events.length);
  const digest = upTo.reduce<string | undefined>((chain, event) => chainDigest(chain, event), undefined);
  const wants = await fold(use, upTo).then(wantsDigest, () => 'f'.repeat(64));
  return { events, seq: journal.length, journalDigest: events.length ? (digest ?? null) : null, wantsDigest: events.length ? wants : null, nextDueAt: T0 + 1_000, dueRevision: journal.length, closed: false };
}

async function toldAll(journal: readonly CaseEvent[]): Promise<CaseRun> {
  const run = new CaseRun(use);
  expect(await run.apply(await pageOf(journal))).toEqual({ kind: 'TOLD' });
  return run;
}

test('a run that was told everything has the picture of the record', async () => {
  const run = await toldAll(JOURNAL);
  expect(run.picture).toEqual(await fold(use, JOURNAL));
  expect(run.whereabouts()).toMatchObject({ seq: 3, openSteps: ['secondaryAuthorization#1'], toldDifferently: false });
});

test('what is told twice counts once', async () => {
  const run = await toldAll(JOURNAL);
  expect(await run.apply(await pageOf(JOURNAL))).toEqual({ kind: 'TOLD' });
  expect(run.picture).toEqual(await fold(use, JOURNAL));
});

test('a page that begins too late is a gap and changes nothing', async () => {
  const run = await toldAll(JOURNAL.slice(0, 1));
  expect(await run.apply(await pageOf(JOURNAL, 2))).toEqual({ kind: 'GAP' });
  expect(run.seq).toBe(1);
});

test('a page that ends too early is a gap, and its events count', async () => {
  const run = new CaseRun(use);
  expect(await run.apply(await pageOf(JOURNAL, 0, 2))).toEqual({ kind: 'GAP' });
  expect(run.seq).toBe(2);
});

test('a record that knows less has been restored: the journal was replaced', async () => {
  const run = await toldAll(JOURNAL);
  expect(await run.apply(await pageOf(JOURNAL.slice(0, 2)))).toEqual({ kind: 'REPLACED' });
});

test('another journal of the same length was replaced as well', async () => {
  const run = await toldAll(JOURNAL);
  expect(await run.apply(await pageOf(stamped([started, settled('initialAssessment#1'), settled('secondaryAssessment#1')], T0 + 60_000)))).toEqual({ kind: 'REPLACED' });
});

// The record was restored and went on past the run: its next event answers a want that this run never had.
const OTHER = stamped([started, settled('initialAssessment#1', 'RETURN'), { type: 'resubmitted', id: 'application#1', stale: [] }, settled('initialAssessment#2')], T0 + 60_000);

test('a replaced journal is no difference of stories, whatever its next event is: the run is rebuilt and its effects go on', async () => {
  const run = await toldAll(JOURNAL);
  expect(await run.apply(await pageOf(OTHER, 3))).toEqual({ kind: 'REPLACED' });
  run.reset();
  expect(await run.apply(await pageOf(OTHER))).toEqual({ kind: 'TOLD' });
  expect(run.toldDifferently).toBe(false);
  expect(run.picture).toEqual(await fold(use, OTHER));
});

test('a story that wants something else after the same event is reported once; the run goes on hearing and keeping time', async () => {
  const run = new CaseRun(use);
  const first = await pageOf(JOURNAL.slice(0, 1));
  expect(await run.apply({ ...first, wantsDigest: '0'.repeat(64) })).toEqual({ kind: 'DIFFERS', seq: 1 });
  expect(await run.apply({ ...(await pageOf(JOURNAL, 1)), nextDueAt: T0 + 5_000 })).toEqual({ kind: 'TOLD' });
  expect(run.whereabouts()).toMatchObject({ seq: 3, toldDifferently: true, nextDueAt: T0 + 5_000 });
});

const TAKEN_BACK = stamped([started, settled('initialAssessment#1'), settled('secondaryAssessment#1', 'RETURN'), { type: 'takenBack', cancels: 3 }, settled('secondaryAssessment#1')]);

test.each([1, 2, 3])('a decision that was taken back is told %i events at a time like any other journal', async (size) => {
  const run = new CaseRun(use);
  for (let after = 0; after < TAKEN_BACK.length; after += size) expect((await run.apply(await pageOf(TAKEN_BACK, after, size))).kind).toBe(after + size < TAKEN_BACK.length ? 'GAP' : 'TOLD');
  expect(run.whereabouts()).toMatchObject({ seq: 5, openSteps: ['secondaryAuthorization#1'], toldDifferently: false });
});

test('an event that the story cannot tell is a difference, not a failure', async () => {
  const untold = [...JOURNAL.slice(0, 1), { type: 'settled', id: 'neverAsked#1', outcome: 'APPROVE', seq: 2, at: T0 + 1 } as const];
  const run = new CaseRun(use);
  expect(await run.apply(await pageOf(untold))).toEqual({ kind: 'DIFFERS', seq: 2 });
});

test('a run that was told differently is told afresh when its journal was replaced', async () => {
  const run = new CaseRun(use);
  await run.apply({ ...(await pageOf(JOURNAL.slice(0, 1))), wantsDigest: '0'.repeat(64) });
  expect(await run.apply(await pageOf(OTHER, 1))).toEqual({ kind: 'REPLACED' });
  run.reset();
  await run.apply(await pageOf(OTHER));
  expect(run.toldDifferently).toBe(false);
});

test('a journal that contradicts its own digests is a difference, not a reason to rebuild for ever', async () => {
  const run = new CaseRun(use);
  const broken = { ...(await pageOf(JOURNAL)), journalDigest: 'e'.repeat(64) };
  expect(await run.apply(broken)).toEqual({ kind: 'REPLACED' });
  run.reset();
  expect(await run.apply(broken)).toEqual({ kind: 'DIFFERS', seq: 3 });
  expect(await run.apply(broken)).toEqual({ kind: 'TOLD' });
});

test('an older revision of the due instant does not put a newer one back', async () => {
  const run = await toldAll(JOURNAL);
  run.takeDue({ nextDueAt: T0 + 9_000, dueRevision: 9 });
  run.takeDue({ nextDueAt: T0 + 1, dueRevision: 8 });
  expect(run.nextDueAt).toBe(T0 + 9_000);
});

test('a closed case is done when all of it was told', async () => {
  const ended = stamped([started, settled('initialAssessment#1', 'REJECT')]);
  const run = new CaseRun(use);
  await run.apply({ ...(await pageOf(ended, 0, 1)), closed: true });
  expect(run.closed).toBe(false);
  await run.apply({ ...(await pageOf(ended, 1)), closed: true });
  expect(run.closed).toBe(true);
});
