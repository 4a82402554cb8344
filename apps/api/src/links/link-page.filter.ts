import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CATALOGUE } from '@libs/platform/errors/catalogue';
import type { Logger } from '@libs/platform/logging/logger';
import { translateError } from '../http/translate-error';
import { LOGGER } from '../platform/logger.token';
import { saying } from './link.pages';
import { sendPage } from './page';

/** What goes wrong on a page is told on a page. */
@Catch()
export class LinkPageFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const error = translateError(thrown);
    const members = { requestId: request.id, method: request.method, route: request.routeOptions.url ?? 'unmatched', code: error.code };
    this.logger[error.level](error.level === 'error' ? { ...members, err: error.cause ?? error } : members, 'request refused');
    void sendPage(host.switchToHttp().getResponse<FastifyReply>(), saying(error.status, CATALOGUE[error.code].title.zh, error.detail.zh));
  }
}
