import pino, { type Bindings, type ChildLoggerOptions, type DestinationStream, type LogFn, type Logger as PinoLogger } from 'pino';
import type { LogLevel } from '../config/config';
import { redact } from './redact';

export type Logger = PinoLogger;

export interface LoggerOptions {
  /** Which process writes: `api`, `worker`, … */
  readonly service: string;
  readonly level: LogLevel;
  /** Standard output unless given. */
  readonly destination?: DestinationStream;
}

/**
 * A structured logger: one JSON object a line. Every object that is logged goes through `redact`; messages must be
 * constant texts, since a text cannot be looked through.
 */
export function createLogger({ service, level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    errorKey: 'err',
    // pino would serialise errors before the formatter sees them, with every value that a driver attached.
    serializers: { err: (error: unknown): unknown => redact(error), error: (error: unknown): unknown => redact(error) },
    formatters: {
      level: (label: string): object => ({ level: label }),
      log: redactMembers,
    },
    hooks: { logMethod },
  };
  return withSafeChildren(destination ? pino(options, destination) : pino(options));
}

/** pino takes the message of an error for the message of the line; it may quote what people typed. */
function logMethod(this: PinoLogger, args: Parameters<LogFn>, method: LogFn): void {
  const [first] = args;
  if (args.length === 1 && first instanceof Error) method.call(this, { err: first }, first.name);
  else method.apply(this, args);
}

/** pino does not send what is bound to a child through the formatters of its parent. Children inherit the method. */
function withSafeChildren(logger: PinoLogger): Logger {
  // oxlint-disable-next-line typescript/unbound-method -- applied to the logger it is called on, below
  const original = logger.child;
  const child = function (this: PinoLogger, bindings: Bindings, options?: ChildLoggerOptions): PinoLogger {
    // pino's own type of `child` cannot be called with another `this`; what it returns is this logger's child.
    const made: PinoLogger = Reflect.apply(original, this, [redactMembers(bindings), options]);
    return made;
  };
  return Object.defineProperty(logger, 'child', { value: child });
}

const redactMembers = (members: object): Record<string, unknown> => {
  const safe = redact({ ...members });
  return typeof safe === 'object' && safe !== null ? { ...safe } : {};
};
