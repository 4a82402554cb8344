import { DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import { ApiClient, startApi, type Answer, type TestApi } from '@test/support/api';

const WRONG = 'not-the-password';

describe('signing in', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api?.close());

  const attempt = (account: string, password: string): Promise<Answer> => api.anonymous.post('/auth/login', { account, password });
  /** As if so much time had passed for the account. */
  const passes = (account: string, time: string): Promise<unknown> =>
    api.owner.query(`UPDATE local_accounts SET locked_until = locked_until - $2::interval WHERE person_id = (SELECT id FROM persons WHERE account = $1)`, [account, time]);
  const events = (account: string): Promise<{ action: string; refused: string | null; cause: string | null }[]> =>
    api.owner.query(
      `SELECT action, refused, details ->> 'cause' AS cause FROM audit_events WHERE actor_id = (SELECT id FROM persons WHERE account = $1) ORDER BY id`,
      [account],
    );

  it('answers the token, its life and the person', async () => {
    const { status, body, headers } = await attempt('hospital-a.data-admin', DEMO_PASSWORD);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({ accessToken: expect.any(String), expiresIn: 28_800, person: { id: expect.any(String), name: '甲医院·数据管理员 演示一', account: 'hospital-a.data-admin' } });
    const me = await new ApiClient(api.url, body.accessToken).get('/me');
    expect(me.body).toEqual({
      person: body.person,
      assignments: [{ position: 'UNIT_DATA_ADMINISTRATOR', positionTitle: '数据管理员', org: { code: 'HOSPITAL-A', name: '演示甲医院' } }],
    });
  });

  it('puts nothing personal into the token', async () => {
    const { body } = await attempt('hospital-a.data-admin', DEMO_PASSWORD);
    const payload = JSON.parse(Buffer.from(body.accessToken.split('.')[1], 'base64url').toString());
    expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'kind', 'sid', 'sub']);
  });

  it('tells a wrong password, an unknown account and an inactive person alike', async () => {
    await api.owner.query(`UPDATE persons SET active = false WHERE account = 'hospital-a.staff-4'`);
    const answers = [await attempt('hospital-a.staff-3', WRONG), await attempt('nobody.at-all', WRONG), await attempt('hospital-a.staff-4', DEMO_PASSWORD)];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await events('hospital-a.staff-4')).toEqual([{ action: 'LOGIN', refused: 'UNAUTHENTICATED', cause: 'INACTIVE' }]);
    expect(await api.owner.query(`SELECT details FROM audit_events WHERE actor_id IS NULL AND action = 'LOGIN'`)).toEqual([{ details: { cause: 'UNKNOWN_ACCOUNT' } }]);
  });

  it('locks after five failures in a row, and tells it only to who has the right password', async () => {
    const account = 'hospital-a.staff-2';
    const refusals = [];
    for (let i = 0; i < 6; i += 1) refusals.push(await attempt(account, WRONG));
    expect(new Set(refusals.map(({ status, body }) => `${status} ${body.detail}`)).size).toBe(1);
    const locked = await attempt(account, DEMO_PASSWORD);
    expect([locked.status, locked.body.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(locked.body.detail).toContain('锁定');
    expect(refusals[5]?.body.detail).not.toContain('锁定');
    expect((await events(account)).filter(({ action }) => action === 'ACCOUNT_LOCKED')).toHaveLength(1);
  });

  it('stays locked for half an hour, whatever is tried meanwhile, and then begins to count anew', async () => {
    const account = 'hospital-a.staff-2';
    await passes(account, '29 minutes');
    expect((await attempt(account, WRONG)).status).toBe(401);
    expect((await attempt(account, DEMO_PASSWORD)).body.detail).toContain('锁定');
    await passes(account, '2 minutes');
    for (let i = 0; i < 4; i += 1) await attempt(account, WRONG);
    expect((await attempt(account, DEMO_PASSWORD)).status).toBe(200);
  });

  it('forgets failures that a success interrupts', async () => {
    const account = 'hospital-a.custodian-1';
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < 4; i += 1) await attempt(account, WRONG);
      expect((await attempt(account, DEMO_PASSWORD)).status).toBe(200);
    }
  });

  it('judges a volley of guesses like guesses in a row: only five are compared before the lock', async () => {
    const account = 'hospital-a.custodian-2';
    await Promise.all(Array.from({ length: 12 }, () => attempt(account, WRONG)));
    const causes = (await events(account)).flatMap(({ cause }) => cause ?? []);
    expect(causes.filter((cause) => cause === 'WRONG_PASSWORD')).toHaveLength(5);
    expect(causes.filter((cause) => cause === 'LOCKED')).toHaveLength(7);
  });

  it('takes the figures of the lock from the policy table', async () => {
    const account = 'centre-b.staff-1';
    await api.owner.query(
      `INSERT INTO policies (key, effective_from, title, value, basis, basis_class, verified)
       SELECT key, effective_from, title, jsonb_set(value, '{value}', '2'), basis, basis_class, verified FROM policies WHERE key = 'auth.lock.failures'`,
    );
    await attempt(account, WRONG);
    await attempt(account, WRONG);
    expect((await attempt(account, DEMO_PASSWORD)).body.detail).toContain('锁定');
  });

  it('ends with a logout, at once', async () => {
    const session = new ApiClient(api.url, (await attempt('centre-b.data-admin', DEMO_PASSWORD)).body.accessToken);
    expect((await session.get('/me')).status).toBe(200);
    expect((await session.post('/auth/logout')).status).toBe(204);
    expect((await session.get('/me')).status).toBe(401);
    expect((await events('centre-b.data-admin')).map(({ action }) => action)).toEqual(['LOGIN', 'LOGOUT']);
  });
});

describe('the console’s session cookie', () => {
  let api: TestApi;
  let cookies: string[];
  beforeAll(async () => {
    api = await startApi();
    cookies = (await api.anonymous.post('/auth/login', { account: 'hospital-a.staff-1', password: DEMO_PASSWORD })).headers.getSetCookie();
  });
  afterAll(() => api?.close());

  const pair = (name: string): string => cookies.find((cookie) => cookie.startsWith(`${name}=`))?.split(';')[0] ?? '';
  const draft = '/drafts/0190a7d0-7c3e-7000-8000-0000000000d1';
  const body = { processType: 'sensitive-data-use', form: {} };

  it('cannot be read by scripts, and other sites send it with nothing but a link to us', () => {
    const session = cookies.find((cookie) => cookie.startsWith('qingdun_session=')) ?? '';
    expect(session).toMatch(/; HttpOnly/);
    expect(session).toMatch(/; SameSite=Lax/);
    expect(session).toMatch(/; Path=\/(;|$)/);
  });

  it('reads without more, and writes only with the token that belongs to it', async () => {
    const cookie = pair('qingdun_session');
    const csrf = pair('qingdun_csrf').split('=')[1] ?? '';
    expect((await api.anonymous.get('/me', { headers: { cookie } })).status).toBe(200);
    const forged: Record<string, string>[] = [{ cookie }, { cookie, 'x-csrf-token': 'x' }, { cookie: `${cookie}; qingdun_csrf=x`, 'x-csrf-token': 'x' }];
    for (const headers of forged) {
      const { status, body: problem } = await api.anonymous.put(draft, body, headers);
      expect([status, problem.code]).toEqual([403, 'CSRF_REFUSED']);
    }
    expect((await api.anonymous.put(draft, body, { cookie, 'x-csrf-token': csrf })).status).toBe(201);
  });
});
