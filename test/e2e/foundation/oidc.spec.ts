import { DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import { demoId } from '@libs/persistence/seed/demo-id';
import { Links } from '@libs/notify/signed-links';
import { ApiClient, LINK_KEY, startApi, type Answer, type TestApi } from '@test/support/api';
import { Conformance } from '@test/support/conformance';
import { startProvider, type TestProvider } from '@test/support/identity-provider';
import { useForm } from '@test/support/record-world';
import { type Page, ProviderBrowser } from '@test/support/provider-browser';
import { freePort } from '../../../apps/standalone/src/ports';

jest.setTimeout(120_000);

const CALLBACK = '/api/v1/auth/oidc/callback';
const STAFF = 'hospital-a.staff-1';

describe('signing in through a provider', () => {
  let api: TestApi;
  let provider: TestProvider;
  let atCallback: (url: string) => boolean;
  beforeAll(async () => {
    const port = await freePort();
    const redirectUri = `http://127.0.0.1:${port}${CALLBACK}`;
    provider = await startProvider(redirectUri);
    api = await startApi({
      env: { PORT: String(port), OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'confidential', OIDC_CLIENT_SECRET: 'test-only-secret', OIDC_REDIRECT_URI: redirectUri },
    });
    atCallback = (url) => url.startsWith(redirectUri);
  });
  afterAll(async () => {
    await api?.close();
    await provider?.stop();
  });
  beforeEach(() => api.owner.query('DELETE FROM external_identities'));

  const login = (query = ''): string => `${api.url}/api/v1/auth/oidc/login${query}`;
  /** Through the provider's own pages, until the address that leads back to us. */
  async function callbackOf(browser: ProviderBrowser, start: string, subject: string): Promise<string> {
    let page = await browser.visit(start, { stop: atCallback });
    for (let shown = 0; page.status === 200 && shown < 4; shown += 1) page = await browser.submit(page, /name="login"/.test(page.text) ? { login: subject, password: 'any' } : {}, atCallback);
    if (!atCallback(page.url)) throw new Error(`not led back: ${page.status} ${page.url} ${page.text.slice(0, 300)}`);
    return page.url;
  }
  const addressOf = async (browser: ProviderBrowser, query = ''): Promise<URL> => new URL((await browser.request(login(query))).headers.get('location') ?? '');
  const comeBack = async (browser: ProviderBrowser, url: string): Promise<{ status: number; location: string | null; code?: string; detail?: string }> => {
    const response = await browser.request(url);
    const text = await response.text();
    return { status: response.status, location: response.headers.get('location'), ...(text !== '' && JSON.parse(text)) };
  };
  const signIn = async (subject: string, query = '', browser = new ProviderBrowser()): Promise<Awaited<ReturnType<typeof comeBack>>> => comeBack(browser, await callbackOf(browser, login(query), subject));
  const bind = (subject: string, account = STAFF): Promise<unknown> => api.owner.query(`INSERT INTO external_identities (issuer, subject, person_id) VALUES ($1, $2, $3)`, [provider.issuer, subject, demoId('person', account)]);
  const me = async (browser: ProviderBrowser): Promise<Answer['body']> => await (await browser.request(`${api.url}/api/v1/me`)).json();
  const refusals = (): Promise<{ refused: string; cause: string }[]> => api.owner.query(`SELECT refused, details ->> 'cause' AS cause FROM audit_events WHERE action = 'LOGIN' AND refused IS NOT NULL ORDER BY id`);
  /** What is refused from now on. */
  const refusedMeanwhile = async (act: () => Promise<unknown>): Promise<{ refused: string; cause: string }[]> => {
    const before = (await refusals()).length;
    await act();
    return (await refusals()).slice(before);
  };

  it('gives a bound person the session that a password gives, and leads back to where they wanted', async () => {
    await bind('alice');
    const browser = new ProviderBrowser();
    expect(await signIn('alice', '?returnTo=%2Ftasks%3Fbox%3Dtodo', browser)).toMatchObject({ status: 303, location: '/tasks?box=todo' });
    expect((await me(browser)).person.account).toBe(STAFF);
    const cookies = await browser.jar.getCookies(`${api.url}/api/v1`);
    expect(cookies.find(({ key }) => key === 'qingdun_session')).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/' });
    // The cookie of the way there is gone.
    expect((await browser.jar.getCookies(`${api.url}${CALLBACK}`)).map(({ key }) => key)).not.toContain('qingdun_oidc');
    expect(await api.owner.query(`SELECT details ->> 'method' AS method FROM audit_events WHERE action = 'LOGIN' AND refused IS NULL AND actor_id = $1`, [demoId('person', STAFF)])).toEqual([{ method: 'OIDC' }]);
    expect(await api.owner.query('SELECT method FROM login_sessions WHERE person_id = $1', [demoId('person', STAFF)])).toEqual([{ method: 'OIDC' }]);
  });

  it('leads from the page of a message’s link to the provider, and back to its task', async () => {
    const account = 'hospital-a.owner-cardiology';
    await bind('carol', account);
    const { body } = await (await api.loginAs(STAFF)).post('/cases', { processType: 'sensitive-data-use', form: useForm() });
    const taskId: string = body.steps.find(({ key }: { key: string }) => key === 'initialAssessment').tasks[0].id;
    const path = `/l/${await new Links([LINK_KEY]).sign({ taskId, personId: demoId('person', account) }, Date.now() + 3_600_000)}`;
    const browser = new ProviderBrowser();
    const [, href = ''] = / href="([^"]*oidc[^"]*)"/.exec(await (await browser.request(`${api.url}${path}`)).text()) ?? [];
    expect(await comeBack(browser, await callbackOf(browser, `${api.url}${href}`, 'carol'))).toMatchObject({ status: 303, location: path });
    expect(await (await browser.request(`${api.url}${path}`)).text()).toContain('业务部门初评');
    // Where a sensitive step asks for it, the same page has the provider asked for a new proof.
    const csrf = (await browser.jar.getCookies(`${api.url}/`)).find(({ key }) => key === 'qingdun_csrf')?.value ?? '';
    await api.owner.query(`UPDATE login_sessions SET reauthenticated_at = now() - interval '1 hour' WHERE person_id = $1`, [demoId('person', account)]);
    const asked = await browser.request(`${api.url}${path}/provider`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ csrf }).toString() });
    const [, address = ''] = / href="([^"]*)"/.exec(await asked.text()) ?? [];
    expect(new URL(address.replaceAll('&amp;', '&')).searchParams.get('prompt')).toBe('login');
    expect(await comeBack(browser, await callbackOf(browser, address.replaceAll('&amp;', '&'), 'carol'))).toMatchObject({ status: 303, location: path });
    expect(await api.owner.query(`SELECT reauthenticated_at > now() - interval '5 minutes' AS fresh FROM login_sessions WHERE person_id = $1 AND method = 'OIDC'`, [demoId('person', account)])).toEqual([{ fresh: true }]);
  });

  it('asks with PKCE, state and nonce, other ones each time, and for nothing but who it is', async () => {
    const [one, two] = [await addressOf(new ProviderBrowser()), await addressOf(new ProviderBrowser())];
    expect(Object.fromEntries(one.searchParams)).toEqual({
      client_id: 'confidential',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${api.url}${CALLBACK}`,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(one.searchParams.get(name)).not.toBe(two.searchParams.get(name));
  });

  it('tells an identity that is bound to nobody what to do, whatever its name', async () => {
    // Neither the account nor anything else that the provider says makes it somebody's.
    for (const subject of ['stranger', STAFF]) {
      const browser = new ProviderBrowser();
      expect(await refusedMeanwhile(async () => expect(await signIn(subject, '', browser)).toMatchObject({ status: 403, code: 'IDENTITY_UNBOUND', detail: expect.stringContaining('绑定') }))).toEqual([{ refused: 'IDENTITY_UNBOUND', cause: 'UNBOUND' }]);
      expect((await me(browser)).code).toBe('UNAUTHENTICATED');
    }
  });

  it('lets nobody in who is inactive', async () => {
    await bind('bob', 'hospital-a.staff-4');
    await api.owner.query(`UPDATE persons SET active = false WHERE account = 'hospital-a.staff-4'`);
    expect(await refusedMeanwhile(async () => expect(await signIn('bob')).toMatchObject({ status: 401, detail: expect.stringContaining('停用') }))).toEqual([{ refused: 'UNAUTHENTICATED', cause: 'INACTIVE' }]);
  });

  it('takes no answer with another state, of another browser, or a second time', async () => {
    await bind('alice');
    const browser = new ProviderBrowser();
    const url = new URL(await callbackOf(browser, login(), 'alice'));
    const forged = new URL(url);
    forged.searchParams.set('state', 'x'.repeat(43));
    expect(await refusedMeanwhile(() => comeBack(browser, forged.href))).toEqual([{ refused: 'UNAUTHENTICATED', cause: 'NOT_PROVEN' }]);
    // The flow is over with the first answer, right or wrong; and another browser never had it.
    for (const who of [browser, new ProviderBrowser()]) expect(await comeBack(who, url.href)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    const victim = new ProviderBrowser();
    await victim.request(login());
    expect(await comeBack(victim, url.href)).toMatchObject({ status: 401 });
  });

  it('takes no code twice, even for a new flow', async () => {
    await bind('alice');
    const browser = new ProviderBrowser();
    const used = new URL(await callbackOf(browser, login(), 'alice'));
    expect(await comeBack(browser, used.href)).toMatchObject({ status: 303 });
    const again = new URL(await callbackOf(browser, login(), 'alice'));
    again.searchParams.set('code', used.searchParams.get('code') ?? '');
    expect(await comeBack(browser, again.href)).toMatchObject({ status: 401 });
  });

  it.each([
    ['nonce', 'another-nonce-that-the-provider-signs'],
    ['code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'],
  ])('takes no answer to a question whose %s was changed on the way', async (name, value) => {
    await bind('alice');
    const browser = new ProviderBrowser();
    const address = await addressOf(browser);
    address.searchParams.set(name, value);
    const url = await callbackOf(browser, address.href, 'alice');
    expect(await refusedMeanwhile(async () => expect(await comeBack(browser, url)).toMatchObject({ status: 401 }))).toEqual([{ refused: 'UNAUTHENTICATED', cause: 'NOT_PROVEN' }]);
  });

  it('takes a refusal of the provider for what it is: without PKCE it gives no code', async () => {
    const browser = new ProviderBrowser();
    const address = await addressOf(browser);
    for (const name of ['code_challenge', 'code_challenge_method']) address.searchParams.delete(name);
    const { url } = await browser.visit(address.href, { stop: atCallback });
    expect(new URL(url).searchParams.get('error')).toBe('invalid_request');
    expect(await comeBack(browser, url)).toMatchObject({ status: 401, detail: expect.stringContaining('重新登录') });
  });

  it('bears a clock that is a little off, and not one that is far off', async () => {
    await bind('alice');
    const statusAt = async (seconds: number): Promise<number> => {
      await provider.clockOff(seconds);
      try {
        return (await signIn('alice')).status;
      } finally {
        await provider.clockOff(0);
      }
    };
    expect([await statusAt(-25), await statusAt(20), await statusAt(-120), await statusAt(120)]).toEqual([303, 303, 401, 401]);
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/api/v1/me'])('leads back to no %s', async (elsewhere) => {
    const response = await new ProviderBrowser().request(login(`?returnTo=${encodeURIComponent(elsewhere)}`));
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });

  it('ends at the provider as well, which leads back here', async () => {
    const response = await new ProviderBrowser().request(`${api.url}/api/v1/auth/oidc/logout`);
    const address = new URL(response.headers.get('location') ?? '');
    expect([response.status, address.origin, Object.fromEntries(address.searchParams)]).toEqual([303, provider.issuer, { client_id: 'confidential', post_logout_redirect_uri: `${api.url}/` }]);
  });

  describe('binding', () => {
    const beginOf = async (browser: ProviderBrowser, account: string): Promise<string> => {
      const { body } = await api.anonymous.post('/auth/login', { account, password: DEMO_PASSWORD });
      const response = await browser.request(`${api.url}/api/v1/me/bindings`, { method: 'POST', headers: { authorization: `Bearer ${body.accessToken}`, 'content-type': 'application/json' }, body: '{"returnTo":"/me"}' });
      expect(response.status).toBe(200);
      return ((await response.json()) as { authorizationUrl: string }).authorizationUrl;
    };
    const bindOwn = async (subject: string, account: string, browser = new ProviderBrowser()): Promise<Awaited<ReturnType<typeof comeBack>>> => comeBack(browser, await callbackOf(browser, await beginOf(browser, account), subject));

    it('is done by the person themself, who signs in at the provider, and undone', async () => {
      expect(await bindOwn('carol', STAFF)).toMatchObject({ status: 303, location: '/me' });
      expect(await bindOwn('carol', STAFF)).toMatchObject({ status: 303 });
      const staff = await api.loginAs(STAFF);
      const { items } = (await staff.get('/me/bindings')).body;
      expect(items).toEqual([{ id: expect.any(String), issuer: provider.issuer, subject: 'carol', person: { id: demoId('person', STAFF), name: expect.any(String) }, boundAt: expect.any(String), boundBy: { id: demoId('person', STAFF), name: expect.any(String) } }]);
      const browser = new ProviderBrowser();
      expect(await signIn('carol', '', browser)).toMatchObject({ status: 303 });
      const other = await api.loginAs('hospital-a.staff-2');
      expect((await other.delete(`/me/bindings/${items[0].id}`)).status).toBe(404);
      expect((await staff.delete(`/me/bindings/${items[0].id}`)).status).toBe(204);
      expect(await signIn('carol')).toMatchObject({ status: 403, code: 'IDENTITY_UNBOUND' });
      // Who came in by it is out at once; who came in with the password is not.
      expect((await me(browser)).code).toBe('UNAUTHENTICATED');
      expect((await staff.get('/me')).status).toBe(200);
      expect(await api.owner.query(`SELECT action, refused FROM audit_events WHERE action LIKE 'BINDING%' ORDER BY id`)).toEqual([{ action: 'BINDING_MADE', refused: null }, { action: 'BINDING_UNDONE', refused: null }]);
    });

    it('takes no identity that is somebody else’s', async () => {
      await bind('dave', 'hospital-a.staff-2');
      expect(await bindOwn('dave', STAFF)).toMatchObject({ status: 409, code: 'IDENTITY_TAKEN' });
      expect(await signIn('dave')).toMatchObject({ status: 303 });
    });

    it('asks who it is anew, and signs nobody in', async () => {
      const browser = new ProviderBrowser();
      const url = new URL(await beginOf(browser, STAFF));
      expect(url.searchParams.get('prompt')).toBe('login');
      expect(await comeBack(browser, await callbackOf(browser, url.href, 'erin'))).toMatchObject({ status: 303 });
      expect((await me(browser)).code).toBe('UNAUTHENTICATED');
    });

    it('takes more than a session: its person proved a moment ago who they are, as it begins and as it ends', async () => {
      const OTHER = 'hospital-a.staff-2';
      const age = (minutes: number): Promise<unknown> => api.owner.query(`UPDATE login_sessions SET reauthenticated_at = clock_timestamp() - make_interval(mins => $2) WHERE person_id = $1`, [demoId('person', OTHER), minutes]);
      const staff = await api.loginAs(OTHER);
      await age(16);
      const refused = await staff.post('/me/bindings');
      expect([refused.status, refused.body.code, refused.body.maxAge]).toEqual([401, 'REAUTHENTICATION_REQUIRED', 900]);
      const browser = new ProviderBrowser();
      const url = await callbackOf(browser, await beginOf(browser, OTHER), 'mallory');
      await age(16);
      expect(await comeBack(browser, url)).toMatchObject({ status: 401, code: 'REAUTHENTICATION_REQUIRED' });
      expect(await api.owner.query('SELECT FROM external_identities')).toEqual([]);
      expect(await api.owner.query(`SELECT refused FROM audit_events WHERE action = 'BINDING_MADE' AND details ->> 'cause' = 'NOT_RECENT'`)).toEqual([{ refused: 'REAUTHENTICATION_REQUIRED' }, { refused: 'REAUTHENTICATION_REQUIRED' }]);
      expect((await staff.post('/auth/reauthenticate', { password: DEMO_PASSWORD })).status).toBe(200);
      expect((await staff.post('/me/bindings')).status).toBe(200);
    });

    it('ends with the session in which it was begun', async () => {
      const browser = new ProviderBrowser();
      const { body } = await api.anonymous.post('/auth/login', { account: STAFF, password: DEMO_PASSWORD });
      const session = new ApiClient(api.url, body.accessToken);
      const begun = await browser.request(`${api.url}/api/v1/me/bindings`, { method: 'POST', headers: { authorization: `Bearer ${body.accessToken}` } });
      const url = await callbackOf(browser, ((await begun.json()) as { authorizationUrl: string }).authorizationUrl, 'frank');
      await session.post('/auth/logout');
      expect(await comeBack(browser, url)).toMatchObject({ status: 401 });
      expect(await api.owner.query('SELECT FROM external_identities')).toEqual([]);
    });

    it('is done and undone by system administrators, for issuers that are configured and people that exist', async () => {
      const keeper = await api.loginAs('commission.system-admin');
      const wanted = { personId: demoId('person', STAFF), issuer: provider.issuer, subject: 'grace' };
      const made = await keeper.post('/bindings', wanted);
      expect([made.status, made.headers.get('location'), made.body]).toEqual([201, `/api/v1/bindings/${made.body.id}`, expect.objectContaining({ subject: 'grace', boundBy: expect.objectContaining({ id: demoId('person', 'commission.system-admin') }) })]);
      expect(await signIn('grace')).toMatchObject({ status: 303 });
      expect((await keeper.get(`/bindings/${made.body.id}`)).body).toEqual(made.body);
      expect((await keeper.get(`/bindings?personId=${wanted.personId}`)).body.items).toEqual([made.body]);
      expect((await keeper.post('/bindings', { ...wanted, personId: demoId('person', 'hospital-a.staff-2') })).body.code).toBe('IDENTITY_TAKEN');
      expect((await keeper.post('/bindings', { ...wanted, issuer: 'https://elsewhere.example' })).body.errors).toEqual([expect.objectContaining({ path: 'issuer', code: 'NOT_IN_LIST' })]);
      expect((await keeper.post('/bindings', { ...wanted, subject: 'x', personId: '0190a7d0-7c3e-7000-8000-0000000000d1' })).body.errors).toEqual([expect.objectContaining({ path: 'personId', code: 'UNKNOWN' })]);
      expect((await keeper.delete(`/bindings/${made.body.id}`)).status).toBe(204);
      expect((await keeper.delete(`/bindings/${made.body.id}`)).status).toBe(404);
      expect(await signIn('grace')).toMatchObject({ status: 403 });
    });

    it('is for security administrators where it is an administrator’s, and for nobody in their own case', async () => {
      const [keeper, security] = [await api.loginAs('commission.system-admin'), await api.loginAs('commission.security-admin')];
      const of = (account: string, subject: string): object => ({ personId: demoId('person', account), issuer: provider.issuer, subject });
      for (const account of ['commission.security-admin', 'commission.audit-admin', 'commission.process-admin-1', 'commission.system-admin']) {
        const { status, body } = await keeper.post('/bindings', of(account, 'mallory'));
        expect([account, status, body.code]).toEqual([account, 403, 'NOT_ELIGIBLE']);
      }
      expect(await signIn('mallory')).toMatchObject({ status: 403, code: 'IDENTITY_UNBOUND' });
      expect((await security.post('/bindings', of(STAFF, 'mallory'))).body.code).toBe('NOT_ELIGIBLE');
      expect((await security.post('/bindings', of('commission.security-admin', 'mallory'))).body.code).toBe('SEPARATION_OF_DUTIES');
      expect(await api.owner.query(`SELECT refused, details ->> 'personId' AS "personId" FROM audit_events WHERE action = 'BINDING_MADE' AND refused IS NOT NULL AND actor_id = $1 ORDER BY id`, [demoId('person', 'commission.security-admin')])).toEqual([
        { refused: 'NOT_ELIGIBLE', personId: demoId('person', STAFF) },
        { refused: 'SEPARATION_OF_DUTIES', personId: demoId('person', 'commission.security-admin') },
      ]);
      const made = await security.post('/bindings', of('commission.audit-admin', 'oscar'));
      expect([made.status, (await security.get(`/bindings/${made.body.id}`)).body, (await security.get('/bindings')).body.items]).toEqual([201, made.body, [made.body]]);
      expect((await keeper.delete(`/bindings/${made.body.id}`)).body.code).toBe('NOT_ELIGIBLE');
      expect((await security.delete(`/bindings/${made.body.id}`)).status).toBe(204);
    });

    it('is nobody else’s business', async () => {
      const staff = await api.loginAs('commission.process-admin-1');
      const wanted = { personId: demoId('person', STAFF), issuer: provider.issuer, subject: 'heidi' };
      const answers = [await staff.post('/bindings', wanted), await staff.get('/bindings'), await staff.get('/bindings/0190a7d0-7c3e-7000-8000-0000000000d1'), await staff.delete('/bindings/0190a7d0-7c3e-7000-8000-0000000000d1')];
      expect(answers.map(({ body }) => body.code)).toEqual(['NOT_ELIGIBLE', 'NOT_ELIGIBLE', 'NOT_ELIGIBLE', 'NOT_ELIGIBLE']);
      expect((await api.anonymous.post('/me/bindings')).status).toBe(401);
    });
  });

  describe('proving once more who one is', () => {
    const begin = async (browser: ProviderBrowser): Promise<string> => {
      const csrf = (await browser.jar.getCookies(api.url)).find(({ key }) => key === 'qingdun_csrf')?.value ?? '';
      const response = await browser.request(`${api.url}/api/v1/auth/oidc/reauthenticate`, { method: 'POST', headers: { 'x-csrf-token': csrf, 'content-type': 'application/json' }, body: '{"returnTo":"/tasks"}' });
      expect(response.status).toBe(200);
      return ((await response.json()) as { authorizationUrl: string }).authorizationUrl;
    };
    /** As if the person had signed in an hour ago. */
    const anHourLater = (): Promise<unknown> => api.owner.query(`UPDATE login_sessions SET reauthenticated_at = reauthenticated_at - interval '1 hour'`);
    const provenAgo = async (): Promise<boolean> => (await api.owner.query(`SELECT reauthenticated_at > now() - interval '1 minute' IS TRUE AS fresh FROM login_sessions WHERE ended_at IS NULL ORDER BY started_at DESC LIMIT 1`))[0].fresh;

    it('is done at the provider, anew, by the person themself', async () => {
      await bind('judy');
      const browser = new ProviderBrowser();
      await signIn('judy', '', browser);
      await anHourLater();
      const url = new URL(await begin(browser));
      expect([url.searchParams.get('prompt'), url.searchParams.get('max_age')]).toEqual(['login', '0']);
      expect(await provenAgo()).toBe(false);
      expect(await comeBack(browser, await callbackOf(browser, url.href, 'judy'))).toMatchObject({ status: 303, location: '/tasks' });
      expect(await provenAgo()).toBe(true);
      expect(await api.owner.query(`SELECT details ->> 'method' AS method FROM audit_events WHERE action = 'REAUTHENTICATED' AND refused IS NULL AND actor_id = $1`, [demoId('person', STAFF)])).toEqual([{ method: 'OIDC' }]);
    });

    it('is no matter of a session that only just began: what counts is when the provider says that they signed in there', async () => {
      await bind('judy');
      const browser = new ProviderBrowser();
      await provider.clockOff(-1_800);
      await callbackOf(browser, login(), 'judy');
      await provider.clockOff(0);
      const proven = async (): Promise<{ minutes: number | null }> =>
        (await api.owner.query(`SELECT round(extract(epoch FROM started_at - reauthenticated_at) / 60)::int AS minutes FROM login_sessions WHERE method = 'OIDC' ORDER BY started_at DESC LIMIT 1`))[0];
      const listed = async (who: ProviderBrowser): Promise<Answer['body'][]> => ((await (await who.request(`${api.url}/api/v1/me/sessions`)).json()) as Answer['body']).items;
      // It lets them through without a question, and does not say since when they have been there.
      expect(await comeBack(browser, (await browser.visit(login(), { stop: atCallback })).url)).toMatchObject({ status: 303 });
      expect(await proven()).toEqual({ minutes: null });
      expect((await listed(browser))[0].reauthenticatedAt).toBe(null);
      // A provider that has to think of the age of a sign-in says it too.
      const address = await addressOf(browser);
      address.searchParams.set('max_age', '3600');
      expect(await comeBack(browser, (await browser.visit(address.href, { stop: atCallback })).url)).toMatchObject({ status: 303 });
      expect(await proven()).toEqual({ minutes: 30 });
    });

    it('is not done by somebody else, nor by a sign-in of earlier', async () => {
      await bind('judy');
      await bind('mallory', 'hospital-a.staff-2');
      const browser = new ProviderBrowser();
      await signIn('judy', '', browser);
      await anHourLater();
      expect(await comeBack(browser, await callbackOf(browser, await begin(browser), 'mallory'))).toMatchObject({ status: 401, detail: expect.stringContaining('不是您本人') });
      // Without the question for a new sign-in the provider answers from its session, and says when that began.
      const quiet = new ProviderBrowser();
      await signIn('judy', '', quiet);
      await anHourLater();
      const url = new URL(await begin(quiet));
      url.searchParams.delete('prompt');
      url.searchParams.delete('max_age');
      expect(await comeBack(quiet, await callbackOf(quiet, url.href, 'judy'))).toMatchObject({ status: 401 });
      expect(await provenAgo()).toBe(false);
    });
  });

  it('writes nothing for whoever comes back without having left, and little for a flood of answers that are none', async () => {
    const rows = async (): Promise<number> => (await api.owner.query('SELECT count(*)::int AS count FROM audit_events'))[0].count;
    const before = await rows();
    for (const query of ['', '?code=x', '?state=y']) expect(await comeBack(new ProviderBrowser(), `${api.url}${CALLBACK}${query}`)).toMatchObject({ status: 401 });
    expect(await rows()).toBe(before);
    const cookie = (await new ProviderBrowser().request(login())).headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
    const answers = await Promise.all(Array.from({ length: 70 }, () => fetch(`${api.url}${CALLBACK}?code=x&state=y`, { headers: { cookie } })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(await rows()).toBeLessThanOrEqual(before + 60);
  });

  it('answers what the document says', async () => {
    const conformance = new Conformance((await api.anonymous.get('//api/openapi.json')).body);
    await bind('alice');
    const keeper = await api.loginAs('commission.system-admin');
    const anonymous = async (path: string): Promise<Answer> => {
      const response = await fetch(`${api.url}/api/v1${path}`, { redirect: 'manual' });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === '' ? Buffer.alloc(0) : JSON.parse(text) };
    };
    const { items } = (await keeper.get('/bindings')).body;
    await (await api.loginAs(STAFF)).post('/auth/reauthenticate', { password: DEMO_PASSWORD });
    const faults = [
      ...conformance.faults('get', '/auth/oidc/login', await anonymous('/auth/oidc/login')),
      ...conformance.faults('get', '/auth/oidc/login', await anonymous('/auth/oidc/login?returnTo=x')),
      ...conformance.faults('get', '/auth/oidc/callback', await anonymous('/auth/oidc/callback?code=x&session_state=y')),
      ...conformance.faults('get', '/auth/oidc/logout', await anonymous('/auth/oidc/logout')),
      ...conformance.faults('get', '/bindings', await keeper.get('/bindings')),
      ...conformance.faults('get', '/bindings/{id}', await keeper.get(`/bindings/${items[0].id}`)),
      ...conformance.faults('get', '/me/bindings', await (await api.loginAs(STAFF)).get('/me/bindings')),
      ...conformance.faults('post', '/me/bindings', await (await api.loginAs(STAFF)).post('/me/bindings')),
      ...conformance.faults('post', '/auth/oidc/reauthenticate', await (await api.loginAs(STAFF)).post('/auth/oidc/reauthenticate')),
      ...conformance.faults('post', '/bindings', await keeper.post('/bindings', { personId: demoId('person', STAFF), issuer: provider.issuer, subject: 'ivan' })),
      ...conformance.faults('delete', '/bindings/{id}', await keeper.delete(`/bindings/${items[0].id}`)),
    ];
    expect(faults).toEqual([]);
  });
});

describe('a provider', () => {
  it('need not be there, and may be away', async () => {
    const without = await startApi();
    try {
      for (const path of ['login', 'callback?code=x', 'logout']) expect([404, 401]).toContain((await without.anonymous.get(`/auth/oidc/${path}`)).status);
      expect((await without.anonymous.get('/auth/oidc/login')).body.detail).toContain('未接入');
    } finally {
      await without.close();
    }
    const away = await startApi({ env: { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'public', OIDC_REDIRECT_URI: `http://127.0.0.1:9${CALLBACK}` } });
    try {
      const { status, body } = await away.anonymous.get('/auth/oidc/login');
      expect([status, body.code, body.detail]).toEqual([503, 'UNAVAILABLE', expect.stringContaining('统一身份认证')]);
    } finally {
      await away.close();
    }
  });
});

describe('a client without a secret', () => {
  it('signs people in by PKCE alone', async () => {
    const port = await freePort();
    const redirectUri = `http://127.0.0.1:${port}${CALLBACK}`;
    const provider = await startProvider(redirectUri);
    const api = await startApi({ env: { PORT: String(port), OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'public', OIDC_REDIRECT_URI: redirectUri } });
    try {
      await api.owner.query(`INSERT INTO external_identities (issuer, subject, person_id) VALUES ($1, 'alice', $2)`, [provider.issuer, demoId('person', STAFF)]);
      const browser = new ProviderBrowser();
      let page: Page = await browser.visit(`${api.url}/api/v1/auth/oidc/login`, { stop: (url) => url === `${api.url}/` });
      while (page.status === 200) page = await browser.submit(page, /name="login"/.test(page.text) ? { login: 'alice', password: 'any' } : {}, (url) => url === `${api.url}/`);
      expect(page.url).toBe(`${api.url}/`);
      expect(await (await browser.request(`${api.url}/api/v1/me`)).json()).toMatchObject({ person: { account: STAFF } });
    } finally {
      await api.close();
      await provider.stop();
    }
  });
});
