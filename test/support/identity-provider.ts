import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../apps/standalone/src/ports';

/** An OpenID provider at which anybody signs in by the name that they type. */
export interface TestProvider {
  readonly issuer: string;
  /** Sets its clock off; 0: right again. */
  clockOff(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startProvider(redirectUri: string): Promise<TestProvider> {
  const port = await freePort([Number(new URL(redirectUri).port)]);
  const child: ChildProcess = fork(join(__dirname, 'oidc-provider.mjs'), [JSON.stringify({ port, redirectUri })], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'exit');
  const started = await Promise.race([once(child, 'message').then(() => true), ended.then(() => false)]);
  if (!started) throw new Error(`the provider did not start: ${said}`);
  return {
    issuer: `http://127.0.0.1:${port}`,
    clockOff: async (seconds) => {
      const heard = once(child, 'message');
      child.send(seconds);
      await heard;
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
