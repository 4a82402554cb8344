import { differingPrefix, imagineCase, type ImaginedCase } from '@test/support/journals';
import type { CaseEvent } from '@workflows/kit/journal';
import type { Picture } from '@workflows/kit/want';
import { PROCESSES } from './index';

const JOURNALS_EACH = 400;
const SEEDS_FOR_WHAT_IS_RARE = 4_000;

interface Moment {
  readonly event: CaseEvent;
  readonly before?: Picture;
  readonly after: Picture;
}

/** Every event of every journal, with the pictures around it. */
const momentsOf = ({ journal, pictures }: ImaginedCase): Moment[] =>
  journal.flatMap((event, index) => {
    const after = pictures[index];
    return after ? [{ event, before: pictures[index - 1], after }] : [];
  });

const cases = new Map<string, ImaginedCase[]>();
let moments: Moment[] = [];

beforeAll(async () => {
  for (const process of PROCESSES.values()) {
    const imagined: ImaginedCase[] = [];
    for (let seed = 1; seed <= JOURNALS_EACH; seed++) imagined.push(await imagineCase(process, seed));
    cases.set(process.definition.id, imagined);
  }
  moments = [...cases.values()].flat().flatMap(momentsOf);
});

describe.each([...PROCESSES.values()].map((process) => ({ id: process.definition.id, process })))('$id', ({ id, process }) => {
  it('every prefix of every journal, folded afresh, equals the run that went on', async () => {
    const differing: string[] = [];
    for (const [index, imagined] of (cases.get(id) ?? []).entries()) {
      const length = await differingPrefix(process, imagined);
      if (length !== undefined) differing.push(`seed ${index + 1}, entry ${length}`);
    }
    expect(differing).toEqual([]);
  });

  it('every terminal is reached in some journal', () => {
    const reached = new Set((cases.get(id) ?? []).map(({ pictures }) => pictures.at(-1)?.ended?.outcome));
    expect(Object.keys(process.definition.terminals).filter((terminal) => !reached.has(terminal))).toEqual([]);
  });

  it('everything that the definition names is asked for in some journal', async () => {
    const { steps, grants, effects, children, periods, gates, reviews } = process.definition;
    // The submission gate is passed before a case begins.
    const unasked = new Set(Object.keys({ ...steps, ...grants, ...effects, ...children, ...periods, ...gates, ...reviews }).filter((key) => key !== 'submission'));
    const note = ({ pictures }: ImaginedCase): void => pictures.forEach(({ wants, spawned }) => [...wants, ...spawned].forEach(({ key }) => unasked.delete(key)));
    (cases.get(id) ?? []).forEach(note);
    // What is rare, such as a correction while a grant is authorised anew, is looked for further on.
    for (let seed = JOURNALS_EACH + 1; unasked.size > 0 && seed <= SEEDS_FOR_WHAT_IS_RARE; seed++) note(await imagineCase(process, seed));
    expect([...unasked]).toEqual([]);
  });
});

describe('the journals contain what is hard', () => {
  it('is told of at least 2,000 cases', () => {
    expect([...cases.values()].flat().length).toBeGreaterThanOrEqual(2_000);
  });

  const open = (picture: Picture | undefined): Picture['wants'] => (picture?.wants ?? []).filter(({ kind }) => kind !== 'ON_DEMAND' && kind !== 'PERIOD');
  const hard: Record<string, (moment: Moment) => boolean> = {
    'a correction while a parallel branch is open': ({ event, before }) => event.type === 'resubmitted' && open(before).some(({ kind }) => kind !== 'CORRECTION' && kind !== 'GRANT'),
    'a correction that makes a parallel decision stale': ({ event, before }) => event.type === 'resubmitted' && event.stale.length > 0 && open(before).length > 1,
    'an end while parallel branches are open': ({ event, before, after }) => event.type === 'settled' && after.ended !== undefined && open(before).length > 1,
    'an act that comes too late': ({ event, before, after }) => before?.ended === undefined && after.late.includes(event.seq),
    'an act after the end': ({ before }) => before?.ended !== undefined,
    'a grant suspended by an order': ({ event }) => event.type === 'grantSuspended' && !event.reauthorize,
    'a grant suspended until it is authorized anew': ({ event, after }) => event.type === 'grantSuspended' && after.wants.some(({ grant }) => grant?.reauthorizing),
    'a grant suspended by a decision during it': ({ event, after }) => event.type === 'settled' && event.outcome === 'SUSPEND' && after.wants.some(({ grant }) => grant?.suspended),
    'a grant ended by a decision during it': ({ event, before, after }) => event.type === 'settled' && before !== undefined && !after.ended && after.grants.length > before.grants.length,
    'a grant that takes over a new end': ({ event }) => event.type === 'settled' && event.id.startsWith('renewalSigning'),
    'a child that is waited for': ({ event }) => event.type === 'childEnded',
    'a child that is not': ({ before, after }) => after.spawned.length > (before?.spawned.length ?? 0),
    'an on-demand act': ({ event }) => event.type === 'acted',
    'a period that is over': ({ event }) => event.type === 'elapsed',
    'a re-grade': ({ event }) => event.type === 'factsChanged',
    'a take-back': ({ event }) => event.type === 'takenBack',
  };
  it.each(Object.entries(hard))('%s', (_, is) => {
    expect(moments.filter(is).length).toBeGreaterThan(0);
  });
});
