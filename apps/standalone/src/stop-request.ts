import { killAll } from './processes';

/** npm passes the terminal's Ctrl-C on although we got it ourselves: what follows this closely is the same one. */
const SAME_REQUEST_MS = 1_000;

/**
 * Stops once on Ctrl-C, SIGTERM or a closed terminal. A second request kills every child and ends with 130.
 * @returns resolves when `stop` is through
 */
export function onStopRequest(stop: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let requestedAt: number | undefined;
    const request = (): void => {
      if (requestedAt === undefined) {
        requestedAt = performance.now();
        stop().then(resolve, reject);
      } else if (performance.now() - requestedAt > SAME_REQUEST_MS) {
        killAll();
        process.exit(130);
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, request);
  });
}
