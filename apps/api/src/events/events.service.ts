import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CaseRecord } from '@libs/record/record';
import { visibleTo } from '@libs/record/scope';
import { NotificationRepository } from '../notifications/notification.repository';
import { notificationView } from '../notifications/notification.view';
import { TaskRepository } from '../tasks/task.repository';
import { EventStream } from './event-stream';
import { InboxListener } from './inbox-listener';

/** What no notification tells of (somebody else's claim, a changed case) is seen after so long; the contract asks for ten seconds. */
const LOOK_EVERY_MS = 8_000;
/** What was missed, at most; the lists have the rest. */
const CATCH_UP = 100;
const STREAMS_OF_ONE = 20;

/** $1 person, $2 ids: the last audit event of each case that the person may see. */
const CHANGES = `SELECT c.id, c.status, c.seq, (SELECT e.id FROM audit_events e WHERE e.case_id = c.id ORDER BY e.id DESC LIMIT 1) AS changed FROM cases c WHERE c.id = ANY($2::uuid[]) AND ${visibleTo('$1')}`;

export interface Watch {
  readonly personId: string;
  /** Cases on the screen. */
  readonly caseIds: readonly string[];
  /** The last notification that the reader has. */
  readonly lastEventId?: string;
  /** Fails once the reader is signed in no more. */
  readonly stillSignedIn: () => Promise<unknown>;
}

/** Live updates: notifications as they come, counts and cases when they change. */
@Injectable()
export class EventsService implements BeforeApplicationShutdown {
  private readonly streams = new Map<EventStream, string>();
  private closing = false;

  constructor(
    private readonly inbox: InboxListener,
    private readonly notifications: NotificationRepository,
    private readonly tasks: TaskRepository,
    private readonly record: CaseRecord,
  ) {}

  beforeApplicationShutdown(): void {
    this.closing = true;
    for (const stream of this.streams.keys()) stream.end();
  }

  /** @throws DomainError TOO_MANY_REQUESTS for one person's twenty-first */
  async open(watch: Watch): Promise<EventStream> {
    // Asked for first: from where the places are counted nothing is waited for, and nothing fails that would leave one taken.
    const last = watch.lastEventId ?? (await this.notifications.newest(watch.personId)) ?? NOTHING_YET;
    if (this.closing) throw new DomainError('UNAVAILABLE', { members: { retryAfter: 1 } });
    if ([...this.streams.values()].filter((personId) => personId === watch.personId).length >= STREAMS_OF_ONE) throw new DomainError('TOO_MANY_REQUESTS', { members: { retryAfter: 10 } });
    const stream = new EventStream();
    this.streams.set(stream, watch.personId);
    const teller = new Teller(watch, stream, { notifications: this.notifications, tasks: this.tasks, record: this.record }, last);
    const unsubscribe = this.inbox.subscribe(watch.personId, () => teller.look());
    const timer = setInterval(() => teller.look({ beat: true }), LOOK_EVERY_MS);
    stream.onClose(() => {
      clearInterval(timer);
      unsubscribe();
      this.streams.delete(stream);
    });
    teller.look();
    return stream;
  }
}

/** Before every id. */
const NOTHING_YET = '00000000-0000-0000-0000-000000000000';

interface Sources {
  readonly notifications: NotificationRepository;
  readonly tasks: TaskRepository;
  readonly record: CaseRecord;
}

/** Tells one reader what is new: one look at a time, and another one where it was asked for meanwhile. */
class Teller {
  private looking = false;
  private again = false;
  private counts = '';
  private readonly cases = new Map<string, string>();

  constructor(
    private readonly watch: Watch,
    private readonly stream: EventStream,
    private readonly sources: Sources,
    private last: string,
  ) {}

  look({ beat = false } = {}): void {
    if (beat) this.stream.beat();
    this.again = true;
    if (this.looking) return;
    this.looking = true;
    // PostgreSQL out of reach, or signed out: the reader connects again, and is answered as every request is.
    void this.work().catch(() => this.stream.end());
  }

  private async work(): Promise<void> {
    try {
      while (this.again && !this.stream.ended) {
        this.again = false;
        await this.watch.stillSignedIn();
        await this.tellNotifications();
        await this.tellCounts();
        await this.tellCases();
      }
    } finally {
      // In the same breath as the last look at `again`: nobody asks between the two.
      this.looking = false;
    }
  }

  private async tellNotifications(): Promise<void> {
    const { notifications, record } = this.sources;
    for (const read of await notifications.since(this.watch.personId, this.last, CATCH_UP)) {
      this.last = read.id;
      this.stream.send('notification', notificationView(read, record.desk(read.case.processType)), read.id);
    }
  }

  private async tellCounts(): Promise<void> {
    const { personId } = this.watch;
    const counts = { tasks: await this.sources.tasks.counts(personId), notifications: { unread: await this.sources.notifications.unread(personId) } };
    const text = JSON.stringify(counts);
    if (text === this.counts) return;
    this.counts = text;
    this.stream.send('counts', counts);
  }

  private async tellCases(): Promise<void> {
    const { personId, caseIds } = this.watch;
    if (caseIds.length === 0) return;
    const { rows } = await this.sources.record.pool.query<{ id: string; status: string; seq: number; changed: string }>({ name: 'changed-cases', text: CHANGES, values: [personId, caseIds] });
    for (const { id, status, seq, changed } of rows) {
      if (this.cases.get(id) === changed) continue;
      this.cases.set(id, changed);
      this.stream.send('case', { id, status, seq });
    }
  }
}
