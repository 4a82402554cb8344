/** Joins the engine to the traces of acts: where it is told, where a run hears, and where an activity runs. */
import { context, propagation, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { WorkflowInfo } from '@temporalio/workflow';
import { CASE_ID, inSpan, traceparent } from '@libs/platform/tracing/spans';
import type { Tracing } from '@libs/platform/tracing/tracing';
import { TRACE_HEADER, type HeardSpan } from '@workflows/temporal/trace-sinks';

export interface EngineTracing {
  readonly client: WorkflowClientInterceptor[];
  readonly activity: ActivityInterceptorsFactory[];
  /** A run has heard a signal: it tells of its span from inside the sandbox. */
  readonly heard: (run: WorkflowInfo, span: HeardSpan) => void;
}

const UNTRACED: EngineTracing = { client: [], activity: [], heard: () => undefined };

/** Nothing where nothing is traced. */
export const engineTracing = (tracing: Tracing | undefined): EngineTracing => (tracing ? { client: [TELLING], activity: [RUNNING], heard: (run, span) => tracing.add(heardSpan(run, span)) } : UNTRACED);

/** Only what tells: the reconciler asks every run, and belongs to no act. */
const TELLING: WorkflowClientInterceptor = {
  signalWithStart(input, next) {
    const parent = traceparent();
    return next(parent === null ? input : { ...input, headers: { ...input.headers, [TRACE_HEADER]: defaultPayloadConverter.toPayload({ traceparent: parent }) } });
  },
};

const RUNNING: ActivityInterceptorsFactory = ({ info }) => ({
  inbound: {
    execute(input, next) {
      const header = input.headers[TRACE_HEADER];
      const carrier = header ? defaultPayloadConverter.fromPayload<Record<string, string>>(header) : {};
      const parent = propagation.extract(context.active(), carrier);
      return context.with(parent, () => inSpan({ name: `activity ${info.activityType}`, attributes: { [CASE_ID]: info.workflowExecution?.workflowId } }, () => next(input)));
    },
  },
});

function heardSpan({ workflowType, workflowId }: WorkflowInfo, { parent, spanId, at }: HeardSpan): Parameters<Tracing['add']>[0] {
  const [, traceId = '', parentId = '', flags = ''] = parent.split('-');
  const inTrace = { traceId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED };
  const time: [number, number] = [Math.floor(at / 1_000), (at % 1_000) * 1_000_000];
  return {
    name: `workflow ${workflowType}`,
    kind: SpanKind.INTERNAL,
    spanContext: () => ({ ...inTrace, spanId }),
    parentSpanContext: { ...inTrace, spanId: parentId, isRemote: true },
    startTime: time,
    endTime: time,
    duration: [0, 0],
    ended: true,
    status: { code: SpanStatusCode.UNSET },
    attributes: { [CASE_ID]: workflowId },
    links: [],
    events: [],
    instrumentationScope: { name: 'qingdun' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}
