import type { Sinks } from '@temporalio/workflow';

/** The header in which a signal and an activity carry `{traceparent}`: as in Temporal's own interceptors for OpenTelemetry. */
export const TRACE_HEADER = '_tracer-data';

/** That a run has heard something: a span that its worker exports. */
export interface HeardSpan {
  /** As `traceparent`. */
  readonly parent: string;
  readonly spanId: string;
  /** In milliseconds since the epoch. */
  readonly at: number;
}

/** What a run tells its worker for a trace. Never called during replay. */
export interface TraceSinks extends Sinks {
  readonly traces: { heard(span: HeardSpan): void };
}
