import { rmSync } from 'node:fs';
import { type Postgres, providePostgres } from '../../../apps/standalone/src/postgres';
import { type Temporal, provideTemporal } from '../../../apps/standalone/src/temporal';
import { testEnv, testHome } from './shared-stack';

const quiet = (): void => undefined;

/** Servers of a test's own, which it may kill, restart and rob of their data; nobody else uses them. */
export interface OwnServers {
  home: string;
  /** A durable PostgreSQL. */
  startPostgres(): Promise<Postgres>;
  startTemporal(): Promise<Temporal>;
  /** Stops what was started and deletes its data. */
  stop(): Promise<void>;
}

export function ownServers(): OwnServers {
  const home = testHome();
  const started: { stop(): Promise<void> }[] = [];
  const keep = <T extends { stop(): Promise<void> }>(server: T): T => {
    started.unshift(server);
    return server;
  };
  const options = { home, log: quiet, env: testEnv() };
  return {
    home,
    startPostgres: async () => keep(await providePostgres(options)),
    startTemporal: async () => keep(await provideTemporal(options)),
    stop: async () => {
      for (const server of started) await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
