/** People of the demonstration district on kept-alive connections. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Pool } from 'undici';

export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`${status} ${code}`);
  }
}

interface Account {
  readonly account: string;
  readonly password: string;
}

export class Sessions {
  private readonly pool: Pool;
  private readonly tokens = new Map<string, string>();

  constructor(
    apiUrl: string,
    private readonly accountsFile: string,
    connections = 64,
  ) {
    this.pool = new Pool(apiUrl, { connections, pipelining: 1, keepAliveTimeout: 60_000 });
  }

  /** Signs in; again before each cell, since tokens are short-lived. */
  async signIn(accounts: readonly string[]): Promise<void> {
    const known = JSON.parse(readFileSync(this.accountsFile, 'utf8')) as Account[];
    for (const account of accounts) {
      const password = known.find((one) => one.account === account)?.password;
      const { accessToken } = await this.send<{ accessToken: string }>('POST', '/auth/login', undefined, { account, password });
      this.tokens.set(account, accessToken);
    }
  }

  get<T>(account: string, path: string): Promise<T> {
    return this.send('GET', path, account);
  }
  post<T>(account: string, path: string, body: unknown): Promise<T> {
    return this.send('POST', path, account, body);
  }
  close(): Promise<void> {
    return this.pool.close();
  }

  /** @throws ProblemError for every answer that is no success */
  private async send<T>(method: 'GET' | 'POST', path: string, account?: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = {};
    if (account !== undefined) headers['authorization'] = `Bearer ${this.tokens.get(account) ?? ''}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (method === 'POST') headers['idempotency-key'] = randomUUID();
    const answer = await this.pool.request({ method, path: `/api/v1${path}`, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const text = await answer.body.text();
    const parsed = text === '' ? {} : JSON.parse(text);
    if (answer.statusCode >= 300) throw new ProblemError(answer.statusCode, String(parsed.code));
    return parsed as T;
  }
}
