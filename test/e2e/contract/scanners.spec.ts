/** Mail gateways, previewers and prefetching browsers follow every link before anybody reads it: nothing may come of that. */
import { Registry } from 'prom-client';
import { linkAddress } from '@libs/notify/links';
import { Links } from '@libs/notify/signed-links';
import { spreadNotices } from '@libs/notify/spread';
import { loadConfig } from '@libs/platform/config/config';
import { CaseRecord } from '@libs/record/record';
import { DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import { LINK_KEY } from '@test/support/api';
import { addressesIn, Browser } from '@test/support/browser';
import { digestOfDatabase } from '@test/support/digest';
import { MailServer } from '@test/support/mail-server';
import { importantForm, personId, USE_SEATS } from '@test/support/record-world';
import { SILENT } from '@test/support/silent';
import { UseOverHttp } from '@test/support/use-over-http';
import { DeliveryMetrics } from '../../../apps/worker/src/notifier/delivery-metrics';
import { sendersOf } from '../../../apps/worker/src/notifier/senders';

jest.setTimeout(300_000);

let use: UseOverHttp;
let mail: MailServer;
beforeAll(async () => {
  [use, mail] = await Promise.all([UseOverHttp.start(), MailServer.start()]);
  await use.api.owner.query(`UPDATE persons SET email = account || '@mail.example'`);
});
afterAll(async () => {
  await use?.api.close();
  await mail?.stop();
});

const links = new Links([LINK_KEY]);

/** How a link is followed by what is no person. */
const WAYS: readonly { readonly method: string; readonly headers: Readonly<Record<string, string>> }[] = [
  { method: 'GET', headers: {} },
  { method: 'HEAD', headers: {} },
  { method: 'GET', headers: { purpose: 'prefetch' } },
  { method: 'GET', headers: { 'sec-purpose': 'prefetch;prerender' } },
  { method: 'GET', headers: { 'x-moz': 'prefetch' } },
  { method: 'GET', headers: { 'user-agent': 'SafeLinks/1.0', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' } },
];

interface Linked {
  readonly account: string;
  readonly path: string;
}

/** The links of everybody who sits on an open step of cases at every stage, and one that is out of date. */
async function everyLink(): Promise<Linked[]> {
  const found: Linked[] = [];
  const add = async (account: string, taskId: string, expiresAt = Date.now() + 3_600_000): Promise<void> => {
    found.push({ account, path: new URL(linkAddress(use.api.url, await links.sign({ taskId, personId: personId(account) }, expiresAt))).pathname });
  };
  for (const step of ['initialAssessment', 'secondaryAssessment', 'secondaryAuthorization', 'leaderAuthorization', 'desensitization', 'desensitizationVerification', 'leakControlAttestation']) {
    const id = await use.open(importantForm());
    await use.advance(id, step);
    await add(USE_SEATS[step] ?? '', (await use.task(id, step)).id);
  }
  const corrected = await use.open();
  await use.decide(corrected, 'initialAssessment', { outcome: 'RETURN', change: { missing: [{ path: 'purpose.purpose', note: '请补充' }] } });
  await add('hospital-a.staff-1', (await use.task(corrected, 'application')).id);
  const closed = await use.open();
  const { id: decided } = await use.task(closed, 'initialAssessment');
  await use.decide(closed, 'initialAssessment', { outcome: 'REJECT' });
  await add('hospital-a.owner-cardiology', decided);
  await add('hospital-a.owner-cardiology', decided, Date.now() - 1_000);
  return found;
}

/** What the worker does with what people are owed: each gets a mail, and an item in the application. */
async function deliver(): Promise<void> {
  const record = use.api.app.get(CaseRecord);
  while ((await spreadNotices(record.pool, { channels: ['MAIL'] })) > 0);
  const config = loadConfig({ DATABASE_URL: use.api.database.appUrl, SMTP_URL: mail.url, MAIL_PER_MINUTE: '10000', PUBLIC_URL: use.api.url, LINK_KEY });
  const senders = sendersOf({ config, record, logger: SILENT, metrics: new DeliveryMetrics(new Registry()) });
  for (const sender of senders) {
    while ((await sender.round()) > 0) await sender.drain();
    sender.close();
  }
}

const ADDRESS = /https?:\/\/[^\s"<>]+/g;
/** Every address in every mail, by the account that got it. */
const mailed = (): Linked[] =>
  mail.mails.flatMap(({ text, html, to }) => {
    const account = (to && 'text' in to ? to.text : '').match(/<?([\w.-]+)@mail\.example/)?.[1] ?? '';
    return [...new Set(`${text}${String(html)}`.match(ADDRESS))].map((address) => ({ account, path: address.replace(use.api.url, '') }));
  });

/** What the items in the application lead to. */
async function listed(account: string): Promise<Linked[]> {
  const { items } = (await (await use.as(account)).get('/notifications?limit=100')).body;
  return items.flatMap((item: any) => [`/api/v1/cases/${item.case.id}`, ...(item.taskId ? [`/api/v1/tasks/${item.taskId}`] : [])].map((path) => ({ account, path })));
}

/** A link, and whatever the page behind it leads to. */
async function scan(browser: Browser, path: string, way: (typeof WAYS)[number]): Promise<number[]> {
  const page = await browser.visit(path, way);
  const beyond = await Promise.all(addressesIn(page.text).map((address) => browser.visit(address, way)));
  return [page.status, ...beyond.map(({ status }) => status)];
}

/** Browsers of people who came from their message and are signed in. */
async function signedIn(all: readonly Linked[], stranger: string): Promise<ReadonlyMap<string, Browser>> {
  const pages = all.filter(({ path }) => path.startsWith('/l/'));
  const accounts = [...new Set([...pages.map(({ account }) => account), stranger])];
  return new Map(await Promise.all(accounts.map(async (account): Promise<[string, Browser]> => {
    const browser = new Browser(use.api.url);
    const own = pages.find((one) => one.account === account) ?? pages[0];
    await browser.submit(await browser.visit(own?.path ?? ''), '/sign-in', { account, password: DEMO_PASSWORD });
    expect([account, browser.hasCookies]).toEqual([account, true]);
    return [account, browser];
  })));
}

test('whoever follows the links of messages, in whichever way and signed in or not, changes nothing', async () => {
  const signed = await everyLink();
  await deliver();
  const mails = mailed();
  expect(mails.filter(({ path }) => path.startsWith('/l/')).length).toBeGreaterThan(20);
  expect(mails.filter(({ path }) => !path.startsWith('/'))).toEqual([]);
  const inApp = (await Promise.all(['hospital-a.owner-cardiology', 'hospital-a.data-admin', 'hospital-a.staff-1'].map(listed))).flat();
  expect(inApp.length).toBeGreaterThan(20);
  const all = [...signed, ...mails, ...inApp];
  const stranger = 'centre-b.data-admin';
  const browsers = await signedIn(all, stranger);
  const before = await digestOfDatabase(use.api.owner);
  const statuses = new Set<number>();
  for (const { account, path } of all) {
    const scans = WAYS.flatMap((way) => [new Browser(use.api.url), browsers.get(account), browsers.get(stranger)].map((browser) => {
      if (!browser) throw new Error(`nobody is ${account}`);
      return scan(browser, path, way);
    }));
    for (const status of (await Promise.all(scans)).flat()) statuses.add(status);
  }
  expect(await digestOfDatabase(use.api.owner)).toEqual(before);
  // Pages; what asks for a sign-in, is for somebody else, is not there, is a form and not to be read, or is out of date. Nothing that went wrong.
  expect([...statuses].sort()).toEqual([200, 401, 403, 404, 405, 410]);
});

test('a person who follows the link of their mail decides on its page, once', async () => {
  const id = await use.open();
  await deliver();
  const { number } = await use.view(id);
  const account = 'hospital-a.owner-cardiology';
  const [received] = mail.mails.filter(({ text }) => text?.includes(number));
  const path = received?.text?.match(ADDRESS)?.[0].replace(use.api.url, '') ?? '';
  expect(path).toMatch(/^\/l\/[\w.-]+$/);
  const browser = new Browser(use.api.url);
  const page = await browser.submit(await browser.visit(path), '/sign-in', { account, password: DEMO_PASSWORD });
  const filled = { outcome: 'APPROVE', ...Object.fromEntries(['purposeLegitimate', 'minimal', 'permissionExists', 'recipientsJustified'].map((key) => [`evidence.${key}`, 'true'])) };
  const first = await browser.submit(page, '/decision', filled);
  const second = await browser.submit(page, '/decision', { ...filled, key: 'another-time' });
  expect([first.status, second.status]).toEqual([200, 409]);
  for (const { text } of [first, second]) expect(text).toMatch(/已由您于 .* 同意/);
  const { decisions } = (await use.view(id)).steps.find((step: any) => step.key === 'initialAssessment');
  expect(decisions).toHaveLength(1);
});

test('the digest sees what a person does', async () => {
  const id = await use.open();
  const before = await digestOfDatabase(use.api.owner);
  await use.decide(id, 'initialAssessment');
  expect(await digestOfDatabase(use.api.owner)).not.toEqual(before);
});
