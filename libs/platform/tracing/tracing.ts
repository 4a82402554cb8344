/** Traces of a process, where somebody collects them. */
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';

export interface Tracing {
  /** Exports a span that was not made by this process's own provider: a run tells of itself from inside its sandbox. */
  readonly add: (span: Omit<ReadableSpan, 'resource'>) => void;
  /** Sends what was not sent yet, and ends. */
  readonly shutdown: () => Promise<void>;
}

export interface TracingOptions {
  /** Which process. */
  readonly service: string;
  /** Of an OTLP/HTTP collector, e.g. `http://127.0.0.1:4318`; nothing is traced, and none of it is loaded, without. */
  readonly endpoint?: string;
}

export function startTracing({ service, endpoint }: TracingOptions): Tracing | undefined {
  if (endpoint === undefined) return undefined;
  // Loaded only where it is wanted; `require` gives what the module exports.
  const { traceTo } = require('./otlp') as typeof import('./otlp');
  return traceTo(service, endpoint);
}
