/**
 * Spans of our own, over OpenTelemetry's interface alone: where no provider is installed each is nothing. Attributes are
 * ids and enums, a failure is its kind: nothing that a person wrote or is called leaves in a trace.
 */
import { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace, type Attributes, type Context, type Link, type Span, type SpanKind } from '@opentelemetry/api';
import { DomainError } from '../errors/domain-error';
import { failureKind } from '../logging/failure-kind';

export const CASE_ID = 'qingdun.case.id';

const tracer = trace.getTracer('qingdun');

export interface SpanSpec {
  readonly name: string;
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** What it goes on from, as `traceparent` (W3C Trace Context): the last is its parent, the others are linked. Else what is under way here. */
  readonly from?: readonly string[];
}

/** Runs `body` within a span, which ends with it. */
export function inSpan<T>({ name, kind, attributes, from = [] }: SpanSpec, body: (span: Span) => Promise<T>): Promise<T> {
  const contexts = from.map(contextOf);
  const parent = contexts.pop() ?? context.active();
  return tracer.startActiveSpan(name, { kind, attributes, links: contexts.flatMap(linkTo) }, parent, async (span) => {
    try {
      return await body(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof DomainError ? error.code : failureKind(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** What is under way here, as `traceparent`; null where nothing is traced. */
export function traceparent(): string | null {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
}

const contextOf = (parent: string): Context => propagation.extract(ROOT_CONTEXT, { traceparent: parent });

function linkTo(of: Context): Link[] {
  const found = trace.getSpanContext(of);
  return found ? [{ context: found }] : [];
}
