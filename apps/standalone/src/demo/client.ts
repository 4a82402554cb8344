import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { objectOf } from '../json-file';
import { textOf } from './json';

export type Json = Readonly<Record<string, unknown>>;

/** The answer of a refused request: RFC 9457, with the code of the contract. */
export class ProblemError extends Error {
  readonly code: string;

  constructor(
    request: string,
    readonly status: number,
    readonly problem: Json,
  ) {
    super(`${request}: ${status} ${JSON.stringify(problem)}`);
    this.code = textOf(problem['code']);
  }
}

/** Their token is over, or a sensitive step asks for a sign-in of these minutes. */
const SIGN_IN_ANEW: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'REAUTHENTICATION_REQUIRED']);

/** The session of a demo person, or of a platform, with the API: opened when it is first needed, and anew when it is over. */
export class Session {
  private token: Promise<string> | undefined;

  constructor(
    private readonly apiUrl: string,
    private readonly signIn: () => Promise<string>,
  ) {}

  get(path: string): Promise<Json> {
    return this.send(path, {});
  }

  post(path: string, body: unknown = {}): Promise<Json> {
    return this.send(path, { method: 'POST', body, key: randomUUID() });
  }

  private async send(path: string, request: Omit<Request, 'token'>): Promise<Json> {
    const once = async (): Promise<Json> => send(`${this.apiUrl}/api/v1${path}`, { ...request, token: await (this.token ??= this.signIn()) });
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof ProblemError) || !SIGN_IN_ANEW.has(error.code)) throw error;
      this.token = undefined;
      return once();
    }
  }
}

interface Request {
  readonly method?: string;
  readonly body?: unknown;
  readonly token?: string;
  readonly key?: string;
}

async function send(url: string, { method = 'GET', body, token, key }: Request): Promise<Json> {
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

export interface ClientCredentials {
  readonly clientId: string;
  readonly secret: string;
}

/** The sessions of the demo accounts and of the demonstration platform. */
export class Sessions {
  private readonly open = new Map<string, Session>();

  constructor(
    private readonly apiUrl: string,
    private readonly passwordOf: (account: string) => string | undefined,
  ) {}

  /** @param accountsFile `demo-accounts.json` of the running stack */
  static ofFile(apiUrl: string, accountsFile: string): Sessions {
    const entries: unknown = JSON.parse(readFileSync(accountsFile, 'utf8'));
    const passwords = new Map((Array.isArray(entries) ? entries : []).map(objectOf).map(({ account, password }) => [textOf(account), textOf(password)]));
    return new Sessions(apiUrl, (account) => passwords.get(account));
  }

  /** Of a person, by account. */
  of(account: string): Session {
    const password = this.passwordOf(account);
    if (password === undefined) throw new Error(`no demo account ${account}`);
    return this.keep(account, async () => textOf((await send(`${this.apiUrl}/api/v1/auth/login`, { method: 'POST', body: { account, password } }))['accessToken']));
  }

  platform({ clientId, secret }: ClientCredentials): Session {
    return this.keep(clientId, async () => {
      const answer = await send(`${this.apiUrl}/api/v1/auth/token`, { method: 'POST', body: { grant_type: 'client_credentials', client_id: clientId, client_secret: secret } });
      return textOf(answer['access_token']) || textOf(answer['accessToken']);
    });
  }

  private keep(name: string, signIn: () => Promise<string>): Session {
    const session = this.open.get(name) ?? new Session(this.apiUrl, signIn);
    this.open.set(name, session);
    return session;
  }
}
