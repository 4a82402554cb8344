/** Cases that the engine was told of and that have not run yet: what bounds the pressure on it, in place of acknowledgements. */

/** A run that another worker executes is not heard of here: after this it is taken for done. */
const FORGET_AFTER_MS = 2_000;

export class ToldWindow {
  private readonly told = new Map<string, { readonly seq: number; readonly at: number }>();

  constructor(
    private readonly size: number,
    private readonly now: () => number = Date.now,
  ) {}

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
    return Math.max(0, this.size - this.told.size);
  }
}
