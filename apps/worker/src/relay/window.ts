/** Cases that the engine was told of and that have not run yet: what bounds the pressure on it, in place of acknowledgements. */

/** A run that another worker executes is not heard of here: after this it is taken for done. */
const FORGET_AFTER_MS = 2_000;
/** Where people leave less than one place, one is given each time after so long, and never later than after the second. */
const PLACE_EVERY_MS = { first: 100, last: 1_000 } as const;
/** With one person at the record on average a sixteenth of the room is left, with two next to none: acts stay quick beside a busy engine. */
const LEFT_BY_ONE = 16;
/** Of each new count of people: one moment says little. */
const WEIGHT = 0.2;

export class ToldWindow {
  private readonly told = new Map<string, { readonly seq: number; readonly at: number }>();
  private people = 0;
  private lastAt = -Infinity;

  constructor(
    private readonly size: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Narrower the more people wait for the record, and never shut: what is told late is told all the same. */
  yieldTo(people: number): void {
    this.people += WEIGHT * (people - this.people);
  }

  /** What the engine needs takes room as well, and does not put off what may wait. */
  add(caseId: string, seq: number, urgent = false): void {
    const at = this.now();
    if (!urgent) this.lastAt = at;
    this.told.set(caseId, { seq, at });
  }

  /** The workflow itself has run up to this sequence. */
  ran(caseId: string, seq: number): void {
    const one = this.told.get(caseId);
    if (one && seq >= one.seq) this.told.delete(caseId);
  }

  /** It was not told after all. */
  drop(caseId: string): void {
    this.told.delete(caseId);
  }

  get room(): number {
    const forgotten = this.now() - FORGET_AFTER_MS;
    for (const [caseId, { at }] of this.told) if (at < forgotten) this.told.delete(caseId);
    const places = this.size / LEFT_BY_ONE ** (this.people * this.people);
    if (places < 1 && this.now() - this.lastAt < Math.min(PLACE_EVERY_MS.last, PLACE_EVERY_MS.first / places)) return 0;
    return Math.max(0, Math.max(1, Math.round(places)) - this.told.size);
  }
}
