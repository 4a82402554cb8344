/**
 * The generic host: one workflow a case. It is told each event by signal, runs the same story as the record, holds one
 * timer at the next due instant, and does what the story's wants demand in time and effect.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  isCancellation,
  proxyActivities,
  proxySinks,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { CASE_EVENT_SIGNAL, UNKNOWN_CASE, WHERE_QUERY, type CaseActivities, type CaseMessage, type CaseStart, type EventPage, type Whereabouts } from '@libs/contracts/engine';
import { processFor } from '@workflows/processes/index';
import { CaseRun } from './case-run';
import type { ToldSinks } from './told-sinks';

export const caseEvent = defineSignal<[CaseMessage]>(CASE_EVENT_SIGNAL);
export const where = defineQuery<Whereabouts>(WHERE_QUERY);

// Each may be repeated: they are keyed by case, sequence or want id, and PostgreSQL decides what is still to be done.
const activities = proxyActivities<CaseActivities>({
  startToCloseTimeout: '20 seconds',
  scheduleToCloseTimeout: '5 minutes',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '20 seconds' },
});
const { told } = proxySinks<ToldSinks>();

/** How long a run waits before it asks again for what an activity could not give. */
const AGAIN_MS = 30_000;
/** The shortest timer: what is due already is asked for at this pace, however the clocks differ. */
const AT_LEAST_MS = 200;

export async function caseWorkflow(start: CaseStart): Promise<void> {
  await new Host(start).run();
}

class Host {
  private readonly inbox: EventPage[] = [];
  private readonly story: CaseRun;
  private timer?: { readonly firesAt: number; readonly scope: CancellationScope };
  private due = false;
  private pull = false;
  private readonly performing = new Set<string>();
  /** Effects that could not be performed: asked again when the record tells something new, and after a while if they failed. */
  private readonly refused = new Set<string>();
  private again = false;
  /** The sequence of a difference that the record has yet to be told of. */
  private unreported?: number;
  private reporting = false;
  private shown = '';
  /** The shortest timer now: it grows while what is due stays due, as in a case that is stopped. */
  private pauseMs = AT_LEAST_MS;
  /** How far the database's clock is ahead of this one's, as last heard. */
  private aheadMs = 0;

  constructor(private readonly start: CaseStart) {
    this.story = new CaseRun(processFor(start.processType, start.storyVersion));
    // Handlers only enqueue; one loop applies by sequence.
    setHandler(caseEvent, (message) => void this.inbox.push(message));
    setHandler(where, () => this.story.whereabouts());
  }

  async run(): Promise<void> {
    try {
      // A run without a message (continued as new, or started by hand) asks the record.
      this.pull = this.inbox.length === 0;
      for (;;) {
        await this.hear();
        if (this.story.closed && this.inbox.length === 0 && this.unreported === undefined) return this.disarm();
        if (this.unreported !== undefined && !this.reporting) void this.report(this.unreported);
        this.perform();
        this.show();
        this.arm();
        if (workflowInfo().continueAsNewSuggested && this.performing.size === 0 && !this.reporting && this.inbox.length === 0) {
          this.disarm();
          await continueAsNew<typeof caseWorkflow>(this.start);
        }
        await condition(() => this.inbox.length > 0 || this.due || this.pull || this.again);
        this.again = false;
      }
    } catch (error) {
      // The record knows no such case: it was restored to a time before it. There is nothing to keep time for.
      if (error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === UNKNOWN_CASE) return;
      throw error;
    }
  }

  /** Takes in all that came, lets time be kept if it is time, and pulls what is missing. */
  private async hear(): Promise<void> {
    for (let page = this.inbox.shift(); page; page = this.inbox.shift()) {
      this.refused.clear();
      await this.take(page);
    }
    if (this.due) {
      this.due = false;
      await this.ask(async () => {
        const kept = await activities.keepTime({ caseId: this.start.caseId, knownSeq: this.story.seq });
        this.aheadMs = kept.now - Date.now();
        const staysDue = kept.nextDueAt !== null && kept.nextDueAt <= kept.now;
        this.pauseMs = staysDue ? Math.min(2 * this.pauseMs, AGAIN_MS) : AT_LEAST_MS;
        return kept;
      });
    }
    while (this.pull) {
      this.pull = false;
      await this.ask(() => activities.eventsAfter({ caseId: this.start.caseId, afterSeq: this.story.seq }));
    }
    // A message that only moves what falls due has no event: it was heard all the same.
    told.ran({ caseId: this.start.caseId, seq: this.story.seq });
  }

  private async ask(activity: () => Promise<EventPage>): Promise<void> {
    try {
      await this.take(await activity());
    } catch (error) {
      if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
      if (error.cause instanceof ApplicationFailure && error.cause.type === UNKNOWN_CASE) throw error;
      // The record is out of reach for longer than an activity tries. It will be asked again; people decide meanwhile.
      await condition(() => this.inbox.length > 0, AGAIN_MS);
      this.due = true;
    }
  }

  private async take(page: EventPage): Promise<void> {
    if (page.dueRevision > this.story.dueRevision) this.pauseMs = AT_LEAST_MS;
    const applied = await this.story.apply(page);
    switch (applied.kind) {
      case 'TOLD':
        return;
      case 'GAP':
        this.pull = true;
        return;
      case 'REPLACED':
        this.story.reset();
        this.unreported = undefined;
        this.pull = true;
        return;
      case 'DIFFERS':
        this.pull ||= page.seq > this.story.seq;
        this.unreported = applied.seq;
    }
  }

  /** Tells the record that the story wants something else here. A report that fails is made again after a while; time is kept meanwhile. */
  private async report(seq: number): Promise<void> {
    this.reporting = true;
    try {
      await activities.reportDifference({ caseId: this.start.caseId, seq });
      if (this.unreported === seq) this.unreported = undefined;
    } catch (error) {
      if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
      await sleep(AGAIN_MS);
    }
    this.reporting = false;
    this.again = true;
  }

  /** Starts what the story wants to be done outside, each once. Its answer is an event like any other. */
  private perform(): void {
    if (this.story.toldDifferently) return;
    for (const { id, kind } of this.story.picture.wants) {
      if (kind !== 'EFFECT' || this.performing.has(id) || this.refused.has(id)) continue;
      this.performing.add(id);
      void this.performOne(id);
    }
  }

  private async performOne(wantId: string): Promise<void> {
    try {
      const page = await activities.perform({ caseId: this.start.caseId, wantId, knownSeq: this.story.seq });
      // One that was answered before (its attempt was lost after the record had it) brings its event all the same.
      if (page.performed || page.seq > this.story.seq) this.inbox.push(page);
      // Refused at an earlier moment than this run knows of: what was taken back meanwhile may be wanted anew.
      else if (page.seq < this.story.seq) this.again = true;
      else this.refused.add(wantId);
    } catch (error) {
      if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
      // Tried for as long as an activity may: the administrator sees it, and it is tried again after a while.
      this.refused.add(wantId);
      void sleep(AGAIN_MS).then(() => {
        this.again = this.refused.delete(wantId) || this.again;
      });
    } finally {
      this.performing.delete(wantId);
    }
  }

  /** One timer, at the next due instant or before it: one that moves later is looked at when it fires. */
  private arm(): void {
    const at = this.story.nextDueAt;
    if (at === null) return;
    const delayMs = Math.max(at - (Date.now() + this.aheadMs), this.pauseMs);
    const firesAt = Date.now() + delayMs;
    if (this.timer && this.timer.firesAt <= firesAt) return;
    this.disarm();
    const scope = new CancellationScope();
    this.timer = { firesAt, scope };
    void scope.run(() => sleep(delayMs)).then(
      () => {
        this.timer = undefined;
        this.due = true;
      },
      (error: unknown) => {
        if (!isCancellation(error)) throw error;
      },
    );
  }

  private disarm(): void {
    this.timer?.scope.cancel();
    this.timer = undefined;
  }

  /** Which steps are open and what falls due next, for an operator in Temporal's own screens. */
  private show(): void {
    const { openSteps, nextDueAt } = this.story.whereabouts();
    const showing = JSON.stringify([openSteps, nextDueAt]);
    if (showing === this.shown) return;
    this.shown = showing;
    upsertSearchAttributes({ QingdunOpenSteps: [...openSteps], QingdunNextDueAt: nextDueAt === null ? [] : [new Date(nextDueAt)] });
  }
}
