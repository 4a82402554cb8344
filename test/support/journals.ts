import { HOUR_MS } from '@libs/domain/calendar';
import type { FactValues } from '@workflows/kit/definition';
import { effective, Fold, fold, type Process } from '@workflows/kit/fold';
import type { CaseEvent, NewCaseEvent } from '@workflows/kit/journal';
import type { Picture } from '@workflows/kit/want';
import { imaginable, sampleFacts, unasked } from '@workflows/rehearsal/imagine';

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

export interface ImaginedCase {
  readonly journal: CaseEvent[];
  /** The picture after each entry, as the run that went on saw it. */
  readonly pictures: Picture[];
}

/** A random case: mostly what is wanted, now and then a re-grade, a withdrawal, a take-back, or an act that comes too late. */
export async function imagineCase(process: Process, seed: number, length = 50): Promise<ImaginedCase> {
  const random = seeded(seed);
  const { definition } = process;
  const folding = new Fold(process);
  const journal: CaseEvent[] = [];
  const pictures: Picture[] = [];
  /** The ids that were wanted, with the entry that first wanted them: what was taken back was never wanted. */
  const known = new Map<string, number>();
  const feed = async (event: NewCaseEvent): Promise<void> => {
    const stamped: CaseEvent = { ...event, seq: journal.length + 1, at: T0 + journal.length * HOUR_MS };
    await folding.feed(stamped);
    journal.push(stamped);
    const picture = folding.picture();
    pictures.push(picture);
    if (event.type === 'takenBack') for (const [id, since] of known) if (since >= event.cancels) known.delete(id);
    for (const { id } of picture.wants) if (!known.has(id)) known.set(id, stamped.seq);
  };

  await feed({ type: 'started', facts: startFacts(process, random) });
  while (journal.length < length && !folding.picture().ended) {
    const picture = folding.picture();
    const late = [...known.keys()].filter((id) => !picture.wants.some((want) => want.id === id));
    const newest = effective(journal).at(-1);
    const usual = imaginable(definition, picture);
    const outside = unasked(definition, picture).filter(({ type }) => !BY_ADMINISTRATORS.has(type));
    const dice = random();
    if (dice < 0.005) await feed(pick(random, unasked(definition, picture).filter(({ type }) => BY_ADMINISTRATORS.has(type))));
    else if (dice < 0.03 && outside.length) await feed(pick(random, outside));
    else if (dice < 0.06 && newest && newest.type !== 'started') await feed({ type: 'takenBack', cancels: newest.seq });
    else if (dice < 0.09 && late.length) await feed({ type: 'effectDone', id: pick(random, late) });
    else if (usual.length) await feed(pickLively(random, usual));
    else throw new Error(`${definition.id} seed ${seed}: open, and nothing can happen`);
  }
  if (folding.picture().ended && known.size) await feed({ type: 'effectDone', id: pick(random, [...known.keys()]) });
  return { journal, pictures };
}

const BY_ADMINISTRATORS: ReadonlySet<string> = new Set(['terminated', 'voided']);

/** Outcomes that end a case or set it back. */
const SETBACKS = new Set(['REJECT', 'RETURN', 'FALSE_ALARM', 'SIGNIFICANT', 'DEFER', 'NO_BREACH', 'TERMINATE', 'BREACH', 'REVIEW_AGAIN', 'RECOVERABLE', 'NOT_REMEDIED']);
const isSetback = (event: NewCaseEvent): boolean =>
  event.type === 'expired' ||
  event.type === 'gateFailed' ||
  event.type === 'grantEnded' ||
  (event.type === 'settled' && SETBACKS.has(event.outcome)) ||
  (event.type === 'childEnded' && event.outcome === 'REJECTED') ||
  // Offered all the time: picked as often as anything else, they would drown the rest.
  event.type === 'acted' ||
  event.type === 'elapsed' ||
  event.type === 'grantSuspended';

/** A want is picked first, then its answer; setbacks are rare, so that most cases live long. */
function pickLively(random: () => number, events: readonly NewCaseEvent[]): NewCaseEvent {
  const forward = events.filter((event) => !isSetback(event));
  const offered = forward.length && random() < 0.8 ? forward : events;
  const ids = [...new Set(offered.map((event) => ('id' in event ? event.id : '')))];
  const id = pick(random, ids);
  return pick(random, offered.filter((event) => ('id' in event ? event.id : '') === id));
}

/** Facts at the start: what no step yields takes one of its sample values; of the rest, some are already known. */
export function startFacts({ definition }: Process, random: () => number): FactValues {
  const later = new Set(Object.values(definition.steps).flatMap(({ yields }) => yields ?? []));
  const names = Object.keys(definition.facts).filter((name) => !later.has(name) || random() < 0.3);
  return Object.assign({}, ...names.map((name) => pick(random, sampleFacts(definition, [name], T0))));
}

/** The first prefix that, folded afresh, differs from the run that went on. */
export async function differingPrefix(process: Process, { journal, pictures }: ImaginedCase): Promise<number | undefined> {
  for (let length = 1; length <= journal.length; length++) {
    const afresh = await fold(process, journal.slice(0, length));
    if (JSON.stringify(afresh) !== JSON.stringify(pictures[length - 1])) return length;
  }
  return undefined;
}
