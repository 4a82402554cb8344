import { loadConfig } from '@libs/platform/config/config';
import { createLogger } from '@libs/platform/logging/logger';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyFile } from './key-file';
import { LocalTokens } from './local-tokens';
import { SigningKeys } from './signing-keys';

const PERSON = { kind: 'PERSON', id: '0190a7d0-7c3e-7000-8000-000000000001' } as const;

describe('the keys of the local issuer', () => {
  let folder: string;
  const keys = (): SigningKeys =>
    new SigningKeys(loadConfig({ DATABASE_URL: 'postgres://a/b', JWT_KEYS_DIR: folder }), createLogger({ service: 'test', level: 'silent' }));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qingdun-keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are made at the first use, readable by their owner alone', async () => {
    await keys().current();
    const [name = ''] = readdirSync(folder);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('rotate: the newest signs, and a token of the older one is still read', async () => {
    const before = await new LocalTokens(keys()).issue(PERSON, 60_000, 'a-session');
    const path = await createKeyFile(folder);
    const rotated = keys();
    expect(path).toContain((await rotated.current()).kid);
    await expect(new LocalTokens(rotated).verify(before.token)).resolves.toMatchObject({ subject: PERSON });
  });

  it('let another instance read a token of a key that it has not seen yet', async () => {
    const late = keys();
    const clock = jest.spyOn(Date, 'now');
    await late.current();
    await createKeyFile(folder);
    const { token } = await new LocalTokens(keys()).issue(PERSON, 60_000, 'a-session');
    clock.mockReturnValue(Date.now() + 2_000);
    await expect(new LocalTokens(late).verify(token)).resolves.toMatchObject({ subject: PERSON });
    clock.mockRestore();
  });

  it('are refused when their file is gone, and what is no key is left aside', async () => {
    const { token } = await new LocalTokens(keys()).issue(PERSON, 60_000, 'a-session');
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    writeFileSync(join(folder, '20260101000000000-broken.jwk'), '{}');
    await createKeyFile(folder);
    await expect(new LocalTokens(keys()).verify(token)).rejects.toThrow('UNAUTHENTICATED');
  });
});
