import { DEMO_CLIENT } from '@libs/persistence/seed/demo/organisations';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Authenticator } from '../../../apps/api/src/auth/authenticator';
import { ApiClient, startApi, type TestApi } from '@test/support/api';

describe('tokens that the local issuer did not give at a login', () => {
  let server: Server;
  let issuer: string;
  let api: TestApi;
  let trusted: CryptoKey;
  let stranger: CryptoKey;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    trusted = pair.privateKey;
    stranger = (await generateKeyPair('ES256')).privateKey;
    const keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] };
    server = createServer((request, response) => {
      const document = request.url === '/jwks' ? keys : { issuer, jwks_uri: `${issuer}/jwks` };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    api = await startApi({
      env: {
        OIDC_ISSUERS: JSON.stringify([
          { issuer, audience: 'qingdun', accountClaim: 'employee' },
          { issuer: 'http://127.0.0.1:9/away', audience: 'qingdun', jwksUri: 'http://127.0.0.1:9/jwks' },
        ]),
      },
    });
    await api.owner.query(`INSERT INTO external_identities SELECT $1, 'subject-7', id FROM persons WHERE account = 'hospital-a.data-admin'`, [issuer]);
  });
  afterAll(async () => {
    await api?.close();
    server.closeAllConnections();
    server.close();
  });

  interface Wanted {
    sub?: string;
    claims?: Record<string, unknown>;
    key?: CryptoKey;
    audience?: string;
    expires?: string;
    from?: string;
  }
  const bearer = async ({ sub = 'subject-7', claims = {}, key = trusted, audience = 'qingdun', expires = '5m', from = issuer }: Wanted): Promise<ApiClient> => {
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).setIssuer(from).setSubject(sub).setAudience(audience).setExpirationTime(expires).sign(key);
    return new ApiClient(api.url, token);
  };
  const accountOf = async (wanted: Wanted): Promise<string | number> => {
    const { status, body } = await (await bearer(wanted)).get('/me');
    return status === 200 ? body.person.account : status;
  };

  it('are taken from a configured issuer, for the person bound to the subject or named by the claim', async () => {
    expect(await accountOf({})).toBe('hospital-a.data-admin');
    expect(await accountOf({ sub: 'unbound', claims: { employee: 'hospital-a.staff-1' } })).toBe('hospital-a.staff-1');
    expect(await accountOf({ claims: { employee: 'hospital-a.staff-1' } })).toBe('hospital-a.data-admin');
  });

  it('are refused where anything about them is wrong', async () => {
    expect(await accountOf({ key: stranger })).toBe(401);
    expect(await accountOf({ audience: 'somebody-else' })).toBe(401);
    expect(await accountOf({ expires: '-5m' })).toBe(401);
    expect(await accountOf({ from: 'https://elsewhere.example' })).toBe(401);
    expect(await accountOf({ from: 'qingdun' })).toBe(401);
    expect(await accountOf({ sub: 'unbound' })).toBe(401);
    expect(await accountOf({ sub: 'unbound', claims: { employee: 'nobody' } })).toBe(401);
  });

  it('cannot be judged while the issuer’s keys are out of reach', async () => {
    const { status, body } = await (await bearer({ from: 'http://127.0.0.1:9/away' })).get('/me');
    expect([status, body.code]).toEqual([503, 'UNAVAILABLE']);
  });

  it('say when the person signed in, where a sensitive step asks for it', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const authenticatedAt = async (claims: Record<string, unknown>): Promise<number | undefined> => {
      const { token = '' } = await bearer({ claims });
      return (await api.app.get(Authenticator).authenticate(token)).identity.authenticatedAt;
    };
    expect(await authenticatedAt({ auth_time: now - 60 })).toBe((now - 60) * 1_000);
    // That a token is new says nothing of when somebody signed in for it.
    expect(await authenticatedAt({ iat: now })).toBeUndefined();
    expect(await authenticatedAt({ auth_time: 'now' })).toBeUndefined();
  });

  it('end with a logout like any other', async () => {
    const session = await bearer({ claims: { nonce: 1 } });
    expect((await session.post('/auth/logout')).status).toBe(204);
    expect((await session.get('/me')).status).toBe(401);
  });

  describe('client credentials', () => {
    const { clientId, secret } = DEMO_CLIENT;
    const grant = { grant_type: 'client_credentials' };
    const basic = (id: string, word: string): { authorization: string } => ({ authorization: `Basic ${Buffer.from(`${id}:${word}`).toString('base64')}` });

    it('are taken in the body, as a form or as JSON, or as HTTP Basic', async () => {
      const answers = [
        await api.anonymous.post('/auth/token', new URLSearchParams({ ...grant, client_id: clientId, client_secret: secret })),
        await api.anonymous.post('/auth/token', { ...grant, client_id: clientId, client_secret: secret }),
        await api.anonymous.post('/auth/token', new URLSearchParams(grant), basic(clientId, secret)),
      ];
      for (const { status, body } of answers) expect([status, body]).toEqual([200, { access_token: expect.any(String), token_type: 'Bearer', expires_in: 3_600 }]);
    });

    it('give a machine the reading of its organisation, and no person’s rights', async () => {
      const { body } = await api.anonymous.post('/auth/token', new URLSearchParams(grant), basic(clientId, secret));
      const machine = new ApiClient(api.url, body.access_token);
      // Of the development centre, which sees the district.
      const [all] = await api.owner.query<{ count: number }[]>('SELECT count(*)::int AS count FROM resources');
      expect((await machine.get('/resources?limit=100')).body.items).toHaveLength(all?.count ?? 0);
      expect((await machine.get('/me')).body.code).toBe('NOT_ELIGIBLE');
      expect((await machine.put('/drafts/0190a7d0-7c3e-7000-8000-0000000000d1', { processType: 'sensitive-data-use', form: {} })).status).toBe(403);
      await api.owner.query('UPDATE machine_clients SET active = false');
      expect((await api.anonymous.post('/auth/token', new URLSearchParams(grant), basic(clientId, secret))).status).toBe(401);
      await api.owner.query('UPDATE machine_clients SET active = true');
    });

    it('are refused when wrong, unknown, missing or of another grant', async () => {
      expect((await api.anonymous.post('/auth/token', new URLSearchParams(grant), basic(clientId, 'wrong'))).status).toBe(401);
      expect((await api.anonymous.post('/auth/token', new URLSearchParams(grant), basic('nobody', secret))).status).toBe(401);
      expect((await api.anonymous.post('/auth/token', new URLSearchParams(grant))).status).toBe(401);
      expect((await api.anonymous.post('/auth/token', new URLSearchParams({ grant_type: 'password' }))).status).toBe(422);
    });

    it('are taken from a configured issuer, where the subject is the client itself (RFC 9068)', async () => {
      const machine = await bearer({ sub: clientId, claims: { client_id: clientId } });
      expect((await machine.get('/calendar/2026')).status).toBe(200);
      // A person’s token that was issued through the client is not the client.
      const through = await bearer({ sub: 'unbound', claims: { client_id: clientId } });
      expect((await through.get('/calendar/2026')).status).toBe(401);
    });
  });
});
