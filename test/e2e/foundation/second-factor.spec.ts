import { DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import { LoginService } from '../../../apps/api/src/auth/login.service';
import { AuthenticatorApp } from '@test/support/authenticator-app';
import { Conformance } from '@test/support/conformance';
import { personId } from '@test/support/record-world';
import { Secret } from 'otpauth';
import { Links } from '@libs/notify/signed-links';
import { ApiClient, LINK_KEY, startApi, type Answer, type TestApi } from '@test/support/api';
import { Browser } from '@test/support/browser';

jest.setTimeout(60_000);

const KEY = { SECOND_FACTOR_KEY: 'c'.repeat(64) };

describe('the second factor', () => {
  let api: TestApi;
  let conformance: Conformance;
  const faults: string[] = [];
  beforeAll(async () => {
    api = await startApi({ env: { SECOND_FACTOR: 'required', ...KEY } });
    conformance = new Conformance((await api.anonymous.get('//api/openapi.json')).body);
  });
  afterAll(() => api?.close());
  afterEach(() => expect(faults.splice(0)).toEqual([]));

  const post = async (path: string, body: unknown, client = api.anonymous): Promise<Answer> => {
    const answer = await client.post(path, body);
    faults.push(...conformance.faults('post', path, answer));
    return answer;
  };
  const password = (account: string, word = DEMO_PASSWORD): Promise<Answer> => post('/auth/login', { account, password: word });
  const challengeOf = async (account: string): Promise<string> => (await password(account)).body.challenge;
  const second = async (account: string, code: string): Promise<Answer> => post('/auth/second-factor', { challenge: await challengeOf(account), code });
  /** As if the codes taken so far were of some minutes ago. */
  const timePasses = (): Promise<unknown> => api.owner.query('UPDATE second_factors SET last_step = last_step - 10');
  const events = async (account: string): Promise<string[]> =>
    (await api.owner.query('SELECT action, refused FROM audit_events WHERE actor_id = $1 ORDER BY id', [personId(account)])).map(({ action, refused }: { action: string; refused: string | null }) => (refused === null ? action : `${action} ${refused}`));

  /** Enrols somebody of whom their position asks it, at their first login. */
  async function enrolled(account: string): Promise<{ client: ApiClient; app: AuthenticatorApp; recoveryCodes: string[]; secret: string }> {
    const challenge = await challengeOf(account);
    const { secret } = (await post('/auth/second-factor/enrolment', { challenge })).body;
    const app = new AuthenticatorApp(secret);
    const { status, body } = await post('/auth/second-factor/confirmation', { challenge, code: app.code() });
    expect(status).toBe(200);
    await timePasses();
    return { client: new ApiClient(api.url, body.accessToken), app, recoveryCodes: body.recoveryCodes, secret };
  }

  it('is enrolled at the first login of those whose position asks for it, and only then opens a session', async () => {
    const account = 'hospital-a.group-leader';
    const first = await password(account);
    expect([first.status, first.body, first.headers.getSetCookie()]).toEqual([202, { secondFactor: 'ENROLMENT', challenge: expect.any(String), expiresIn: 300 }, []]);
    const { challenge } = first.body;
    expect((await new ApiClient(api.url, challenge).get('/me')).status).toBe(401);
    expect((await post('/auth/second-factor', { challenge, code: '123456' })).status).toBe(401);
    expect((await post('/auth/second-factor/confirmation', { challenge, code: '123456' })).body.code).toBe('NOT_OFFERED');
    const begun = await post('/auth/second-factor/enrolment', { challenge });
    expect([begun.headers.get('cache-control'), begun.body.uri]).toEqual(['no-store', expect.stringContaining(`secret=${begun.body.secret}`)]);
    const app = new AuthenticatorApp(begun.body.secret);
    expect((await post('/auth/second-factor/confirmation', { challenge, code: app.wrongCode() })).status).toBe(401);
    const done = await post('/auth/second-factor/confirmation', { challenge, code: app.code() });
    expect([done.status, done.body.recoveryCodes.length, done.headers.getSetCookie().length]).toEqual([200, 10, 2]);
    expect((await new ApiClient(api.url, done.body.accessToken).get('/me')).body.person.account).toBe(account);
    expect((await post('/auth/second-factor/enrolment', { challenge })).body.code).toBe('NOT_OFFERED');
    expect(await events(account)).toEqual(['LOGIN_CHALLENGED', 'SECOND_FACTOR_ENROLLED NOT_OFFERED', 'SECOND_FACTOR_BEGUN', 'SECOND_FACTOR_ENROLLED UNAUTHENTICATED', 'SECOND_FACTOR_ENROLLED', 'LOGIN']);
  });

  it('is asked for on the page of a message’s link too, together with the password', async () => {
    const account = 'centre-b.tech-reviewer-2';
    const path = `/l/${await new Links([LINK_KEY]).sign({ taskId: personId(account), personId: personId(account) }, Date.now() + 3_600_000)}/sign-in`;
    const signsIn = async (code: string): Promise<boolean> => {
      const browser = new Browser(api.url);
      await browser.post(path, { account, password: DEMO_PASSWORD, code });
      return browser.hasCookies;
    };
    const { app } = await enrolled(account);
    expect([await signsIn(''), await signsIn(app.wrongCode()), await signsIn(app.code())]).toEqual([false, false, true]);
  });

  it('is asked for at each login, takes each code once, and each challenge once', async () => {
    const account = 'hospital-a.designated-leader';
    const { app } = await enrolled(account);
    const challenge = await challengeOf(account);
    const code = app.code();
    expect((await post('/auth/second-factor', { challenge, code: app.wrongCode() })).status).toBe(401);
    expect((await post('/auth/second-factor', { challenge, code })).status).toBe(200);
    expect((await post('/auth/second-factor', { challenge, code: app.code(1) })).status).toBe(401);
    expect((await second(account, code)).body.detail).toContain('已经用过');
    expect((await second(account, app.code(1))).status).toBe(200);
    // The one before is older than the last that was taken.
    expect((await second(account, code)).status).toBe(401);
  });

  it('takes one of many equal codes that come at the same time', async () => {
    const account = 'centre-b.group-leader';
    const { app } = await enrolled(account);
    const challenges = [];
    for (let i = 0; i < 4; i += 1) challenges.push(await challengeOf(account));
    const code = app.code();
    const answers = await Promise.all(challenges.map((challenge) => post('/auth/second-factor', { challenge, code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
  });

  it('is no matter for those of whom it is not asked, until they want it', async () => {
    const account = 'hospital-a.staff-1';
    const { body } = await password(account);
    const client = new ApiClient(api.url, body.accessToken);
    expect((await client.get('/me/second-factor')).body).toEqual({ required: false, enrolled: false, recoveryCodesLeft: 0 });
    expect((await post('/me/second-factor', { password: 'wrong' }, client)).status).toBe(401);
    const { secret } = (await post('/me/second-factor', { password: DEMO_PASSWORD }, client)).body;
    // Begun is not enrolled: nobody is locked out by closing a window.
    expect((await password(account)).status).toBe(200);
    const app = new AuthenticatorApp(secret);
    const { recoveryCodes } = (await post('/me/second-factor/confirmation', { code: app.code() }, client)).body;
    expect((await client.get('/me/second-factor')).body).toEqual({ required: false, enrolled: true, recoveryCodesLeft: recoveryCodes.length });
    expect((await post('/me/second-factor', { password: DEMO_PASSWORD }, client)).body.code).toBe('NOT_OFFERED');
    expect((await password(account)).body.secondFactor).toBe('CODE');
    await timePasses();
    expect((await second(account, app.code())).status).toBe(200);
  });

  it('recovers with a code that works once, however it is typed, until the codes are renewed', async () => {
    const account = 'centre-b.designated-leader';
    const { client, app, recoveryCodes } = await enrolled(account);
    const [one = '', other = ''] = recoveryCodes;
    expect((await second(account, one.toLowerCase().replaceAll('-', ' '))).status).toBe(200);
    expect((await second(account, one)).status).toBe(401);
    expect((await client.get('/me/second-factor')).body).toEqual({ required: true, enrolled: true, recoveryCodesLeft: 9 });
    expect((await post('/me/second-factor/recovery-codes', { code: app.wrongCode() }, client)).status).toBe(401);
    const renewed = (await post('/me/second-factor/recovery-codes', { code: app.code() }, client)).body.recoveryCodes;
    expect((await second(account, other)).status).toBe(401);
    expect((await second(account, renewed[0])).status).toBe(200);
    expect(await api.owner.query(`SELECT details FROM audit_events WHERE action = 'RECOVERY_CODE_USED' AND actor_id = $1`, [personId(account)])).toEqual([{ details: { left: 9 } }, { details: { left: 9 } }]);
  });

  it('locks after five failures, and the right password in between forgives none', async () => {
    const account = 'clinic-c.deputy';
    const { app } = await enrolled(account);
    for (let i = 0; i < 5; i += 1) expect((await second(account, app.wrongCode())).status).toBe(401);
    const locked = await password(account);
    expect([locked.status, locked.body.detail]).toEqual([401, expect.stringContaining('锁定')]);
    expect(await events(account)).toContain('ACCOUNT_LOCKED');
    expect((await password(account, 'wrong')).body.detail).not.toContain('锁定');
  });

  it('locks after five wrong first codes, at the login and after it', async () => {
    const wrong = async (path: string, body: object, secret: string, client?: ApiClient): Promise<void> => {
      const app = new AuthenticatorApp(secret);
      for (let i = 0; i < 5; i += 1) expect((await post(path, { ...body, code: app.wrongCode() }, client)).status).toBe(401);
      const { status, body: refused } = await post(path, { ...body, code: app.code() }, client);
      expect([status, refused.detail]).toEqual([401, expect.stringContaining('锁定')]);
    };
    const asked = 'commission.audit-admin';
    const challenge = await challengeOf(asked);
    await wrong('/auth/second-factor/confirmation', { challenge }, (await post('/auth/second-factor/enrolment', { challenge })).body.secret);
    const willing = 'hospital-a.staff-4';
    const client = await api.loginAs(willing);
    await wrong('/me/second-factor/confirmation', {}, (await post('/me/second-factor', { password: DEMO_PASSWORD }, client)).body.secret, client);
    for (const account of [asked, willing]) expect((await events(account)).slice(-7)).toEqual([...Array(5).fill('SECOND_FACTOR_ENROLLED UNAUTHENTICATED'), 'ACCOUNT_LOCKED', 'SECOND_FACTOR_ENROLLED UNAUTHENTICATED']);
  });

  it('is not judged while the account is locked', async () => {
    const account = 'clinic-c.head';
    const { app } = await enrolled(account);
    const challenge = await challengeOf(account);
    for (let i = 0; i < 5; i += 1) await password(account, 'wrong');
    const { status, body } = await post('/auth/second-factor', { challenge, code: app.code() });
    expect([status, body.detail]).toEqual([401, expect.stringContaining('锁定')]);
  });

  it('tells nobody without the password who has one', async () => {
    await enrolled('hospital-a.data-admin');
    const answers = [await password('hospital-a.data-admin', 'wrong'), await password('hospital-a.security-auditor', 'wrong'), await password('hospital-a.staff-2', 'wrong'), await password('nobody.at-all', 'wrong')];
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
  });

  it('is refused what is no challenge, of another stage, too old, or of somebody who is gone', async () => {
    const account = 'center.leader';
    const { app } = await enrolled(account);
    const challenge = await challengeOf(account);
    for (const bad of ['x', `${challenge}x`, (await password('hospital-a.staff-3')).body.accessToken]) expect((await post('/auth/second-factor', { challenge: bad, code: app.code() })).status).toBe(401);
    expect((await post('/auth/second-factor/enrolment', { challenge })).status).toBe(401);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 301_000);
    const old = await challengeOf(account);
    clock.mockRestore();
    expect((await post('/auth/second-factor', { challenge: old, code: app.code() })).status).toBe(401);
    await api.owner.query('UPDATE persons SET active = false WHERE id = $1', [personId(account)]);
    expect((await post('/auth/second-factor', { challenge, code: app.code() })).status).toBe(401);
    expect((await post('/auth/second-factor', { challenge })).body.code).toBe('FORM_INVALID');
    expect((await post('/auth/second-factor', { challenge, code: "' OR 1=1" })).body.code).toBe('FORM_INVALID');
  });

  it('is as good as the password for a re-authentication, once a code', async () => {
    const { client, app } = await enrolled('commission.group-leader-1');
    const code = app.code();
    expect((await post('/auth/reauthenticate', { code }, client)).status).toBe(200);
    expect((await post('/auth/reauthenticate', { code }, client)).status).toBe(401);
    expect((await post('/auth/reauthenticate', { code, password: DEMO_PASSWORD }, client)).body.errors).toEqual([expect.objectContaining({ path: 'password' })]);
    expect((await post('/auth/reauthenticate', { password: DEMO_PASSWORD }, client)).status).toBe(200);
  });

  it('is reset by the security administrator alone, who ends the sessions with it, and not for themselves', async () => {
    const account = 'commission.process-admin-1';
    const { client } = await enrolled(account);
    const security = (await enrolled('commission.security-admin')).client;
    const path = (of: string): string => `/persons/${personId(of)}/second-factor/reset`;
    const order = { reason: '手机遗失' };
    expect((await post(path(account), order, (await enrolled('commission.system-admin')).client)).body.code).toBe('NOT_ELIGIBLE');
    expect((await post(path('commission.security-admin'), order, security)).body.rule.id).toBe('administrator-acts-for-others');
    expect((await post(path(account), {}, security)).body.code).toBe('REASON_REQUIRED');
    expect((await post(path(account), order, security)).body).toEqual({ ended: 1 });
    expect((await post(path(account), order, security)).body.code).toBe('NOT_OFFERED');
    expect((await client.get('/me')).status).toBe(401);
    expect((await password(account)).body.secondFactor).toBe('ENROLMENT');
    expect(await api.owner.query(`SELECT actor_id, details FROM audit_events WHERE action = 'SECOND_FACTOR_RESET' AND refused IS NULL`)).toEqual([
      { actor_id: personId('commission.security-admin'), details: { personId: personId(account), reason: '手机遗失' } },
    ]);
  });

  it('is asked for by a form that takes both steps at once, too', async () => {
    const account = 'commission.direct-responsible';
    const logins = api.app.get(LoginService);
    const attempt = { account, password: DEMO_PASSWORD, code: '', userAgent: undefined };
    await expect(logins.inOneStep(attempt)).rejects.toMatchObject({ code: 'UNAUTHENTICATED', detail: { zh: expect.stringContaining('启用') } });
    const { app } = await enrolled(account);
    await expect(logins.inOneStep(attempt)).rejects.toMatchObject({ code: 'UNAUTHENTICATED', detail: { zh: expect.stringContaining('验证码') } });
    await expect(logins.inOneStep({ ...attempt, code: app.wrongCode() })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(logins.inOneStep({ ...attempt, code: app.code() })).resolves.toMatchObject({ person: { account } });
  });

  it('is nowhere in the database as it is, nor are recovery codes', async () => {
    const { secret, recoveryCodes } = await enrolled('commission.deputy-leader');
    const rows = await api.owner.query(`SELECT encode(sealed_secret, 'hex') AS sealed, (SELECT jsonb_agg(r) FROM recovery_codes r WHERE r.person_id = f.person_id) AS codes FROM second_factors f WHERE person_id = $1`, [personId('commission.deputy-leader')]);
    const stored = JSON.stringify(rows);
    expect(stored).not.toContain(Secret.fromBase32(secret).hex.toLowerCase());
    for (const code of recoveryCodes) expect(stored).not.toContain(code);
    expect(JSON.stringify(await api.owner.query('SELECT details FROM audit_events'))).not.toContain(secret);
  });
});

describe('with one connection to the database', () => {
  let api: TestApi;
  afterAll(() => api?.close());

  it('a login waits for none but its own', async () => {
    api = await startApi({ env: { SECOND_FACTOR: 'required', ...KEY, DATABASE_POOL_MAX: '1' } });
    expect((await api.anonymous.post('/auth/login', { account: 'hospital-a.staff-1', password: DEMO_PASSWORD })).status).toBe(200);
    const first = await api.anonymous.post('/auth/login', { account: 'hospital-a.group-leader', password: DEMO_PASSWORD });
    expect([first.status, first.body.secondFactor]).toEqual([202, 'ENROLMENT']);
    const { challenge } = first.body;
    const app = new AuthenticatorApp((await api.anonymous.post('/auth/second-factor/enrolment', { challenge })).body.secret);
    expect((await api.anonymous.post('/auth/second-factor/confirmation', { challenge, code: app.code() })).status).toBe(200);
    const again = await api.anonymous.post('/auth/login', { account: 'hospital-a.group-leader', password: DEMO_PASSWORD });
    expect((await api.anonymous.post('/auth/second-factor', { challenge: again.body.challenge, code: app.code(1) })).status).toBe(200);
  });
});

describe('without the requirement', () => {
  let api: TestApi;
  afterAll(() => api?.close());

  it('nobody is asked, but who has enrolled', async () => {
    api = await startApi({ env: KEY });
    const account = 'hospital-a.group-leader';
    const client = await api.loginAs(account);
    const { secret } = (await client.post('/me/second-factor', { password: DEMO_PASSWORD })).body;
    await client.post('/me/second-factor/confirmation', { code: new AuthenticatorApp(secret).code() });
    expect((await api.anonymous.post('/auth/login', { account, password: DEMO_PASSWORD })).body.secondFactor).toBe('CODE');
  });
});
