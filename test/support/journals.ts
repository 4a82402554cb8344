import { effective, Fold, fold, type Process } from '@workflows/kit/fold';
import type { FactValues } from '@workflows/kit/definition';
import type { CaseEvent, NewCaseEvent } from '@workflows/kit/journal';
import { imaginable, sampleFacts, unasked } from '@workflows/rehearsal/imagine';
import type { Picture } from '@workflows/kit/want';

export const T0 = Date.parse('2026-03-02T09:00:00+08:00');

/** A small seeded generator (mulberry32), so that a failing journal can be told again from its seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(random: () => number, items: readonly T[]): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

const stamp = (event: NewCaseEvent, seq: number, at: number): CaseEvent => ({ ...event, seq, at });

export interface ImaginedCase {
  readonly journal: CaseEvent[];
  /** The picture after each entry, as the run that went on saw it. */
  readonly pictures: Picture[];
}

/** A random case: mostly what is wanted, now and then a re-grade, a take-back, a late or foreign act. */
export async function imagineCase(process: Process, seed: number, length = 40): Promise<ImaginedCase> {
  const random = seeded(seed);
  const { definition } = process;
  const folding = new Fold(process);
  const journal: CaseEvent[] = [];
  const pictures: Picture[] = [];
  const known: string[] = [];
  const feed = async (event: NewCaseEvent): Promise<void> => {
    const stamped = stamp(event, journal.length + 1, T0 + journal.length * 3_600_000);
    await folding.feed(stamped);
    journal.push(stamped);
    pictures.push(folding.picture());
    for (const { id } of folding.picture().wants) known.push(id);
  };

  await feed({ type: 'started', facts: startFacts(process, random) });
  while (journal.length < length && !folding.picture().ended) {
    const picture = folding.picture();
    const late = known.filter((id) => !picture.wants.some((want) => want.id === id));
    const newest = effective(journal).at(-1);
    const usual = imaginable(definition, picture);
    const dice = random();
    if (dice < 0.04) await feed(pick(random, unasked(definition, picture)));
    else if (dice < 0.08 && newest && newest.type !== 'started') await feed({ type: 'takenBack', cancels: newest.seq });
    else if (dice < 0.12 && late.length && journal.at(-1)?.type !== 'takenBack') await feed({ type: 'effectDone', id: pick(random, late) });
    else if (usual.length) await feed(pickLively(random, usual));
    else throw new Error(`${definition.id} seed ${seed}: open, and nothing can happen`);
  }
  const last = pick(random, known);
  if (folding.picture().ended) await feed({ type: 'effectDone', id: last });
  return { journal, pictures };
}

/** Ends are rare, so that most cases live long enough to meet corrections, suspensions and children. */
function pickLively(random: () => number, events: readonly NewCaseEvent[]): NewCaseEvent {
  const ending = (event: NewCaseEvent): boolean =>
    event.type === 'expired' || event.type === 'gateFailed' || (event.type === 'settled' && event.outcome === 'REJECT') || (event.type === 'grantEnded' && random() < 0.5);
  const lively = events.filter((event) => !ending(event));
  return pick(random, lively.length && random() < 0.95 ? lively : events);
}

/** Facts at the start: each takes one of its sample values. */
export function startFacts({ definition }: Process, random: () => number): FactValues {
  const names = Object.keys(definition.facts);
  const [first] = sampleFacts(definition, names, T0);
  const varied = names.map((name) => pick(random, sampleFacts(definition, [name], T0)));
  return Object.assign({}, first, ...varied);
}

/** Every prefix folded afresh must equal the run that went on. */
export async function differingPrefix(process: Process, { journal, pictures }: ImaginedCase): Promise<number | undefined> {
  for (let length = 1; length <= journal.length; length++) {
    const afresh = await fold(process, journal.slice(0, length));
    if (JSON.stringify(afresh) !== JSON.stringify(pictures[length - 1])) return length;
  }
  return undefined;
}
