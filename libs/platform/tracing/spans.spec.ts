import { context, trace } from '@opentelemetry/api';
import { inSpan, traceparent } from './spans';
import { startTracing } from './tracing';

test('where nobody collects traces nothing is traced, and what runs within a span runs as it is', async () => {
  expect(startTracing({ service: 'api' })).toBeUndefined();
  expect(traceparent()).toBeNull();
  expect(await inSpan({ name: 'act', from: [`00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`] }, async (span) => [span.isRecording(), traceparent()])).toEqual([false, null]);
  await expect(inSpan({ name: 'act' }, () => Promise.reject(new RangeError('no')))).rejects.toThrow(RangeError);
  expect(trace.getSpan(context.active())).toBeUndefined();
});
