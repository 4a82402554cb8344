import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import { builtFile, nodeService } from '../../../apps/standalone/src/node-service';
import { until } from '../../../apps/standalone/src/pause';
import { freePort } from '../../../apps/standalone/src/ports';
import type { ManagedProcess } from '../../../apps/standalone/src/processes';
import { StateFile } from '../../../apps/standalone/src/state';
import { ApiClient } from '@test/support/api';
import { ownStack, type OwnStack } from './own-stack';

jest.setTimeout(180_000);

describe('a rotation of the signing keys under two processes', () => {
  let own: OwnStack;
  let second: ManagedProcess;
  let urls: readonly string[];

  beforeAll(async () => {
    own = await ownStack({ keepAlive: false, env: { JWT_KEY_PUBLISHED_SECONDS: '2' } });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    second = nodeService(
      { name: 'api', env: { ...process.env, ...environment(), PORT: String(port), HOST: '127.0.0.1' }, healthUrl: `${url}/health/ready` },
      { home: join(own.home), state: new StateFile(own.home), log: () => undefined, keepAlive: false },
    );
    await second.start();
    urls = [own.stack.apiUrl, url];
  });
  afterAll(async () => {
    await second?.stop();
    await own?.destroy();
  });

  const environment = () => ({ DATABASE_URL: own.stack.appUrl, TEMPORAL_ADDRESS: own.stack.temporal.address, QINGDUN_HOME: own.home, JWT_KEY_PUBLISHED_SECONDS: '2', SECOND_FACTOR: 'off' });
  const kidsAt = async (url: string): Promise<string[]> => (await new ApiClient(url).get('/auth/jwks')).body.keys.map(({ kid }: { kid: string }) => kid);
  const signIn = async (url: string): Promise<string> => (await new ApiClient(url).post('/auth/login', { account: 'hospital-a.staff-1', password: DEMO_PASSWORD })).body.accessToken;
  const kidOf = (token: string): string => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
  const statuses = (token: string): Promise<number[]> => Promise.all(urls.map(async (url) => (await new ApiClient(url, token).get('/me')).status));

  it('is known to both, signs when it was published, and refuses no token of before', async () => {
    const before = await signIn(urls[0] ?? '');
    const [old] = await kidsAt(urls[0] ?? '');
    expect(await kidsAt(urls[1] ?? '')).toEqual([old]);
    const { stdout } = await promisify(execFile)(process.execPath, [builtFile('apps/api/src/auth/rotate-key.js')], { env: { ...process.env, ...environment() } });
    expect(stdout).toMatch(/^new .*\.jwk\n$/);
    // Each instance looks into the folder within half a minute.
    const both = (url: string) => async (): Promise<boolean> => (await kidsAt(url)).length === 2;
    for (const url of urls) expect(await until(both(url), 40_000)).toBe(true);
    for (const url of urls) {
      const after = await signIn(url);
      expect(kidOf(after)).not.toBe(old);
      expect(await statuses(after)).toEqual([200, 200]);
    }
    expect(await statuses(before)).toEqual([200, 200]);
  });
});
