/**
 * Carries the trace of what a run has heard last to the activities that it brings about: ids alone, and no library of
 * traces in the sandbox. What is not traced has no header, and nothing is done.
 */
import { defaultPayloadConverter, proxySinks, uuid4, type SignalInput, type WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { TRACE_HEADER, type TraceSinks } from './trace-sinks';

const SPAN_ID_DIGITS = 16;

type Headers = SignalInput['headers'];

export const interceptors: WorkflowInterceptorsFactory = () => {
  const { traces } = proxySinks<TraceSinks>();
  let heard: Headers = {};
  return {
    inbound: [
      {
        handleSignal(input, next) {
          heard = spanOf(input.headers, (parent, spanId) => traces.heard({ parent, spanId, at: Date.now() }));
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity(input, next) {
          // What falls due is brought about by time, not by what was heard last, however long ago: it begins a trace of its own.
          if (input.activityType === 'keepTime') heard = {};
          return next({ ...input, headers: { ...input.headers, ...heard } });
        },
      },
    ],
  };
};

/** The header for what comes of a signal: as the signal's own, one span further. */
function spanOf(headers: Headers, tell: (parent: string, spanId: string) => void): Headers {
  const payload = headers[TRACE_HEADER];
  if (!payload) return {};
  const { traceparent: parent } = defaultPayloadConverter.fromPayload<{ readonly traceparent?: string }>(payload);
  if (parent === undefined) return {};
  const [version, traceId, , flags] = parent.split('-');
  const spanId = uuid4().replaceAll('-', '').slice(-SPAN_ID_DIGITS);
  tell(parent, spanId);
  return { [TRACE_HEADER]: defaultPayloadConverter.toPayload({ traceparent: [version, traceId, spanId, flags].join('-') }) };
}
