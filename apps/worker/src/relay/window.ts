/** Cases that the engine was told of and that have not run yet: what bounds the pressure on it, in place of acknowledgements. */

/** A run that another worker executes is not heard of here: after this it is taken for done. */
const FORGET_AFTER_MS = 2_000;

export class ToldWindow {
  private readonly told = new Map<string, { readonly seq: number; readonly at: number }>();
  private open: number;

  constructor(
    private readonly size: number,
    private readonly now: () => number = Date.now,
  ) {
    this.open = size;
  }

  /** Narrower the more people wait for the record at this moment, and never shut: what is told late is told all the same. */
  yieldTo(people: number): void {
    this.open = Math.max(1, Math.floor(this.size / (1 + people) ** 2));
  }

  add(caseId: string, seq: number): void {
    this.told.set(caseId, { seq, at: this.now() });
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
    return Math.max(0, this.open - this.told.size);
  }
}
