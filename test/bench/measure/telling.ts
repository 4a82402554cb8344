/**
 * In the worker: how long after an act the engine had acknowledged it, and how long until the workflow itself had run
 * it. It watches the two calls that production's own bounded relay and metrics are made of.
 */
import type { Pending } from '@libs/record/engine';
import { RelayMetrics } from '../../../apps/worker/src/relay/relay-metrics';
import { ToldWindow } from '../../../apps/worker/src/relay/window';

/** One telling: from the oldest act in it, in milliseconds. */
export interface Telling {
  readonly urgent: boolean;
  readonly ms: number;
}
export interface Tellings {
  readonly told: readonly Telling[];
  readonly ran: readonly Telling[];
  /** Journal events in them. */
  readonly events: number;
  /** Told, and not run yet. */
  readonly waiting: number;
}

interface Waiting {
  readonly seq: number;
  readonly since: number;
  readonly urgent: boolean;
}
const MOST_REMEMBERED = 20_000;

class Watch {
  private told: Telling[] = [];
  private ran: Telling[] = [];
  private events = 0;
  private readonly waiting = new Map<string, Waiting[]>();
  private readonly lastRan = new Map<string, { readonly seq: number; readonly at: number }>();

  onTold({ caseId, since, urgent }: Pick<Pending, 'caseId' | 'since' | 'urgent'>, seq: number, events: number): void {
    this.events += events;
    this.told.push({ urgent, ms: Math.max(0, Date.now() - since) });
    const before = this.lastRan.get(caseId);
    // The run can be quicker than the acknowledgement.
    if (before && before.seq >= seq) this.ran.push({ urgent, ms: Math.max(0, before.at - since) });
    else this.waiting.set(caseId, [...(this.waiting.get(caseId) ?? []), { seq, since, urgent }]);
  }

  onRan(caseId: string, seq: number): void {
    const at = Date.now();
    this.lastRan.set(caseId, { seq, at });
    if (this.lastRan.size > MOST_REMEMBERED) for (const oldest of this.lastRan.keys()) if (this.lastRan.delete(oldest)) break;
    const all = this.waiting.get(caseId) ?? [];
    for (const one of all) if (one.seq <= seq) this.ran.push({ urgent: one.urgent, ms: Math.max(0, at - one.since) });
    const left = all.filter((one) => one.seq > seq);
    if (left.length) this.waiting.set(caseId, left);
    else this.waiting.delete(caseId);
  }

  take(): Tellings {
    const taken = { told: this.told, ran: this.ran, events: this.events, waiting: this.waiting.size };
    [this.told, this.ran, this.events] = [[], [], 0];
    return taken;
  }
}

/** Has `seen` look at the arguments of every call of a method before it runs. */
function watchCalls<A extends unknown[]>(prototype: object, method: string, seen: (...args: A) => void): void {
  // Called with the arguments that the method's own type names, below.
  const original = Reflect.get(prototype, method) as (...args: A) => unknown;
  Reflect.set(prototype, method, function (this: unknown, ...args: A): unknown {
    seen(...args);
    return original.apply(this, args);
  });
}

/** Begins to watch, and answers each message of the parent with what was seen since the last. */
export function watchTelling(): void {
  const watch = new Watch();
  const telling = new Map<string, number>();
  watchCalls<Parameters<ToldWindow['add']>>(ToldWindow.prototype, 'add', (caseId, seq) => telling.set(caseId, seq));
  watchCalls<Parameters<ToldWindow['ran']>>(ToldWindow.prototype, 'ran', (caseId, seq) => watch.onRan(caseId, seq));
  // The relay adds a case before it is told, and notes it here when that was acknowledged.
  watchCalls<Parameters<RelayMetrics['told']>>(RelayMetrics.prototype, 'told', (pending, events) => {
    watch.onTold(pending, telling.get(pending.caseId) ?? 0, events);
    telling.delete(pending.caseId);
  });
  process.on('message', () => process.send?.(watch.take()));
}
