import { processOf } from '@workflows/kit/fold';
import { wantsDigest } from '@workflows/kit/want';
import { processFor } from '@workflows/processes/index';
import { imagineCase } from '@test/support/journals';
import { checkJournal, checkStories, type RecordedCase } from './check-stories';
import { twisted } from './watch';

const use = processFor('sensitive-data-use');
const recorded = async (seed: number): Promise<RecordedCase> => {
  const { journal, pictures } = await imagineCase(use, seed);
  const last = pictures.at(-1);
  if (!last) throw new Error('no picture');
  return { caseId: `case-${seed}`, process: use, journal, wantsDigest: wantsDigest(last) };
};

it('every journal of today is the same on the code of today', async () => {
  const cases = await Promise.all(Array.from({ length: 60 }, (_, seed) => recorded(seed)));
  expect(await checkStories(cases)).toEqual({ same: 60, differs: [], diverged: [] });
});

it('a story that asks for another step next differs, and says what it wants', async () => {
  const { journal, pictures } = await imagineCase(use, 1, 2);
  const last = pictures.at(-1);
  const swapped = twisted(use, (c) => ({ approve: (key, ask) => c.approve(key === 'secondaryAssessment' ? ('leaderAuthorization' as never) : key, ask) }));
  const approved = journal.map((event) => (event.type === 'settled' ? { ...event, outcome: 'APPROVE' } : event));
  const digest = last ? wantsDigest(last) : '';
  expect(await checkJournal(swapped, approved, digest)).toEqual({ result: 'DIFFERS', wants: ['leaderAuthorization#1'] });
});

it('a story that never wanted what the journal answers has diverged, and says where', async () => {
  const one = await recorded(3);
  const renamed = twisted(use, (c) => ({ approve: (key, ask) => c.approve(key === 'initialAssessment' ? ('secondaryAssessment' as never) : key, ask) }));
  const report = await checkStories([{ ...one, process: renamed }]);
  expect(report.same).toBe(0);
  expect(report.diverged).toEqual([{ caseId: 'case-3', seq: 2, reason: 'initialAssessment#1 was never wanted' }]);
});

it('a story that fails in a journal has diverged; any other error is thrown on', async () => {
  const one = await recorded(3);
  const silent = processOf(use.definition, async () => undefined);
  expect((await checkStories([{ ...one, process: silent }])).diverged).toEqual([{ caseId: 'case-3', seq: 1, reason: 'a story ends with end()' }]);
  const broken = twisted(use, () => ({ review: () => Promise.reject(new TypeError('not of the kit')) }));
  await expect(checkStories([{ ...one, process: broken }])).rejects.toThrow('not of the kit');
});
