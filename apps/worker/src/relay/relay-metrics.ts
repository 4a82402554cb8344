import { Counter, Gauge, type Histogram, type Registry } from 'prom-client';
import { createDuration } from '@libs/platform/metrics/registry';
import type { Pending } from '@libs/record/engine';

interface Telling {
  /** When the oldest act in it was recorded, in milliseconds since the epoch. */
  readonly at: number;
  readonly urgent: boolean;
  readonly seq: number;
}

/** Lag is measured twice: until the engine has acknowledged, and until the workflow itself has run. */
export class RelayMetrics {
  private readonly backlog: Gauge<'urgent'>;
  private readonly lag: Histogram<'urgent'>;
  private readonly ranLag: Histogram<'urgent'>;
  private readonly events: Counter;
  private readonly failures: Counter<'failure'>;
  private readonly since = new Map<string, Telling>();

  constructor(registry: Registry) {
    const registers = [registry];
    this.backlog = new Gauge({ name: 'qingdun_engine_waiting_cases', help: 'Cases with something that the engine has not been told, as far as the relay looks.', labelNames: ['urgent'], registers });
    this.lag = createDuration({ registry, name: 'qingdun_engine_told_seconds', help: 'From the act until the engine has acknowledged it.', labels: ['urgent'] });
    this.ranLag = createDuration({ registry, name: 'qingdun_engine_ran_seconds', help: 'From the act until the workflow has run it.', labels: ['urgent'] });
    this.events = new Counter({ name: 'qingdun_engine_told_events_total', help: 'Journal events that the engine was told.', registers });
    this.failures = new Counter({ name: 'qingdun_engine_tell_failures_total', help: 'Calls to the engine that failed, by the kind of failure.', labelNames: ['failure'], registers });
  }

  waiting(cases: readonly Pending[]): void {
    const urgent = cases.filter((one) => one.urgent).length;
    this.backlog.set({ urgent: 'true' }, urgent);
    this.backlog.set({ urgent: 'false' }, cases.length - urgent);
  }

  /** Before the call: the workflow may have run before it returns. A telling that has not run yet is counted with the next. */
  telling({ caseId, since, urgent }: Pending, seq: number): void {
    const before = this.since.get(caseId);
    this.since.set(caseId, { at: Math.min(since, before?.at ?? since), urgent: urgent || (before?.urgent ?? false), seq });
    if (this.since.size > 10_000) for (const key of this.since.keys()) if (this.since.delete(key)) break;
  }

  told({ since, urgent }: Pending, events: number): void {
    this.events.inc(events);
    this.lag.observe({ urgent: String(urgent) }, Math.max(0, Date.now() - since) / 1_000);
  }

  /** The workflow itself has run up to this sequence. */
  ran(caseId: string, seq: number): void {
    const told = this.since.get(caseId);
    if (!told || seq < told.seq) return;
    this.since.delete(caseId);
    this.ranLag.observe({ urgent: String(told.urgent) }, Math.max(0, Date.now() - told.at) / 1_000);
  }

  failed(failure: string): void {
    this.failures.inc({ failure });
  }
}
