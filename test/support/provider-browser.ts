import { CookieJar } from 'tough-cookie';

export interface Page {
  /** Where it stands, after every redirect. */
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

const MAX_REDIRECTS = 20;

/** What a browser is to a sign-in at a provider: it goes from site to site, keeps cookies, follows redirects and sends the form that it is shown. */
export class ProviderBrowser {
  readonly jar = new CookieJar();

  async request(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = await this.jar.getCookieString(url);
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, ...(cookie !== '' && { cookie }) } });
    for (const set of response.headers.getSetCookie()) await this.jar.setCookie(set, url);
    return response;
  }

  /** @param stop the first address that is not visited any more */
  async visit(url: string, { init, stop = () => false }: { readonly init?: RequestInit; readonly stop?: (url: string) => boolean } = {}): Promise<Page> {
    let here = url;
    let next: RequestInit | undefined = init;
    for (let count = 0; count < MAX_REDIRECTS; count += 1) {
      if (stop(here)) return { url: here, status: 0, text: '' };
      const response: Response = await this.request(here, next);
      const location = response.headers.get('location');
      if (location === null || response.status < 300 || response.status > 399) return { url: here, status: response.status, text: await response.text() };
      await response.arrayBuffer();
      here = new URL(location, here).href;
      next = undefined;
    }
    throw new Error(`too many redirects from ${url}`);
  }

  /** Sends the form of a page, with what its hidden fields say. */
  submit(page: Page, fields: Readonly<Record<string, string>>, stop?: (url: string) => boolean): Promise<Page> {
    const action = /<form[^>]*action="([^"]+)"/.exec(page.text)?.[1];
    if (action === undefined) throw new Error(`no form at ${page.url}: ${page.status} ${page.text.slice(0, 500)}`);
    const hidden = [...page.text.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].flatMap(([input]) => {
      const [name, value] = ['name', 'value'].map((key) => new RegExp(`${key}="([^"]*)"`).exec(input)?.[1]);
      return name === undefined ? [] : [[name, value ?? '']];
    });
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
    return this.visit(new URL(action, page.url).href, { init: { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }, stop });
  }
}
