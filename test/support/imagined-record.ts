/** A record in memory: one clock a case, kept by the real clock book at the policies' default values. */
import { ApplicationFailure } from '@temporalio/common';
import { CALENDAR_2025_2026 } from '@libs/domain/calendar.fixture';
import { chainDigest } from '@libs/domain/digests';
import { RECORD_UNAVAILABLE, type CaseActivities, type CaseMessage, type EventPage } from '@libs/contracts/engine';
import { POLICY_SET } from '@libs/policy/policy-set';
import { dueItem, openClock, plainClock, stop, tick, type ClockTerms } from '@libs/record/clock-book';
import { instantOf, type ClockRow } from '@libs/record/rows';
import type { ClockSpec } from '@workflows/kit/definition';
import { fold } from '@workflows/kit/fold';
import type { CaseEvent } from '@workflows/kit/journal';
import { wantsDigest } from '@workflows/kit/want';
import { processFor } from '@workflows/processes';

const TERMS: ClockTerms = { policies: Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value])), calendar: CALENDAR_2025_2026, countedBy: 'imagined' };
const PROCESS = 'sensitive-data-use';

interface ImaginedClock {
  readonly clock: ClockRow;
  readonly spec?: ClockSpec;
  readonly started: CaseEvent;
  dueRevision: number;
  stopped: boolean;
}

/** What was done when time was kept: `REMINDER`, `BREACH`, `ESCALATION`, `EXPIRY`, or nothing. */
export interface Kept {
  readonly at: number;
  readonly did: readonly string[];
}

export class ImaginedRecord {
  private readonly cases = new Map<string, ImaginedClock>();
  private readonly kept = new Map<string, Kept[]>();

  /** Cases whose run has reported that it was told differently. */
  readonly reported: string[] = [];
  /** So many reports of a difference are not taken. */
  refusedReports = 0;

  constructor(private readonly now: () => Promise<number>) {}

  /** A case with one clock of a policy. */
  async open(caseId: string, spec: ClockSpec): Promise<CaseMessage> {
    const openedAt = await this.now();
    return this.begin(caseId, openedAt, openClock({ caseId, stepId: 's', spec, openedAt, facts: {}, basis: '' }, TERMS), spec);
  }

  /** A case with a grant that ends at an instant. */
  async grant(caseId: string, lengthMs: number): Promise<CaseMessage> {
    const openedAt = await this.now();
    return this.begin(caseId, openedAt, plainClock({ caseId, stepId: 's', key: 'grant.until', nature: 'HARD', basis: '', base: openedAt, due: openedAt + lengthMs }));
  }

  /** Moves what falls due next, as a pause or a calendar does; a person's act would bring an event with it. */
  async moveDue(caseId: string, at: number): Promise<CaseMessage> {
    const one = this.case(caseId);
    one.clock.next_at = new Date(at).toISOString();
    one.clock.due_at = one.clock.next_at;
    one.dueRevision += 1;
    return this.message(caseId);
  }

  /** A stopped case settles nothing, whatever is due. */
  stop(caseId: string, stopped: boolean): void {
    this.case(caseId).stopped = stopped;
  }

  keptFor(caseId: string): readonly Kept[] {
    return this.kept.get(caseId) ?? [];
  }

  /** When something falls due from the opening to an instant, if each is dealt with at its own instant. */
  expected(caseId: string, until: number): Kept[] {
    const { clock, spec } = this.case(caseId);
    const afresh = spec ? openClock({ caseId, stepId: 's', spec, openedAt: instantOf(clock.base_at), facts: {}, basis: '' }, TERMS) : { ...clock, stopped_at: null, next_at: clock.due_at };
    const all: Kept[] = [];
    for (let at = afresh.next_at; at !== null && instantOf(at) <= until; at = afresh.next_at) all.push({ at: instantOf(at), did: settle(afresh, spec, instantOf(at)) });
    return all;
  }

  readonly activities: CaseActivities = {
    keepTime: async ({ caseId }) => {
      const now = await this.now();
      const one = this.case(caseId);
      const did = one.stopped ? [] : settle(one.clock, one.spec, now);
      one.dueRevision += did.length;
      this.kept.set(caseId, [...this.keptFor(caseId), { at: now, did }]);
      return { ...(await this.page(caseId)), now };
    },
    eventsAfter: ({ caseId }) => this.page(caseId),
    perform: async ({ caseId }) => ({ ...(await this.page(caseId)), performed: false }),
    reportDifference: async ({ caseId }) => {
      if (this.refusedReports-- > 0) throw ApplicationFailure.nonRetryable(RECORD_UNAVAILABLE, RECORD_UNAVAILABLE);
      this.reported.push(caseId);
    },
  };

  private begin(caseId: string, at: number, clock: ClockRow, spec?: ClockSpec): Promise<CaseMessage> {
    const started: CaseEvent = { type: 'started', facts: { level: 'GENERAL', sensitive: true, subjectCount: 1, datasetIds: [] }, seq: 1, at };
    this.cases.set(caseId, { clock, spec, started, dueRevision: 1, stopped: false });
    return this.message(caseId);
  }

  private async message(caseId: string): Promise<CaseMessage> {
    return { caseId, number: 'DEMO', processType: PROCESS, storyVersion: 1, unit: 'DEMO', ...(await this.page(caseId)) };
  }

  private async page(caseId: string): Promise<EventPage> {
    const { clock, started, dueRevision } = this.case(caseId);
    const wants = wantsDigest(await fold(processFor(PROCESS), [started]));
    const nextDueAt = clock.next_at === null ? null : instantOf(clock.next_at);
    return { events: [started], seq: 1, journalDigest: chainDigest(undefined, started), wantsDigest: wants, nextDueAt, dueRevision, closed: false };
  }

  private case(caseId: string): ImaginedClock {
    const found = this.cases.get(caseId);
    if (!found) throw new Error(`no case ${caseId}`);
    return found;
  }
}

/** Does all that is due by now, as the record does under the lock. */
function settle(clock: ClockRow, spec: ClockSpec | undefined, now: number): string[] {
  const did: string[] = [];
  for (let item = dueItem(clock, now, spec, TERMS); item; item = dueItem(clock, now, spec, TERMS)) {
    did.push(item.kind);
    if (item.kind === 'EXPIRY') stop(clock, now);
    else tick(item, now, spec, TERMS);
  }
  return did;
}
