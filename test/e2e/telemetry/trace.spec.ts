import { stringsIn } from '@test/support/history-scan';
import { until } from '@test/support/engine-watch';
import { otlpReceiver, type OtlpReceiver, type ReceivedSpan } from '@test/support/otlp-receiver';
import { ownStack, type OwnStack } from '../loss/own-stack';

jest.setTimeout(300_000);

let receiver: OtlpReceiver;
let own: OwnStack;
beforeAll(async () => {
  receiver = await otlpReceiver();
  own = await ownStack({ keepAlive: false, env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_BSP_SCHEDULE_DELAY: '200' } });
});
afterAll(async () => {
  await own?.destroy();
  await receiver?.close();
});

const traceOf = (traceId: string): ReceivedSpan[] => receiver.spans.filter((span) => span.traceId === traceId);
/** The names from the first span of a trace down to this one, without the ids of routes. */
function wayTo(span: ReceivedSpan): string[] {
  const parent = traceOf(span.traceId).find(({ spanId }) => spanId === span.parentSpanId);
  return [...(parent ? wayTo(parent) : []), `${span.service.replace('qingdun-', '')}: ${span.name}`];
}

test('an act is one trace: from the request over the record and the outbox to the workflow, and on to the activity and what it records', async () => {
  const { people, engine } = own;
  const id = await people.start();
  await people.advance(id);
  const performed = await until(
    async () => receiver.spans.find(({ name, attributes }) => name === 'activity perform' && attributes['qingdun.case.id'] === id),
    (span) => span !== undefined && traceOf(span.traceId).some(({ parentSpanId, name }) => parentSpanId === span.spanId && name === 'act SYSTEM') && traceOf(span.traceId).some(({ name }) => name.startsWith('POST ')),
    60_000,
    'the trace of the effect',
  );
  if (!performed) throw new Error('no span');
  expect(wayTo(performed)).toEqual([
    'api: POST /api/v1/tasks/:id/decision',
    'api: act DECIDE',
    'worker: tell the engine',
    'worker: workflow sensitiveDataUse',
    'worker: activity perform',
  ]);
  await engine.untilAgrees([id], 60_000);
});

test('a caller’s own trace goes on in ours', async () => {
  const caller = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };
  await fetch(`${own.stack.apiUrl}/health/live`, { headers: { traceparent: `00-${caller.traceId}-${caller.spanId}-01` } });
  const [span] = await until(async () => traceOf(caller.traceId), (spans) => spans.length > 0, 30_000, 'the span of the request');
  expect(span).toMatchObject({ name: 'GET /health/live', parentSpanId: caller.spanId, service: 'qingdun-api' });
});

test('a trace holds ids and enums: nothing that a person wrote or is called', async () => {
  const { people } = own;
  const id = await people.start();
  const { applicant, title, number } = await people.view(id);
  await people.decide(id, 'initialAssessment');
  await until(async () => receiver.spans.filter(({ attributes }) => attributes['qingdun.case.id'] === id), (spans) => spans.some(({ name }) => name === 'tell the engine'), 60_000, 'the spans of the case');
  const said = [...stringsIn(receiver.spans.map(({ raw }) => raw))].join('\n');
  for (const text of [applicant.name, title, number, '同意', 'hospital-a.staff-1']) expect(said).not.toContain(text);
});
