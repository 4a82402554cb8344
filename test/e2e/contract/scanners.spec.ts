/** Mail gateways, previewers and prefetching browsers follow every link before anybody reads it: nothing may come of that. */
import { linkAddress } from '@libs/notify/links';
import { Links } from '@libs/notify/signed-links';
import { DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import { LINK_KEY } from '@test/support/api';
import { addressesIn, Browser } from '@test/support/browser';
import { digestOfDatabase } from '@test/support/digest';
import { importantForm, personId, USE_SEATS } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(300_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

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

/** A link, and whatever the page behind it leads to. */
async function scan(browser: Browser, path: string, way: (typeof WAYS)[number]): Promise<number[]> {
  const page = await browser.visit(path, way);
  const beyond = await Promise.all(addressesIn(page.text).map((address) => browser.visit(address, way)));
  return [page.status, ...beyond.map(({ status }) => status)];
}

test('whoever follows the links of messages, in whichever way and signed in or not, changes nothing', async () => {
  const all = await everyLink();
  const accounts = [...new Set([...all.map(({ account }) => account), 'centre-b.data-admin'])];
  const browsers = new Map(await Promise.all(accounts.map(async (account): Promise<[string, Browser]> => {
    const browser = new Browser(use.api.url);
    const own = all.find((one) => one.account === account) ?? all[0];
    await browser.submit(await browser.visit(own?.path ?? ''), '/sign-in', { account, password: DEMO_PASSWORD });
    expect(browser.hasCookies).toBe(true);
    return [account, browser];
  })));
  const before = await digestOfDatabase(use.api.owner);
  const statuses = new Set<number>();
  for (const { account, path } of all)
    for (const way of WAYS)
      for (const browser of [new Browser(use.api.url), browsers.get(account), browsers.get('centre-b.data-admin')]) {
        if (!browser) throw new Error(`nobody is ${account}`);
        for (const status of await scan(browser, path, way)) statuses.add(status);
      }
  expect(await digestOfDatabase(use.api.owner)).toEqual(before);
  // Pages, those for somebody else, forms that are not there to be read, and what is out of date; nothing that went wrong.
  expect([...statuses].sort()).toEqual([200, 403, 405, 410]);
});

test('the digest sees what a person does', async () => {
  const id = await use.open();
  const before = await digestOfDatabase(use.api.owner);
  await use.decide(id, 'initialAssessment');
  expect(await digestOfDatabase(use.api.owner)).not.toEqual(before);
});
