/** One run of a case: the same story as the record's, told event by event, and what has to be done in time and effect. */
import { chainDigest } from '@libs/domain/digests';
import type { EventPage, Whereabouts } from '@libs/contracts/engine';
import { DivergedError, StoryError } from '@workflows/kit/errors';
import { Fold, type Process } from '@workflows/kit/fold';
import type { CaseEvent } from '@workflows/kit/journal';
import { wantsDigest, type Picture } from '@workflows/kit/want';

/** What a page brought. */
export type Applied =
  | { readonly kind: 'TOLD' }
  /** Something between what is known and what came is missing. */
  | { readonly kind: 'GAP' }
  /** The journal is not the one that this run was told from: an older backup was restored. */
  | { readonly kind: 'REPLACED' }
  /** The story wants something else here than in the record after the same event. */
  | { readonly kind: 'DIFFERS'; readonly seq: number };

export class CaseRun {
  private folding: Fold;
  private digest?: string;
  private last = 0;
  private differs = false;
  private closedAt?: number;
  nextDueAt: number | null = null;
  dueRevision = -1;

  constructor(private readonly process: Process) {
    this.folding = new Fold(process);
  }

  get seq(): number {
    return this.last;
  }
  get picture(): Picture {
    return this.folding.picture();
  }
  /** The record says that the case has ended, and this run has been told all of it. */
  get closed(): boolean {
    return this.closedAt !== undefined && this.last >= this.closedAt;
  }
  get toldDifferently(): boolean {
    return this.differs;
  }

  /** Forgets everything: the record will be told from the beginning. */
  reset(): void {
    this.folding = new Fold(this.process);
    this.digest = undefined;
    this.last = 0;
    this.dueRevision = -1;
    this.closedAt = undefined;
  }

  /** Applies what is new of a page, in order. */
  async apply(page: EventPage): Promise<Applied> {
    if (page.seq < this.last) return { kind: 'REPLACED' };
    if (page.closed) this.closedAt = page.seq;
    const fresh = page.events.filter(({ seq }) => seq > this.last);
    if (fresh[0] ? fresh[0].seq > this.last + 1 : page.seq > this.last) return { kind: 'GAP' };
    if (!this.differs) {
      const failed = await this.tell(fresh);
      this.takeDue(page);
      if (failed !== undefined) return { kind: 'DIFFERS', seq: failed };
    } else for (const event of fresh) this.chain(event);
    this.takeDue(page);
    const end = page.events.at(-1);
    if (!end || end.seq !== this.last) return this.outcome(page);
    if (page.journalDigest !== null && page.journalDigest !== this.digest) return { kind: 'REPLACED' };
    if (page.wantsDigest !== null && !this.differs && page.wantsDigest !== wantsDigest(this.picture)) {
      this.differs = true;
      return { kind: 'DIFFERS', seq: this.last };
    }
    return this.outcome(page);
  }

  /** The next due instant has a revision of its own: calendars and pauses move it without an event. */
  takeDue({ nextDueAt, dueRevision }: Pick<EventPage, 'nextDueAt' | 'dueRevision'>): void {
    if (dueRevision <= this.dueRevision) return;
    this.nextDueAt = nextDueAt;
    this.dueRevision = dueRevision;
  }

  whereabouts(): Whereabouts {
    const { wants, ended } = this.picture;
    return {
      seq: this.last,
      openSteps: wants.map(({ id }) => id),
      nextDueAt: this.nextDueAt,
      ended: ended?.outcome ?? null,
      toldDifferently: this.differs,
      journalDigest: this.digest ?? null,
    };
  }

  private outcome(page: EventPage): Applied {
    return page.seq > this.last ? { kind: 'GAP' } : { kind: 'TOLD' };
  }

  /**
   * Tells the story; answers the sequence of an event that it cannot tell. It then wants something else than the record:
   * people go on, and this run stops its effects and goes on keeping time.
   */
  private async tell(events: readonly CaseEvent[]): Promise<number | undefined> {
    for (const event of events) {
      this.chain(event);
      if (this.differs) continue;
      try {
        await this.folding.feed(event);
      } catch (error) {
        if (!(error instanceof DivergedError) && !(error instanceof StoryError)) throw error;
        this.differs = true;
      }
    }
    return this.differs ? this.last : undefined;
  }

  private chain(event: CaseEvent): void {
    this.last = event.seq;
    this.digest = chainDigest(this.digest, event);
  }
}
