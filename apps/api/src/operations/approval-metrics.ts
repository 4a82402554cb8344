import { Injectable } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import { CaseRecord } from '@libs/record/record';
import { Counter, Gauge, Registry } from 'prom-client';
import { STUCK_KINDS, stuckCases } from './stuck-causes';

/** However often it is scraped, and by how many, the record is asked once in so long. */
const KEPT_MS = 10_000;

interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
type Part = 'open' | 'waits' | 'breached' | 'stuck' | 'outbox';
type Read = Readonly<Record<Part, readonly Series[]>>;

/** A query (labels as JSON, value) as a JSON list of series. */
const series = (query: string): string => `(SELECT coalesce(json_agg(json_build_object('labels', x.labels, 'value', x.value)), '[]') FROM (${query}) x (labels, value))`;

/** One statement over open cases, breached clocks and the outbox, each by an index of its own: nothing that has ended is read. */
const reading = (stuck: string): string => `SELECT json_build_object(
  'open', ${series(`SELECT json_build_object('process', process_type), count(*) FROM cases WHERE status <> 'CLOSED' GROUP BY process_type`)},
  'waits', ${series(`SELECT json_build_object('process', c.process_type, 'node', s.key), max(extract(epoch FROM clock_timestamp() - t.opened_at))
    FROM cases c JOIN tasks t ON t.case_id = c.id AND t.status = 'OPEN' AND NOT t.waiting JOIN steps s ON s.id = t.step_id WHERE c.status <> 'CLOSED' GROUP BY c.process_type, s.key`)},
  'breached', ${series(`SELECT json_build_object('process', c.process_type, 'clock', k.key), count(*) FROM clocks k JOIN cases c ON c.id = k.case_id WHERE k.breached_at IS NOT NULL GROUP BY c.process_type, k.key`)},
  'stuck', ${series(`SELECT json_build_object('cause', y.kind), count(*) FROM ${stuck} y GROUP BY y.kind`)},
  'outbox', ${series(`SELECT '{}'::json, coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0) FROM outbox`)}
) AS read`;

/** What the record says of all cases. Every api says the same, whichever decided: over several of them a query takes the `max`. */
@Injectable()
export class ApprovalMetrics {
  private readonly text: string;
  private kept?: { readonly until: number; readonly read: Promise<Read | undefined> };

  constructor(
    private readonly record: CaseRecord,
    { stuckUntoldSeconds }: Config,
    registry: Registry,
  ) {
    this.text = reading(stuckCases(stuckUntoldSeconds));
    const registers = [registry];
    const read = (): Promise<Read | undefined> => this.read();
    const gauge = (part: Part, name: string, labelNames: string[], help: string): void =>
      void new Gauge({
        name,
        help,
        labelNames,
        registers,
        async collect() {
          const found = await read();
          this.reset();
          // What has no labels is zero once it is reset: where the record cannot be asked it has no series.
          if (!found && labelNames.length === 0) this.remove();
          for (const { labels, value } of found?.[part] ?? []) this.set(labels, value);
        },
      });
    gauge('open', 'approval_cases_open', ['process'], 'Cases that have not ended.');
    gauge('waits', 'approval_task_wait_seconds', ['process', 'node'], 'For how long the oldest open task of a step has waited.');
    gauge('stuck', 'approval_stuck_cases', ['cause'], 'Cases that do not go on, by cause; one that is stuck twice counts twice.');
    gauge('outbox', 'outbox_oldest_seconds', [], 'Age of the oldest act that the engine was not told of; zero where it was told of all.');
    new Counter({
      name: 'approval_deadline_breached_total',
      help: 'Limits of steps that were breached.',
      labelNames: ['process', 'clock'],
      registers,
      async collect() {
        const found = await read();
        this.reset();
        for (const { labels, value } of found?.breached ?? []) this.inc(labels, value);
      },
    });
  }

  /** `undefined` where PostgreSQL is out of reach: the other metrics are answered all the same. */
  private read(): Promise<Read | undefined> {
    if (!this.kept || Date.now() > this.kept.until) this.kept = { until: Date.now() + KEPT_MS, read: this.ask().catch(() => undefined) };
    return this.kept.read;
  }

  private async ask(): Promise<Read | undefined> {
    const { rows } = await this.record.pool.query<{ read: Read }>({ name: 'approval-metrics', text: this.text });
    const [row] = rows;
    if (!row) return undefined;
    const counted = new Map(row.read.stuck.map(({ labels, value }) => [labels['cause'], value]));
    return { ...row.read, stuck: STUCK_KINDS.map((cause) => ({ labels: { cause }, value: counted.get(cause) ?? 0 })) };
  }
}
