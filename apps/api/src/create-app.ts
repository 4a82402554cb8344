import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NestLogger } from '@libs/platform/logging/nest-logger';
import { Registry } from 'prom-client';
import { AppModule } from './app.module';
import { measureRequests } from './health/http-metrics';
import { AllowedMethods } from './http/allowed-methods';
import { restrictContentTypes } from './http/content-types';
import { endConnectionsOnClose } from './http/graceful-close';
import { requestId } from './http/request-id';
import { sendProblem } from './http/send-problem';
import { traceRequests } from './http/trace-requests';
import { translateError } from './http/translate-error';
import { openApiDocument } from './openapi/document';
import type { PlatformParts } from './platform/platform.module';

const BODY_LIMIT_BYTES = 1_024 * 1_024;
const ATTACHMENT_LIMIT_BYTES = 25 * 1_024 * 1_024;
/** For whoever runs the process, and pages for people: not part of the versioned contract. */
const UNVERSIONED = ['health/live', 'health/ready', 'metrics', 'l/:token', 'l/:token/sign-in', 'l/:token/confirm', 'l/:token/provider', 'l/:token/decision'];

/** The API, wired and not yet listening. The caller has connected the database; closing the application closes it too. */
export async function createApp(parts: PlatformParts): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: parts.config.trustProxy,
    genReqId: requestId,
    forceCloseConnections: 'idle',
    multipart: false,
    routerOptions: { maxParamLength: 512, ignoreTrailingSlash: false },
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => sendProblem(translateError(error), request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, {
    logger: new NestLogger(parts.logger),
    bodyParser: false,
    abortOnError: false,
  });
  app.setGlobalPrefix('api/v1', { exclude: UNVERSIONED.map((path) => ({ path, method: RequestMethod.ALL })) });
  app.enableShutdownHooks();
  if (parts.tracing) traceRequests(adapter.getInstance());
  await addPlugins(app);
  const document = openApiDocument(app);
  adapter.getInstance().get('/api/openapi.json', (_request, reply) => reply.send(document));
  return app;
}

async function addPlugins(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const allowed = app.get(AllowedMethods);
  fastify.addHook('onRoute', ({ url, method }) => allowed.add(url, method));
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  endConnectionsOnClose(fastify);
  measureRequests(fastify, app.get(Registry));
  restrictContentTypes(fastify);
  await app.register(helmet, { strictTransportSecurity: { maxAge: 31_536_000 } });
  await app.register(multipart, {
    limits: { fileSize: ATTACHMENT_LIMIT_BYTES, files: 1, fields: 0, parts: 1, headerPairs: 50 },
    throwFileSizeLimit: false,
  });
}
