import { DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import { createHash } from 'node:crypto';
import { Authenticator } from '../../../apps/api/src/auth/authenticator';
import { ApiClient, startApi, type TestApi } from '@test/support/api';

const claims = (token: string): any => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

describe('sessions', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api?.close());

  const signIn = async (account: string, agent = 'a browser'): Promise<ApiClient> => {
    const { body } = await api.anonymous.post('/auth/login', { account, password: DEMO_PASSWORD }, { 'user-agent': agent });
    return new ApiClient(api.url, body.accessToken);
  };
  const status = async (client: ApiClient): Promise<number> => (await client.get('/me')).status;
  const sessions = async (client: ApiClient): Promise<any[]> => (await client.get('/me/sessions')).body.items;
  /** What another instance, or this one a little later, would find. */
  const lookAgain = (): void => api.app.get(Authenticator).forgetAll();
  const rowOf = async ({ token = '' }: ApiClient): Promise<any> => (await api.owner.query('SELECT * FROM login_sessions WHERE sid_hash = $1', [createHash('sha256').update(claims(token).sid).digest('hex')]))[0];
  const events = async (account: string): Promise<string[]> =>
    (await api.owner.query('SELECT action, refused FROM audit_events WHERE actor_id = (SELECT id FROM persons WHERE account = $1) ORDER BY id', [account])).map(
      ({ action, refused }: { action: string; refused: string | null }) => (refused === null ? action : `${action} ${refused}`),
    );

  it('are listed for their owner alone, the newest first, with the one that asks', async () => {
    const first = await signIn('hospital-a.staff-1', 'a telephone');
    const second = await signIn('hospital-a.staff-1', `${'x'.repeat(300)}`);
    await signIn('hospital-a.staff-2');
    const listed = await sessions(first);
    expect(listed.map(({ current, method, userAgent }) => [current, method, userAgent])).toEqual([[false, 'PASSWORD', 'x'.repeat(200)], [true, 'PASSWORD', 'a telephone']]);
    expect((await sessions(second)).map(({ id, current }) => [id, current])).toEqual([[listed[0].id, true], [listed[1].id, false]]);
    const page = (await first.get('/me/sessions?limit=1')).body;
    expect([page.items.length, (await first.get(`/me/sessions?limit=1&cursor=${page.nextCursor}`)).body.items[0].id]).toEqual([1, listed[1].id]);
  });

  it('are known to the database by a digest alone', async () => {
    const client = await signIn('hospital-a.staff-3');
    const row = await rowOf(client);
    expect(row).toBeDefined();
    expect(JSON.stringify(row)).not.toContain(claims(client.token ?? '').sid);
  });

  it('are ended one by one, at once, and nobody else’s', async () => {
    const [mine, other, stranger] = [await signIn('hospital-a.owner-cardiology'), await signIn('hospital-a.owner-cardiology'), await signIn('hospital-a.data-admin')];
    const { id } = await rowOf(other);
    expect(await status(other)).toBe(200);
    expect((await stranger.delete(`/me/sessions/${id}`)).status).toBe(404);
    expect((await mine.delete(`/me/sessions/${id}`)).status).toBe(204);
    expect((await mine.delete(`/me/sessions/${id}`)).status).toBe(404);
    expect([await status(other), await status(mine)]).toEqual([401, 200]);
    expect(await events('hospital-a.owner-cardiology')).toEqual(['LOGIN', 'LOGIN', 'SESSION_ENDED']);
  });

  it('are ended all together', async () => {
    const all = [await signIn('centre-b.staff-1'), await signIn('centre-b.staff-1'), await signIn('centre-b.staff-1')];
    for (const one of all) expect(await status(one)).toBe(200);
    const answer = await all[1]?.delete('/me/sessions');
    expect([answer?.status, answer?.headers.getSetCookie().filter((cookie) => /Max-Age=0/.test(cookie)).length]).toEqual([204, 2]);
    for (const one of all) expect(await status(one)).toBe(401);
    expect(await api.owner.query(`SELECT details FROM audit_events WHERE action = 'SESSIONS_ENDED'`)).toEqual([{ details: { count: 3 } }]);
  });

  it('end with a logout on every instance, and leave the others of the person', async () => {
    const [one, other] = [await signIn('centre-b.data-admin'), await signIn('centre-b.data-admin')];
    expect((await one.post('/auth/logout')).status).toBe(204);
    lookAgain();
    expect([await status(one), await status(other)]).toEqual([401, 200]);
    expect(await rowOf(one)).toMatchObject({ end_reason: 'LOGOUT' });
  });

  it('end with the person’s place on the roster, and do not come back with it', async () => {
    const client = await signIn('centre-b.custodian');
    expect(await status(client)).toBe(200);
    await api.owner.query(`UPDATE persons SET active = false WHERE account = 'centre-b.custodian'`);
    lookAgain();
    expect(await status(client)).toBe(401);
    await api.owner.query(`UPDATE persons SET active = true WHERE account = 'centre-b.custodian'`);
    lookAgain();
    expect(await status(client)).toBe(401);
    expect(await rowOf(client)).toMatchObject({ end_reason: 'PERSON_INACTIVE' });
    expect(await status(await signIn('centre-b.custodian'))).toBe(200);
  });

  it('end after half an hour without a request, and are kept by requests for eight hours', async () => {
    const client = await signIn('clinic-c.doctor');
    const since = (time: string): Promise<unknown> =>
      api.owner.query(`UPDATE login_sessions SET seen_at = clock_timestamp() - $1::interval WHERE person_id = (SELECT id FROM persons WHERE account = 'clinic-c.doctor')`, [time]);
    const found = await rowOf(client);
    expect([found.idle_seconds, (found.expires_at - found.started_at) / 3_600_000]).toEqual([1_800, expect.closeTo(8, 3)]);
    await since('29 minutes');
    lookAgain();
    expect(await status(client)).toBe(200);
    // That request counts: half an hour begins anew.
    expect(Date.now() - (await rowOf(client)).seen_at).toBeLessThan(60_000);
    await since('30 minutes');
    lookAgain();
    expect(await status(client)).toBe(401);
    expect(await sessions(await signIn('clinic-c.doctor'))).toHaveLength(1);
    const late = await signIn('clinic-c.doctor');
    await api.owner.query(`UPDATE login_sessions SET expires_at = clock_timestamp() WHERE id = $1`, [(await rowOf(late)).id]);
    lookAgain();
    expect(await status(late)).toBe(401);
  });

  it('take their limits from the policy table', async () => {
    for (const [key, amount] of [['auth.session.idle.minutes', 5], ['auth.session.absolute.hours', 1]])
      await api.owner.query(
        `INSERT INTO policies (key, effective_from, title, value, basis, basis_class, verified)
         SELECT key, effective_from, title, jsonb_set(value, '{amount}', to_jsonb($2::int)), basis, basis_class, verified FROM policies WHERE key = $1`,
        [key, amount],
      );
    const { body } = await api.anonymous.post('/auth/login', { account: 'clinic-c.nurse', password: DEMO_PASSWORD });
    expect(body.expiresIn).toBe(3_600);
    expect(await rowOf(new ApiClient(api.url, body.accessToken))).toMatchObject({ idle_seconds: 300 });
  });

  describe('re-authentication', () => {
    const again = (client: ApiClient, password: string) => client.post('/auth/reauthenticate', { password });

    it('is noted on the session that asked, and on no other', async () => {
      const [one, other] = [await signIn('clinic-c.head'), await signIn('clinic-c.head')];
      await api.owner.query(`UPDATE login_sessions SET reauthenticated_at = now() - interval '1 hour' WHERE person_id = (SELECT id FROM persons WHERE account = 'clinic-c.head')`);
      const { status: given, body } = await again(one, DEMO_PASSWORD);
      expect(given).toBe(200);
      const at = (client: ApiClient): Promise<number> => rowOf(client).then((row) => row.reauthenticated_at.getTime());
      expect(new Date(body.reauthenticatedAt).getTime()).toBe(await at(one));
      expect(Date.now() - (await at(other))).toBeGreaterThan(3_000_000);
      const listed = await sessions(one);
      expect(listed.find(({ current }) => current).reauthenticatedAt).toBe(body.reauthenticatedAt);
      expect(await events('clinic-c.head')).toEqual(['LOGIN', 'LOGIN', 'REAUTHENTICATED']);
    });

    it('counts a wrong password as a login does, and locks', async () => {
      const client = await signIn('clinic-c.deputy');
      for (let i = 0; i < 5; i += 1) expect((await again(client, 'wrong')).body.code).toBe('UNAUTHENTICATED');
      expect((await again(client, DEMO_PASSWORD)).body.detail).toContain('锁定');
      expect((await api.anonymous.post('/auth/login', { account: 'clinic-c.deputy', password: DEMO_PASSWORD })).body.detail).toContain('锁定');
      expect(await events('clinic-c.deputy')).toEqual(['LOGIN', ...Array.from({ length: 5 }, () => 'REAUTHENTICATED UNAUTHENTICATED'), 'ACCOUNT_LOCKED', 'REAUTHENTICATED UNAUTHENTICATED', 'LOGIN UNAUTHENTICATED']);
    });

    it('is asked for with a password, by somebody who is signed in', async () => {
      const client = await signIn('hospital-a.staff-4');
      expect((await client.post('/auth/reauthenticate', {})).body.code).toBe('FORM_INVALID');
      expect((await again(api.anonymous, DEMO_PASSWORD)).status).toBe(401);
    });
  });
});
