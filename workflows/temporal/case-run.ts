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
  /** From a reset until all of the journal was told. */
  private rebuilding = false;
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

  /** Forgets everything, a difference included: the record will be told from the beginning. */
  reset(): void {
    this.folding = new Fold(this.process);
    this.digest = undefined;
    this.last = 0;
    this.differs = false;
    this.rebuilding = true;
    this.dueRevision = -1;
    this.closedAt = undefined;
  }

  /** Applies what is new of a page, in order. */
  async apply(page: EventPage): Promise<Applied> {
    if (page.seq < this.last) return { kind: 'REPLACED' };
    if (page.closed) this.closedAt = page.seq;
    const fresh = page.events.filter(({ seq }) => seq > this.last);
    if (fresh[0] ? fresh[0].seq > this.last + 1 : page.seq > this.last) return { kind: 'GAP' };
    const last = fresh.at(-1)?.seq ?? this.last;
    const digest = fresh.reduce<string | undefined>(chainDigest, this.digest);
    const comparable = page.events.at(-1)?.seq === last;
    // Before the story hears anything: what cannot be told from a journal that was replaced is no difference of stories.
    const replaced = comparable && page.journalDigest !== null && page.journalDigest !== digest;
    if (replaced && !this.rebuilding) return { kind: 'REPLACED' };
    const differed = this.differs;
    // Told from the beginning and still another: such a journal contradicts itself, and no further rebuilding will help.
    this.differs ||= replaced;
    this.last = last;
    this.digest = digest;
    await this.tell(fresh);
    this.takeDue(page);
    if (!this.differs && comparable && page.wantsDigest !== null) this.differs = page.wantsDigest !== wantsDigest(this.picture);
    if (this.differs && !differed) return { kind: 'DIFFERS', seq: this.last };
    if (page.seq > this.last) return { kind: 'GAP' };
    this.rebuilding = replaced;
    return { kind: 'TOLD' };
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

  /**
   * Tells the story. An event that it cannot tell means that it wants something else than the record: people go on, and
   * this run stops its effects and goes on keeping time.
   */
  private async tell(events: readonly CaseEvent[]): Promise<void> {
    for (const event of events) {
      if (this.differs) return;
      try {
        await this.folding.feed(event);
      } catch (error) {
        if (!(error instanceof DivergedError) && !(error instanceof StoryError)) throw error;
        this.differs = true;
      }
    }
  }
}
