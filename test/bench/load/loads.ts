/** The patterns of load. Each notes what it did, and ends when its time is over. */
import { setTimeout as pause } from 'node:timers/promises';
import { CaseDriver, newNotes, noteError, type DriverOptions, type Notes } from './case-driver';

export interface Loaded {
  readonly notes: Notes;
  readonly seconds: number;
  /** Acts that were due and could not be made, because the one before was still under way. */
  readonly skipped: number;
}

const TICK_MS = 3;
const secondsSince = (from: number): number => (performance.now() - from) / 1_000;

async function wholeCase(options: DriverOptions, digests: Map<string, string>, notes: Notes, dueAt?: number, stopping: () => boolean = () => false): Promise<void> {
  const driver = new CaseDriver(options, digests);
  try {
    await driver.act(notes, dueAt);
    while (!driver.closed && !stopping()) await driver.act(notes);
  } catch (error) {
    noteError(notes, error);
  }
}

/** Clients without think time, each with one case after another. Cases that are under way at the end are left open. */
export async function closedLoop(options: DriverOptions, { clients, seconds }: { readonly clients: number; readonly seconds: number }): Promise<Loaded> {
  const notes = newNotes();
  const digests = new Map<string, string>();
  const from = performance.now();
  const over = (): boolean => secondsSince(from) >= seconds;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (!over()) await wholeCase(options, digests, notes, undefined, over);
    }),
  );
  return { notes, seconds: secondsSince(from), skipped: 0 };
}

/** Whole cases at a rate, made by so many clients. The latency of a creation counts from when it was due. */
export async function paced(options: DriverOptions, { clients, casesPerSecond, seconds }: { readonly clients: number; readonly casesPerSecond: number; readonly seconds: number }): Promise<Loaded> {
  const notes = newNotes();
  const digests = new Map<string, string>();
  const from = performance.now();
  let issued = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let mine = issued++; mine < casesPerSecond * seconds; mine = issued++) {
        const dueAt = from + (mine / casesPerSecond) * 1_000;
        if (dueAt > performance.now()) await pause(dueAt - performance.now());
        if (secondsSince(from) > seconds * 1.2) return; // hopelessly behind: the rate is not kept
        await wholeCase(options, digests, notes, dueAt);
      }
    }),
  );
  return { notes, seconds: Math.max(seconds, secondsSince(from)), skipped: 0 };
}

/** Open cases in turn, the oldest acts next, as the floor's `spread`. A case that ends is followed by a new one. */
export class Ring {
  private readonly slots: { driver: CaseDriver; busy: boolean; readonly phase: number }[];
  private readonly digests = new Map<string, string>();
  private at = 0;

  constructor(
    private readonly options: DriverOptions,
    size: number,
    acts: number,
  ) {
    // Every phase equally often, so that each pass is the same mix of acts.
    this.slots = Array.from({ length: size }, (_, index) => ({ driver: this.fresh(), busy: false, phase: index % acts }));
  }

  /** Brings each case to its phase. */
  async fill(clients = 16): Promise<Notes> {
    const notes = newNotes();
    let next = 0;
    await Promise.all(
      Array.from({ length: clients }, async () => {
        for (let slot = this.slots[next++]; slot; slot = this.slots[next++])
          for (let acts = 0; acts < slot.phase; acts++) await slot.driver.act(notes).catch((error: unknown) => noteError(notes, error));
      }),
    );
    return notes;
  }

  /** Acts at a rate, however long each takes; latencies count from when an act was due. */
  async drive(actsPerSecond: number, seconds: number): Promise<Loaded> {
    const notes = newNotes();
    const underWay = new Set<Promise<void>>();
    const from = performance.now();
    let skipped = 0;
    for (let issued = 0; secondsSince(from) < seconds; await pause(TICK_MS))
      for (; issued < secondsSince(from) * actsPerSecond; issued++) {
        const slot = this.slots[this.at++ % this.slots.length];
        if (!slot || slot.busy) {
          skipped += 1;
          continue;
        }
        const one = this.act(slot, notes, from + (issued / actsPerSecond) * 1_000).finally(() => underWay.delete(one));
        underWay.add(one);
      }
    await Promise.all(underWay);
    return { notes, seconds, skipped };
  }

  private async act(slot: (typeof this.slots)[number], notes: Notes, dueAt: number): Promise<void> {
    slot.busy = true;
    try {
      await slot.driver.act(notes, dueAt);
      if (slot.driver.closed) slot.driver = this.fresh();
    } catch (error) {
      noteError(notes, error);
      slot.driver = this.fresh();
    }
    slot.busy = false;
  }

  private fresh(): CaseDriver {
    return new CaseDriver(this.options, this.digests);
  }
}
