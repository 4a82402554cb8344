import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { Logger } from '@libs/platform/logging/logger';
import { LOGGER } from '../platform/logger.token';
import { AllowedMethods } from './allowed-methods';
import { pathOf, sendProblem } from './send-problem';
import { translateError } from './translate-error';

/** Every error of every route becomes `application/problem+json` here and nowhere else (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly allowed: AllowedMethods,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = this.explain(translateError(thrown), request, reply);
    this.log(error, request);
    // An answer that is already under way cannot become another one: cut it, so that nobody takes it for whole.
    if (reply.sent) reply.raw.destroy();
    else sendProblem(error, request, reply);
  }

  /** A path that exists for other methods is 405 with `Allow`, not 404. */
  private explain(error: DomainError, request: FastifyRequest, reply: FastifyReply): DomainError {
    if (error.code !== 'NOT_FOUND' || !request.is404) return error;
    const methods = this.allowed.of(pathOf(request));
    if (methods.length === 0) return error;
    void reply.header('allow', methods.join(', '));
    return new DomainError('METHOD_NOT_ALLOWED');
  }

  private log(error: DomainError, request: FastifyRequest): void {
    const route = request.routeOptions.url ?? 'unmatched';
    const members = { requestId: request.id, method: request.method, route, code: error.code };
    // The cause is of interest only where the catalogue says that somebody should look.
    this.logger[error.level](error.level === 'error' ? { ...members, err: error.cause ?? error } : members, 'request refused');
  }
}
