import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger';

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/**
 * Nest's own messages in our log. Nest appends the context, and for errors the stack, as further parameters; objects
 * are logged as members, so that they are looked through.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const last = rest.at(-1);
    const context = typeof last === 'string' && !last.includes('\n') ? last : undefined;
    const extra = rest.filter((value) => value !== context && value !== undefined);
    const members = {
      ...(context !== undefined && { context }),
      ...(extra.length > 0 && { extra: extra.map(stackWithoutMessage) }),
    };
    if (message instanceof Error) this.logger[level]({ ...members, err: message }, message.name);
    else if (typeof message === 'string') this.logger[level](members, message);
    else this.logger[level]({ ...members, message }, 'nest');
  }
}

/** A stack as text begins with the message of the error, which may quote what people typed. */
const stackWithoutMessage = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('\n    at ') ? value.slice(value.indexOf('\n    at ') + 1) : value;
