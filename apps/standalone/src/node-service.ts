import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StackError } from './errors';
import { ManagedProcess, type ProcessHost } from './processes';
import { projectRoot } from './root';

/** Whether `GET <url>` answers 200 within two seconds. */
export const isOk = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.status === 200;
    },
    () => false,
  );

/** A built entry file below `dist`. @throws StackError when the build does not have it */
export function builtFile(path: string): string {
  const file = join(projectRoot(), 'dist', path);
  if (!existsSync(file)) throw new StackError(`缺少构建结果 ${file}，请运行 npm run build (${file} is not built: run npm run build)`);
  return file;
}

/**
 * How Node is started for a service, here and in docker-compose.yml. The worker keeps a bounded number of workflows; without
 * a limit of its own each of its heaps would grow to a multiple of what lives in it before anything is collected.
 */
export const NODE_ARGS = {
  api: ['--enable-source-maps'],
  worker: ['--enable-source-maps', '--max-old-space-size=256'],
} as const;

/** One of our own services as a child process; ready when its `/health/ready` answers 200. */
export function nodeService(o: { name: 'api' | 'worker'; env: NodeJS.ProcessEnv; healthUrl: string }, host: ProcessHost): ManagedProcess {
  const main = builtFile(`apps/${o.name}/src/main.js`);
  return new ManagedProcess(
    {
      name: o.name,
      command: process.execPath,
      args: [...NODE_ARGS[o.name], main],
      env: o.env,
      cwd: projectRoot(),
      marker: main,
      stopSignal: 'SIGTERM',
      graceMs: 20_000,
      isReady: () => isOk(o.healthUrl),
      readyTimeoutMs: 120_000,
    },
    host,
  );
}
