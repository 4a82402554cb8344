import { linkAddress } from '@libs/notify/links';
import { Links, type TaskLink } from '@libs/notify/signed-links';
import { DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import { LINK_KEY } from '@test/support/api';
import { addressesIn, Browser, formOf, type Seen } from '@test/support/browser';
import { digestOfDatabase } from '@test/support/digest';
import { personId, USE_SEATS } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';
import { Authenticator } from '../../../apps/api/src/auth/authenticator';

jest.setTimeout(120_000);

const links = new Links([LINK_KEY]);
const HOUR_MS = 3_600_000;

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

const pathOf = async (link: TaskLink, expiresAt = Date.now() + HOUR_MS): Promise<string> => new URL(linkAddress(use.api.url, await links.sign(link, expiresAt))).pathname;

interface Linked {
  readonly caseId: string;
  readonly account: string;
  readonly taskId: string;
  readonly path: string;
}
/** A case at this step, with the link of who sits on it. */
async function linkTo(step: string, account = USE_SEATS[step] ?? ''): Promise<Linked> {
  const caseId = await use.open();
  await use.advance(caseId, step);
  const { id: taskId } = await use.task(caseId, step);
  return { caseId, account, taskId, path: await pathOf({ taskId, personId: personId(account) }) };
}

/** Follows a link and signs in on its page. */
async function signedIn(path: string, account: string): Promise<{ browser: Browser; page: Seen }> {
  const browser = new Browser(use.api.url);
  const page = await browser.submit(await browser.visit(path), '/sign-in', { account, password: DEMO_PASSWORD });
  return { browser, page };
}

const ASSESSED = Object.fromEntries(['purposeLegitimate', 'minimal', 'permissionExists', 'recipientsJustified'].map((key) => [`evidence.${key}`, 'true']));

describe('a link of a message', () => {
  test('shows who is not signed in what the message says, and asks for a sign-in', async () => {
    const { caseId, path } = await linkTo('initialAssessment');
    const { number, title } = await use.view(caseId);
    const { status, headers, text } = await new Browser(use.api.url).visit(path);
    expect([status, headers.get('content-type'), headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([200, 'text/html; charset=utf-8', 'no-store', 'same-origin']);
    expect(text).toContain(number);
    expect(text).toContain(title);
    expect(text).toMatch(/办理期限<\/dt><dd>\d{4}\/\d+\/\d+ \d\d:\d\d 前/);
    // Neither the form nor who applied is for whoever holds a link.
    for (const secret of ['使用目的', '结论', '演示', '申请人']) expect([secret, text.replace(title, '').includes(secret)]).toEqual([secret, false]);
    expect(addressesIn(text)).toEqual([`${path}/sign-in`]);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/);
    expect(text).not.toMatch(/<script|javascript:| on\w+=/i);
  });

  test('opens the task for its recipient, who decides there by the same command as everywhere', async () => {
    const { caseId, account, path, taskId } = await linkTo('initialAssessment');
    const { browser, page } = await signedIn(path, account);
    expect(page.status).toBe(200);
    for (const shown of ['业务部门初评', '使用目的', '随访', '同意', '退回补正', '使用目的正当']) expect(page.text).toContain(shown);
    const decided = await browser.submit(page, '/decision', { outcome: 'APPROVE', opinion: '同意使用', ...ASSESSED });
    expect(decided.status).toBe(200);
    expect(decided.text).toMatch(/已由您于 \d{4}\/\d+\/\d+ \d\d:\d\d 同意/);
    expect(await use.openSteps(caseId)).toEqual(['secondaryAssessment']);
    const [decision] = (await use.view(caseId)).steps.find((step: any) => step.key === 'initialAssessment').decisions;
    expect(decision).toMatchObject({ outcome: 'APPROVE', opinion: '同意使用', evidence: { purposeLegitimate: true, minimal: true, permissionExists: true, recipientsJustified: true }, actor: { id: personId(account) } });
    const audited = await use.api.owner.query(`SELECT count(*)::int AS n FROM audit_events WHERE action = 'DECIDED' AND details ->> 'taskId' = $1`, [taskId]);
    expect(audited).toEqual([{ n: 1 }]);
  });

  test('says what is wrong, keeps what was filled in, and decides nothing meanwhile', async () => {
    const { caseId, account, path } = await linkTo('initialAssessment');
    const { browser, page } = await signedIn(path, account);
    const silent = await browser.submit(page, '/decision', { outcome: 'REJECT' });
    expect([silent.status, silent.text.includes('作出此结论须填写理由')]).toEqual([422, true]);
    const half = await browser.submit(silent, '/decision', { outcome: 'APPROVE', opinion: '尚缺"说明"', 'evidence.minimal': 'true', 'evidence.note': '<b>' });
    expect(half.status).toBe(422);
    expect(half.text).toContain('请填写「使用目的正当」');
    expect(half.text).toContain('尚缺&quot;说明&quot;</textarea>');
    expect(half.text).toContain('&lt;b&gt;</textarea>');
    expect(half.text).toContain('name="evidence.minimal" value="true" checked');
    expect(await use.openSteps(caseId)).toEqual(['initialAssessment']);
    // Evidence belongs to a positive outcome alone.
    const rejected = await browser.submit(half, '/decision', { outcome: 'REJECT', opinion: '不符合', 'evidence.minimal': 'true' });
    expect(rejected.text).toMatch(/已由您于 .* 不同意/);
    expect((await use.view(caseId)).outcome).toBe('REJECTED');
  });

  test('decides once: the same form sent again is the same decision, and who comes second is told whose it was', async () => {
    const { caseId, account, path, taskId } = await linkTo('desensitization');
    const other = 'hospital-a.custodian-2';
    const theirs = await pathOf({ taskId, personId: personId(other) });
    const [first, second] = [await signedIn(path, account), await signedIn(theirs, other)];
    const fill = { outcome: 'DONE', 'evidence.method': 'MASKING', 'evidence.fields': '姓名\r\n电话', 'evidence.tool': 'demo 1.0', 'evidence.reportRef': 'D-1', 'evidence.performedOn': new Date().toISOString().slice(0, 10) };
    const sent = await Promise.all([first.browser.submit(first.page, '/decision', fill), first.browser.submit(first.page, '/decision', fill)]);
    expect(sent.map(({ status }) => status)).toEqual([200, 200]);
    const late = await second.browser.submit(second.page, '/decision', fill);
    const name = (await use.api.owner.query('SELECT name FROM persons WHERE id = $1', [personId(account)]))[0].name;
    expect(late.status).toBe(409);
    expect(late.text).toMatch(new RegExp(`已由${name}于 \\d{4}/\\d+/\\d+ \\d\\d:\\d\\d 完成`));
    const { steps } = await use.view(caseId);
    const { decisions } = steps.find((step: any) => step.key === 'desensitization');
    expect(decisions.map(({ evidence }: any) => evidence.fields)).toEqual([['姓名', '电话']]);
    // Whoever follows it afterwards reads the same, and nobody without a sign-in.
    expect((await second.browser.visit(theirs)).text).toContain(`已由${name}于`);
    expect((await new Browser(use.api.url).visit(path)).text).not.toContain(name);
  });

  test('does not stand for its recipient: somebody else who is signed in is told so, and sees nothing', async () => {
    const { caseId, path, account } = await linkTo('initialAssessment');
    const { title } = await use.view(caseId);
    const { browser, page } = await signedIn(path, 'hospital-a.data-admin');
    expect([page.status, page.text.includes('不是此消息的收件人'), page.text.includes(title)]).toEqual([403, true, false]);
    const { page: own } = await signedIn(path, account);
    const { fields } = formOf(own.text, '/decision');
    const before = await digestOfDatabase(use.api.owner);
    // With the token of their own session even.
    const forged = await browser.post(`${path}/decision`, { ...fields, csrf: browser.cookie('qingdun_csrf'), outcome: 'APPROVE', ...ASSESSED });
    expect([forged.status, await digestOfDatabase(use.api.owner)]).toEqual([403, before]);
    expect(await use.openSteps(caseId)).toEqual(['initialAssessment']);
  });

  test('lets nobody sign in or decide from the page of another site, or without the token of the session', async () => {
    const { caseId, path, account } = await linkTo('initialAssessment');
    const { browser, page } = await signedIn(path, account);
    const elsewhere: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://elsewhere.example' }, { origin: 'null' }];
    for (const headers of elsewhere) {
      expect([headers, (await browser.submit(page, '/decision', { outcome: 'APPROVE', ...ASSESSED }, headers)).status]).toEqual([headers, 403]);
      const stranger = new Browser(use.api.url);
      expect([headers, (await stranger.post(`${path}/sign-in`, { account, password: DEMO_PASSWORD }, headers)).status, stranger.hasCookies]).toEqual([headers, 403, false]);
    }
    expect((await browser.submit(page, '/decision', { csrf: 'x', outcome: 'APPROVE', ...ASSESSED })).status).toBe(403);
    expect((await new Browser(use.api.url).submit(page, '/decision', { outcome: 'APPROVE', ...ASSESSED })).status).toBe(401);
    expect(await use.openSteps(caseId)).toEqual(['initialAssessment']);
    expect((await browser.submit(page, '/decision', { outcome: 'APPROVE', ...ASSESSED }, { origin: use.api.url })).status).toBe(200);
  });

  test('says that the password was wrong, as the sign-in of the API does', async () => {
    const { path, account } = await linkTo('initialAssessment');
    const browser = new Browser(use.api.url);
    const page = await browser.submit(await browser.visit(path), '/sign-in', { account, password: 'wrong' });
    expect([page.status, page.text.includes('账号或密码不正确'), browser.hasCookies]).toEqual([401, true, false]);
    expect((await browser.submit(page, '/sign-in', { account: '', password: '' })).status).toBe(422);
  });

  test('that is expired, garbled or of no task says so, and nobody signs in there', async () => {
    const { taskId, account, path } = await linkTo('initialAssessment');
    const expired = await pathOf({ taskId, personId: personId(account) }, Date.now() - 1_000);
    const nothing = await pathOf({ taskId: personId(account), personId: personId(account) });
    const foreign = `/l/${await new Links(['a-key-that-nobody-here-has-ever-heard-of-before']).sign({ taskId, personId: personId(account) }, Date.now() + HOUR_MS)}`;
    const answers: [string, number, string][] = [[expired, 410, '链接已过期'], [`${path.slice(0, -3)}abc`, 404, '链接无效'], [foreign, 404, '链接无效'], ['/l/x', 404, '链接无效'], [nothing, 404, '无法查看']];
    for (const [address, status, title] of answers) {
      const page = await new Browser(use.api.url).visit(address);
      expect([address, page.status, page.text.includes(title), addressesIn(page.text)]).toEqual([address, status, true, []]);
      if (address === nothing) continue;
      const browser = new Browser(use.api.url);
      expect([(await browser.post(`${address}/sign-in`, { account, password: DEMO_PASSWORD })).status, browser.hasCookies]).toEqual([status, false]);
    }
  });

  test('is of no use to who has stood back from the case, or is no longer on the roster', async () => {
    const { taskId, path, account } = await linkTo('desensitization');
    const { browser } = await signedIn(path, account);
    expect((await (await use.as(account)).post(`/tasks/${taskId}/recuse`, { reason: '与申请人有利害关系' })).status).toBe(200);
    expect([(await browser.visit(path)).status, (await new Browser(use.api.url).visit(path)).status]).toEqual([404, 404]);
  });

  test('takes what messengers add to it, and answers what is wrong on a page', async () => {
    const { path } = await linkTo('initialAssessment');
    const browser = new Browser(use.api.url);
    expect((await browser.visit(`${path}?dd_share=false&utm_source=x`)).status).toBe(200);
    const json = await fetch(`${use.api.url}${path}/decision`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(json.status).toBe(415);
  });
});

describe('a sensitive step', () => {
  test('asks who has not signed in lately to do so again, on the same page', async () => {
    const { account, path, caseId } = await linkTo('secondaryAuthorization');
    const policy = (amount: number, unit: string): Promise<unknown> =>
      use.api.owner.query(
        `INSERT INTO policies (key, effective_from, title, value, basis, basis_class, verified) SELECT key, effective_from, title, $1, basis, basis_class, verified FROM policies WHERE key = 'auth.reauthentication.minutes' ORDER BY recorded_at DESC LIMIT 1`,
        [JSON.stringify({ type: 'DURATION', amount, unit })],
      );
    const { browser, page } = await signedIn(path, account);
    expect(page.text).toContain('授权有效期至');
    await policy(0, 'SECOND');
    const asked = await browser.visit(path);
    expect(asked.text).toContain('须重新验证身份');
    expect(addressesIn(asked.text)).toEqual([`${path}/confirm`]);
    // The form that was open meanwhile is refused too, by the record itself.
    const refused = await browser.submit(page, '/decision', { outcome: 'APPROVE', 'evidence.validUntil': new Date(Date.now() + 20 * 24 * HOUR_MS).toISOString().slice(0, 10) });
    expect([refused.status, await use.openSteps(caseId)]).toEqual([401, ['secondaryAuthorization']]);
    await policy(15, 'MINUTE');
    await use.api.owner.query(`UPDATE login_sessions SET reauthenticated_at = now() - interval '1 hour' WHERE person_id = $1`, [personId(account)]);
    use.api.app.get(Authenticator).forgetAll();
    const wrong = await browser.submit(await browser.visit(path), '/confirm', { password: 'wrong' });
    expect([wrong.status, wrong.text.includes('账号或密码不正确'), wrong.text.includes('须重新验证身份')]).toEqual([401, true, true]);
    const again = await browser.submit(wrong, '/confirm', { password: DEMO_PASSWORD });
    expect([again.status, again.text.includes('授权有效期至')]).toEqual([200, true]);
    const decided = await browser.submit(again, '/decision', { outcome: 'APPROVE', 'evidence.validUntil': new Date(Date.now() + 20 * 24 * HOUR_MS).toISOString().slice(0, 10) });
    expect(decided.text).toMatch(/已由您于 .* 同意/);
  });
});
