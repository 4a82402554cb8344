import { createServer, type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { startApi, type ApiClient, type TestApi } from '@test/support/api';

const json = { 'content-type': 'application/json' };

describe('what goes wrong is told as the contract says', () => {
  let api: TestApi;
  let staff: ApiClient;
  beforeAll(async () => {
    api = await startApi();
    staff = await api.loginAs('hospital-a.staff-1');
  });
  afterAll(() => api?.close());

  it.each([
    ['an unknown route', 404, 'NOT_FOUND', () => staff.get('/nowhere')],
    ['an unknown route outside the base path', 404, 'NOT_FOUND', () => staff.get('//nowhere')],
    ['a path that is no URL', 400, 'MALFORMED', () => staff.get('/resources/%zz')],
    ['an id that is none', 404, 'NOT_FOUND', () => staff.get('/resources/1')],
    ['a method that the path has not', 405, 'METHOD_NOT_ALLOWED', () => staff.delete('/me')],
    ['no token', 401, 'UNAUTHENTICATED', () => api.anonymous.get('/me')],
    ['a token that is none', 401, 'UNAUTHENTICATED', () => api.anonymous.get('/me', { headers: { authorization: 'Bearer x.y.z' } })],
    ['another scheme', 401, 'UNAUTHENTICATED', () => api.anonymous.get('/me', { headers: { authorization: 'Basic eDp5' } })],
    ['broken JSON', 400, 'MALFORMED', () => api.anonymous.post('/auth/login', '{"account":', json)],
    ['JSON that reaches for the prototype', 400, 'MALFORMED', () => api.anonymous.post('/auth/login', '{"__proto__":{}}', json)],
    ['a form where JSON belongs', 415, 'MEDIA_TYPE_REFUSED', () => api.anonymous.post('/auth/login', new URLSearchParams({ account: 'a', password: 'b' }))],
    ['text where JSON belongs', 415, 'MEDIA_TYPE_REFUSED', () => api.anonymous.post('/auth/login', '{}', { 'content-type': 'text/plain' })],
    ['a body beyond the limit', 413, 'TOO_LARGE', () => api.anonymous.post('/auth/login', JSON.stringify({ account: 'x'.repeat(1_100_000) }), json)],
    ['a list where an object belongs', 422, 'FORM_INVALID', () => api.anonymous.post('/auth/login', '[]', json)],
    ['an organisation that is not one’s own', 403, 'OUT_OF_SCOPE', () => staff.get('/resources?orgCode=CENTRE-B')],
    ['an organisation that does not exist', 403, 'OUT_OF_SCOPE', () => staff.get('/resources?orgCode=NO-SUCH')],
    ['a cursor that was never given out', 400, 'MALFORMED', () => staff.get('/resources?cursor=eA')],
  ])('%s: %d %s', async (_, status, code, ask) => {
    const { status: actual, headers, body } = await ask();
    expect([actual, body.code]).toEqual([status, code]);
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({ status, type: `/problems/${code.toLowerCase().replaceAll('_', '-')}`, title: expect.stringMatching(/\p{Script=Han}/u) });
    expect(body.instance).not.toContain('?');
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/);
  });

  it('a 405 names the methods that there are', async () => {
    expect((await staff.delete('/me')).headers.get('allow')).toBe('GET, HEAD');
  });

  it('names every wrong field with its path, in the language of the caller', async () => {
    const { body } = await api.anonymous.post('/auth/login', { account: 7, extra: 1 }, { 'accept-language': 'en-GB' });
    expect(body).toMatchObject({ code: 'FORM_INVALID', title: 'The form is invalid' });
    expect(body.errors.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual(
      expect.arrayContaining([
        ['account', 'WRONG_TYPE'],
        ['password', 'REQUIRED'],
        ['extra', 'UNKNOWN_FIELD'],
      ]),
    );
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=5&limit=6', 'limit'],
    ['level=SECRET', 'level'],
    ['lmit=5', 'lmit'],
  ])('refuses the query %s instead of overlooking it', async (query, path) => {
    const { status, body } = await staff.get(`/resources?${query}`);
    expect([status, body.code, body.errors[0].path]).toEqual([400, 'MALFORMED', path]);
  });

  it('refuses a query where none is taken', async () => {
    const { status, body } = await staff.get('/me?verbose=1');
    expect([status, body.errors[0].path]).toEqual([400, 'verbose']);
  });

  it('writes the refusal of an organisation out of scope into the audit', async () => {
    await staff.get('/persons?orgCode=CLINIC-C');
    const [event] = await api.owner.query(
      `SELECT a.refused, o.code FROM audit_events a JOIN organisations o ON o.id = a.org_id WHERE a.action = 'REGISTER_READ' ORDER BY a.id DESC LIMIT 1`,
    );
    expect(event).toEqual({ refused: 'OUT_OF_SCOPE', code: 'CLINIC-C' });
  });

  it('sends the headers that keep a browser from guessing and framing', async () => {
    const { headers } = await staff.get('/me');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain(`default-src 'self'`);
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('measures by route template, without ids', async () => {
    await staff.get('/resources/0190a7d0-7c3e-7000-8000-0000000000aa');
    await staff.get('/nowhere/0190a7d0-7c3e-7000-8000-0000000000aa');
    const text = (await api.anonymous.get('//metrics')).body.toString();
    expect(text).toMatch(/http_request_duration_seconds_count\{[^}]*route="\/api\/v1\/resources\/:id"/);
    expect(text).toMatch(/route="unmatched",status="404"/);
    expect(text).not.toContain('0190a7d0');
  });
});

describe('PostgreSQL out of reach', () => {
  let proxy: Server;
  const sockets = new Set<Socket>();
  let api: TestApi;

  /** Everything that goes to the database goes through here. */
  async function throughTo(url: string): Promise<string> {
    const target = new URL(url);
    proxy = createServer((client) => {
      const server = connect(Number(target.port), target.hostname);
      for (const socket of [client, server]) {
        sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => (client.destroy(), server.destroy(), sockets.delete(socket)));
      }
      client.pipe(server).pipe(client);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    return Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).toString();
  }

  beforeAll(async () => {
    api = await startApi({ throughTo });
  });
  afterAll(async () => {
    await api?.close();
    for (const socket of sockets) socket.destroy();
  });

  it('is 503 UNAVAILABLE with Retry-After, not ready and yet alive', async () => {
    const staff = await api.loginAs('hospital-a.staff-1');
    expect((await api.anonymous.get('//health/ready')).status).toBe(200);
    proxy.close();
    for (const socket of sockets) socket.destroy();
    const { status, body, headers } = await staff.get('/drafts');
    expect([status, body.code]).toEqual([503, 'UNAVAILABLE']);
    expect(headers.get('retry-after')).toBe('2');
    expect((await api.anonymous.get('//health/ready')).status).toBe(503);
    expect((await api.anonymous.get('//health/live')).status).toBe(200);
  });
});
