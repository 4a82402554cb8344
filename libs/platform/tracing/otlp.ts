/** OpenTelemetry's own parts: spans in batches to a collector by OTLP/HTTP. */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { Tracing } from './tracing';

/** Installs the provider of this process, with W3C Trace Context; the standard `OTEL_*` variables steer sampler, batches and headers. */
export function traceTo(service: string, endpoint: string): Tracing {
  const resource = resourceFromAttributes({ 'service.name': `qingdun-${service}` });
  const processor = new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }));
  const provider = new NodeTracerProvider({ resource, spanProcessors: [processor] });
  provider.register();
  return { add: (span) => processor.onEnd({ ...span, resource }), shutdown: () => provider.shutdown() };
}
