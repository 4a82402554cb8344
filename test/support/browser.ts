/** A person's browser, as far as our pages need one: it keeps cookies, follows links and sends forms. */
export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Form {
  readonly action: string;
  /** What is filled in already. */
  readonly fields: Readonly<Record<string, string>>;
}

const UNESCAPED: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const attribute = (tag: string, name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]?.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => UNESCAPED[entity] ?? entity);

export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  /** @param headers what a prefetching browser or a scanner adds */
  async visit(path: string, { method = 'GET', headers = {} }: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {}): Promise<Seen> {
    return this.send(path, { method, headers });
  }

  /** Sends the form of a page whose address ends so, as that page's own. */
  submit({ text }: Pick<Seen, 'text'>, ending: string, filled: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' }): Promise<Seen> {
    const { action, fields } = formOf(text, ending);
    return this.post(action, { ...fields, ...filled }, headers);
  }

  post(path: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' }): Promise<Seen> {
    return this.send(path, { method: 'POST', headers, body: new URLSearchParams(fields) });
  }

  get hasCookies(): boolean {
    return this.cookies.size > 0;
  }

  cookie(name: string): string {
    return this.cookies.get(name) ?? '';
  }

  private async send(path: string, init: { method: string; headers: Readonly<Record<string, string>>; body?: URLSearchParams }): Promise<Seen> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, this.url), { ...init, redirect: 'manual', headers: { ...(cookie !== '' && { cookie }), ...init.headers } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/max-age=0/i.test(set)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const location = response.headers.get('location');
    const text = await response.text();
    if (response.status >= 300 && response.status < 400 && location !== null) return this.send(location, { method: init.method === 'HEAD' ? 'HEAD' : 'GET', headers: {} });
    return { status: response.status, headers: response.headers, text };
  }
}

/** The form of a page whose address ends so. */
export function formOf(text: string, ending: string): Form {
  for (const [form = ''] of text.matchAll(/<form[\s\S]*?<\/form>/g)) {
    const action = attribute(form, 'action') ?? '';
    if (!action.endsWith(ending)) continue;
    const inputs = [...form.matchAll(/<input[^>]*>/g)].map(([input]) => input);
    const filled = inputs.filter((input) => !/ type="(radio|checkbox)"/.test(input) || / checked/.test(input));
    return { action, fields: Object.fromEntries(filled.map((input) => [attribute(input, 'name') ?? '', attribute(input, 'value') ?? ''])) };
  }
  throw new Error(`no form ${ending} in ${text}`);
}

/** Where a page leads, by links and by forms. */
export const addressesIn = (text: string): string[] => [...text.matchAll(/ (?:href|action|src)="([^"]*)"/g)].map(([, address = '']) => address);
