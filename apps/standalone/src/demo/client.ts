import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { objectOf } from '../json-file';

export type Json = Readonly<Record<string, unknown>>;

/** The answer of a refused request: RFC 9457, with the code of the contract. */
export class ProblemError extends Error {
  constructor(request: string, status: number, problem: Json) {
    super(`${request}: ${status} ${JSON.stringify(problem)}`);
  }
}

/** One demo person's session with the API. */
export class Session {
  private constructor(
    private readonly apiUrl: string,
    private readonly token: string,
  ) {}

  static async login(apiUrl: string, account: string, password: string): Promise<Session> {
    const { accessToken } = await send(`${apiUrl}/api/v1/auth/login`, { method: 'POST', body: { account, password } });
    return new Session(apiUrl, String(accessToken));
  }

  get(path: string): Promise<Json> {
    return send(`${this.apiUrl}/api/v1${path}`, { token: this.token });
  }

  post(path: string, body: unknown = {}): Promise<Json> {
    return send(`${this.apiUrl}/api/v1${path}`, { method: 'POST', body, token: this.token, key: randomUUID() });
  }
}

async function send(url: string, options: { method?: string; body?: unknown; token?: string; key?: string }): Promise<Json> {
  const { method = 'GET', body, token, key } = options;
  const response = await fetch(url, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = text === '' ? {} : objectOf(JSON.parse(text));
  if (!response.ok) throw new ProblemError(`${method} ${new URL(url).pathname}`, response.status, answer);
  return answer;
}

/** The sessions of the demo accounts, opened when they are first needed. */
export class Sessions {
  private readonly open = new Map<string, Promise<Session>>();
  private readonly passwords: ReadonlyMap<string, string>;

  /** @param accountsFile `demo-accounts.json` of the running stack */
  constructor(
    private readonly apiUrl: string,
    accountsFile: string,
  ) {
    const entries: unknown = JSON.parse(readFileSync(accountsFile, 'utf8'));
    this.passwords = new Map((Array.isArray(entries) ? entries : []).map(objectOf).map(({ account, password }) => [String(account), String(password)]));
  }

  of(account: string): Promise<Session> {
    const known = this.open.get(account);
    if (known) return known;
    const password = this.passwords.get(account);
    if (password === undefined) throw new Error(`no demo account ${account}`);
    const session = Session.login(this.apiUrl, account, password);
    this.open.set(account, session);
    return session;
  }
}
