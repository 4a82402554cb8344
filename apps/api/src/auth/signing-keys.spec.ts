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

  const late = (ms: number): void => void jest.spyOn(Date, 'now').mockReturnValue(Date.now() + ms);
  afterEach(() => jest.restoreAllMocks());

  it('rotate: the new one is published at once, signs a minute later, and a token of the older one is still read', async () => {
    const before = await new LocalTokens(keys()).issue(PERSON, 3_600_000, 'a-session');
    const path = await createKeyFile(folder);
    const rotated = keys();
    const [, published] = await rotated.published();
    expect(path).toContain(published?.kid ?? 'none');
    expect(path).not.toContain((await rotated.current()).kid);
    late(60_000);
    expect(path).toContain((await rotated.current()).kid);
    await expect(new LocalTokens(rotated).verify(before.token)).resolves.toMatchObject({ subject: PERSON });
  });

  it('are retired after the overlap: neither published nor believed, whatever a token says of its own age', async () => {
    const old = await new LocalTokens(keys()).issue(PERSON, 30 * 3_600_000, 'a-session');
    await createKeyFile(folder);
    const rotated = keys();
    late(60_000 + 24 * 3_600_000);
    expect(await rotated.published()).toHaveLength(1);
    await expect(new LocalTokens(rotated).verify(old.token)).rejects.toThrow('UNAUTHENTICATED');
  });

  it('publish nothing private', async () => {
    const [key] = await keys().published();
    expect(key).toEqual({ kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: expect.any(String), alg: 'EdDSA', use: 'sig' });
  });

  it('let another instance read a token of a key that it has not seen yet', async () => {
    const other = keys();
    await other.current();
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    await createKeyFile(folder);
    const { token } = await new LocalTokens(keys()).issue(PERSON, 60_000, 'a-session');
    late(2_000);
    await expect(new LocalTokens(other).verify(token)).resolves.toMatchObject({ subject: PERSON });
  });

  it('are refused when their file is gone, and what is no key is left aside', async () => {
    const { token } = await new LocalTokens(keys()).issue(PERSON, 60_000, 'a-session');
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    writeFileSync(join(folder, '20260101000000000-broken.jwk'), '{}');
    await createKeyFile(folder);
    await expect(new LocalTokens(keys()).verify(token)).rejects.toThrow('UNAUTHENTICATED');
  });
});
