import { createLogger } from '@libs/platform/logging/logger';
import { loadConfig } from '@libs/platform/config/config';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { Authenticator, STATUS_MS } from './authenticator';
import { ExternalTokens } from './external-tokens';
import { IdentityRepository } from './identity.repository';
import { LocalTokens } from './local-tokens';
import { sidHashOf } from './sid';
import { SigningKeys } from './signing-keys';

const PERSON = { kind: 'PERSON', id: '0190a7d0-7c3e-7000-8000-000000000001' } as const;
const FOUND = { personId: PERSON.id, account: 'a', name: 'n', assignments: [], revoked: false, session: { id: '0190a7d0-7c3e-7000-8000-000000000002', reauthenticatedAt: 0 } };

describe('a verified token', () => {
  let folder: string;
  let tokens: LocalTokens;
  let authenticator: Authenticator;
  let look: jest.SpyInstance;
  let verify: jest.SpyInstance;
  let now: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qingdun-keys-'));
    now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    const config = loadConfig({ DATABASE_URL: 'postgres://a/b', JWT_KEYS_DIR: folder });
    const logger = createLogger({ service: 'test', level: 'silent' });
    tokens = new LocalTokens(new SigningKeys(config, logger));
    const identities = new IdentityRepository(new DataSource({ type: 'postgres' }));
    look = jest.spyOn(identities, 'person').mockResolvedValue(FOUND);
    verify = jest.spyOn(tokens, 'verify');
    authenticator = new Authenticator(tokens, new ExternalTokens(config, identities, logger), identities);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  it('costs one look-up and one signature, however many requests come at once and after', async () => {
    const { token } = await tokens.issue(PERSON, 600_000, 'a-session');
    await Promise.all(Array.from({ length: 50 }, () => authenticator.authenticate(token)));
    for (let i = 0; i < 50; i += 1) await authenticator.authenticate(token);
    expect([look.mock.calls.length, verify.mock.calls.length]).toEqual([1, 1]);
  });

  it('is looked up again within three seconds, and its signature within a minute', async () => {
    expect(STATUS_MS).toBeLessThanOrEqual(3_000);
    const { token } = await tokens.issue(PERSON, 600_000, 'a-session');
    await authenticator.authenticate(token);
    now += STATUS_MS;
    await authenticator.authenticate(token);
    expect([look.mock.calls.length, verify.mock.calls.length]).toEqual([2, 1]);
    now += 60_000;
    await authenticator.authenticate(token);
    expect(verify).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['revoked', { ...FOUND, revoked: true }],
    ['of nobody who is active', undefined],
  ])('is refused once it is %s', async (_, found) => {
    const { token } = await tokens.issue(PERSON, 600_000, 'a-session');
    await authenticator.authenticate(token);
    look.mockResolvedValue(found);
    now += STATUS_MS;
    await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('ends when it expires, although it is remembered', async () => {
    const { token } = await tokens.issue(PERSON, 2_000, 'a-session');
    await authenticator.authenticate(token);
    now += 2_500;
    await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('does not make up for a look-up that failed', async () => {
    const { token } = await tokens.issue(PERSON, 600_000, 'a-session');
    look.mockRejectedValueOnce(new Error('away'));
    await expect(authenticator.authenticate(token)).rejects.toThrow('away');
    await expect(authenticator.authenticate(token)).resolves.toMatchObject({ principal: { personId: PERSON.id } });
  });

  it('is looked up again once its person’s sessions have changed, also where a look-up was under way', async () => {
    const { token } = await tokens.issue(PERSON, 600_000, 'a-session');
    look.mockImplementationOnce(async () => {
      authenticator.forgetPerson(PERSON.id);
      return FOUND;
    });
    await authenticator.authenticate(token);
    look.mockResolvedValue(undefined);
    await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('of a person belongs to a session, of which it tells the look-up a digest and nothing else', async () => {
    const { token } = await tokens.issue(PERSON, 600_000, 'a-session');
    await expect(authenticator.authenticate(token)).resolves.toMatchObject({ session: FOUND.session });
    const identity = expect.objectContaining({ sidHash: sidHashOf('a-session') });
    expect(look).toHaveBeenCalledWith(PERSON.id, identity, undefined);
    // To see whether it still stands is no use of it.
    await authenticator.mustStand(await authenticator.authenticate(token));
    expect(look).toHaveBeenLastCalledWith(PERSON.id, identity, { noted: false });
    expect(JSON.stringify(look.mock.calls)).not.toContain('a-session');
    const { token: without } = await tokens.issue(PERSON, 600_000);
    await expect(authenticator.authenticate(without)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it.each([[''], ['x'], ['a.b.c'], ['eyJhbGciOiJub25lIn0.eyJpc3MiOiJxaW5nZHVuIn0.']])('is not %p', async (token) => {
    await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
