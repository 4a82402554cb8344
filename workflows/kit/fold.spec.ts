import { incidentResponse } from '@workflows/processes/incident-response/definition';
import { DivergedError, StoryError } from './errors';
import { fold, Fold, processOf } from './fold';
import type { CaseEvent, NewCaseEvent } from './journal';
import type { Story } from './story';
import { wantsDigest, type Picture } from './want';

type Incident = typeof incidentResponse;

const journalOf = (events: readonly NewCaseEvent[]): CaseEvent[] => events.map((event, index) => ({ ...event, seq: index + 1, at: (index + 1) * 1_000 }));
const STARTED: NewCaseEvent = { type: 'started', facts: {} };
const told = (story: Story<Incident>, ...events: NewCaseEvent[]): Promise<Picture> => fold(processOf(incidentResponse, story), journalOf([STARTED, ...events]));
const done = (id: string): NewCaseEvent => ({ type: 'settled', id, outcome: 'DONE' });
const ids = ({ wants }: Picture): string[] => wants.map(({ id }) => id);

const twoSteps: Story<Incident> = async (c) => {
  await c.complete('planActivation');
  await c.complete('containment');
  await c.end('CLOSED');
};

describe('a journal', () => {
  it('that answers what was never wanted has parted ways with the story', async () => {
    await expect(told(twoSteps, done('containment#1'))).rejects.toThrow(DivergedError);
  });

  it('that names an outcome which the step does not offer has parted ways with the story', async () => {
    await expect(told(twoSteps, { type: 'settled', id: 'planActivation#1', outcome: 'MAYBE' })).rejects.toThrow(DivergedError);
  });

  it('may answer a want again: the second answer is late and changes nothing', async () => {
    const picture = await told(twoSteps, done('planActivation#1'), done('planActivation#1'));
    expect([ids(picture), picture.late]).toEqual([['containment#1'], [3]]);
  });

  it('from which an entry was taken back tells the story without it', async () => {
    const picture = await told(twoSteps, done('planActivation#1'), { type: 'takenBack', cancels: 2 });
    expect([ids(picture), picture.seq]).toEqual([['planActivation#1'], 3]);
  });

  it('gives back nothing but its newest entry that counts', async () => {
    await expect(told(twoSteps, done('planActivation#1'), done('containment#1'), { type: 'takenBack', cancels: 2 })).rejects.toThrow(DivergedError);
  });

  it('from which every entry was taken back but the first wants what it wanted then, by its first opening, and what is decided then counts', async () => {
    const events: NewCaseEvent[] = [done('planActivation#1'), { type: 'takenBack', cancels: 2 }];
    const picture = await told(twoSteps, ...events);
    expect(picture.wants).toEqual([expect.objectContaining({ id: 'planActivation#1', since: 1, openedAt: 1_000 })]);
    expect([picture.now, picture.settled]).toEqual([3_000, []]);
    const after = await told(twoSteps, ...events, done('planActivation#1'));
    expect(after.wants).toEqual([expect.objectContaining({ id: 'containment#1', since: 4 })]);
    expect((await told(twoSteps, ...events, done('planActivation#1'), { type: 'takenBack', cancels: 4 }, done('planActivation#1'), done('containment#1'))).ended?.outcome).toBe('CLOSED');
  });

  it('gives the same digest to every host that folds it', async () => {
    const [one, other] = await Promise.all([told(twoSteps, done('planActivation#1')), told(twoSteps, done('planActivation#1'))]);
    expect(wantsDigest(one)).toBe(wantsDigest(other));
  });
});

describe('a story breaks the rules of the kit', () => {
  it.each<[string, Story<Incident>]>([
    ['when it asks for one thing twice at once', async (c) => c.all((d) => twoSteps(d), (d) => twoSteps(d))],
    ['when it says a second word in a branch that waits', async (c) => {
      void c.complete('planActivation');
      await c.complete('containment');
    }],
    ['when it ends while a statutory duty is open', async (c) => {
      c.beside(async (d) => void (await d.complete('cyberspaceReport')));
      await c.end('CLOSED');
    }],
    ['when it stops without an end', async () => undefined],
    ['when a correction is asked for outside a review', async (c) => void (await c.approve('districtClosure'))],
  ])('%s', async (_, story) => {
    const events: NewCaseEvent[] = [{ type: 'settled', id: 'districtClosure#1', outcome: 'RETURN' }];
    await expect(told(story, ...events)).rejects.toThrow(StoryError);
  });

  it('when a duty that must be done is left behind by its scope', async () => {
    const story: Story<Incident> = async (c) => {
      await c.all(async (d) => {
        d.beside(async (e) => void (await e.complete('cyberspaceReport')));
        await d.complete('planActivation');
      });
      await c.end('CLOSED');
    };
    await expect(told(story, done('planActivation#1'))).rejects.toThrow(StoryError);
  });
});

describe('during', () => {
  const story: Story<Incident> = async (c) => {
    await c.during(async (d) => {
      d.onDemand('supplement');
      await d.complete('planActivation');
    }, { when: (f) => f.minors, then: async (d) => void (await d.complete('minorsNotice')) });
    await c.end('CLOSED');
  };

  it('lets go of a duty that never arose', async () => {
    expect((await told(story, done('planActivation#1'))).ended?.outcome).toBe('CLOSED');
  });

  it('waits for a duty that arose while the body ran', async () => {
    const arose: NewCaseEvent = { type: 'acted', id: 'supplement#1', facts: { minors: true } };
    expect(ids(await told(story, arose, done('planActivation#1')))).toEqual(['minorsNotice#1']);
    expect((await told(story, arose, done('planActivation#1'), done('minorsNotice#1'))).ended?.outcome).toBe('CLOSED');
  });

  it('waits for a duty that arose with the very event that ended the body', async () => {
    expect(ids(await told(story, { ...done('planActivation#1'), facts: { minors: true } } as NewCaseEvent))).toEqual(['minorsNotice#1']);
  });
});

it('a fold that went on equals one that begins afresh', async () => {
  const process = processOf(incidentResponse, twoSteps);
  const journal = journalOf([STARTED, done('planActivation#1')]);
  const going = new Fold(process);
  for (const event of journal) await going.feed(event);
  expect(going.picture()).toEqual(await fold(process, journal));
});
