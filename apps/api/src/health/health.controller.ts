import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { Public } from '../auth/public.decorator';
import { Operation } from '../openapi/operation';
import { object, schema } from '../openapi/schema';

const READY_WITHIN_MS = 2_000;
const HEALTH = schema('Health', object({ status: { type: 'string', const: 'ok' } }));

/** For whoever runs the process. Outside of `/api/v1`; nothing here tells of anybody. */
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly metricsRegistry: Registry,
  ) {}

  @Operation({ id: 'getLiveness', tag: 'operations', summary: '进程存活', public: true, ok: { status: 200, schema: HEALTH } })
  @Get('health/live')
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** Ready means that PostgreSQL answers. Temporal out of reach is no error: what is decided is kept and goes on later. */
  @Operation({ id: 'getReadiness', tag: 'operations', summary: '可以受理请求：数据库可达', public: true, ok: { status: 200, schema: HEALTH } })
  @Get('health/ready')
  async ready(): Promise<{ readonly status: 'ok' }> {
    if (!(await within(READY_WITHIN_MS, this.dataSource.query('SELECT 1')))) throw new DomainError('UNAVAILABLE');
    return { status: 'ok' };
  }

  @Operation({ id: 'getMetrics', tag: 'operations', summary: 'Prometheus 指标', public: true, ok: { status: 200, schema: { type: 'string' }, mediaTypes: ['text/plain'] } })
  @Get('metrics')
  @Header('cache-control', 'no-store')
  async metrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', this.metricsRegistry.contentType);
    return await this.metricsRegistry.metrics();
  }
}

/** Whether a promise is kept in time; its failure afterwards is nobody's concern. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
