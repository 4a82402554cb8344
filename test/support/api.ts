import type { Desks } from '@libs/record/desk';
import { DESKS } from '@workflows/processes/desks';
import { loadConfig } from '@libs/platform/config/config';
import { createLogger } from '@libs/platform/logging/logger';
import { hash } from '@node-rs/argon2';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createDataSource, createOwnerDataSource } from '@libs/persistence/data-source';
import { DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import { seedDemoDistrict } from '@libs/persistence/seed/seed-demo-district';
import { seedFoundation } from '@libs/persistence/seed/seed-foundation';
import { createApp } from '../../apps/api/src/create-app';
import { createDatabase, type TestDatabase } from './stack/databases';
import { testHome } from './stack/shared-stack';

/** An answer with its body parsed where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // What a test expects of an answer it says itself.
  readonly body: any;
}

export interface Call {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A caller of the API, signed in or not. Paths are relative to `/api/v1` unless they begin with `//`. */
export class ApiClient {
  constructor(
    private readonly url: string,
    readonly token?: string,
  ) {}

  get(path: string, call: Call = {}): Promise<Answer> {
    return this.call('GET', path, call);
  }

  put(path: string, body: unknown, headers?: Call['headers']): Promise<Answer> {
    return this.call('PUT', path, { body, headers });
  }

  delete(path: string, call: Call = {}): Promise<Answer> {
    return this.call('DELETE', path, call);
  }

  /** A POST with a new `Idempotency-Key` unless one is given. */
  post(path: string, body?: unknown, headers: Call['headers'] = {}): Promise<Answer> {
    return this.call('POST', path, { body, headers: { 'idempotency-key': randomUUID(), ...headers } });
  }

  async call(method: string, path: string, { body, headers }: Call): Promise<Answer> {
    const raw = body instanceof FormData || body instanceof URLSearchParams || typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(path.startsWith('//') ? `${this.url}${path.slice(1)}` : `${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body !== undefined && !raw && { 'content-type': 'application/json' }),
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body: isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : bytes };
  }
}

export interface TestApi {
  /** e.g. `http://127.0.0.1:41234` */
  readonly url: string;
  readonly database: TestDatabase;
  /** The owner's connection: for what no API offers, such as moving time in a row. */
  readonly owner: DataSource;
  /** The data folder. */
  readonly home: string;
  readonly app: Awaited<ReturnType<typeof createApp>>;
  /** Somebody who has not signed in. */
  readonly anonymous: ApiClient;
  /** Signs in a demo account, e.g. `hospital-a.staff-1`; once an account, then the same session again. */
  loginAs(account: string, password?: string): Promise<ApiClient>;
  close(): Promise<void>;
}

export interface StartApiOptions {
  /** Further variables of the environment, e.g. `OIDC_ISSUERS`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Puts something between the API and its database. */
  readonly throughTo?: (databaseUrl: string) => Promise<string>;
  /** The processes to offer; those of the product unless given. */
  readonly desks?: Desks;
}

/** What signs the links of messages in these tests. */
export const LINK_KEY = 'links-of-messages-in-tests-are-signed-with-this';

/** Real argon2id, at a cost that tests can bear; the API verifies whatever parameters a hash states. */
const cheapHash = (secret: string): Promise<string> => hash(secret, { memoryCost: 64, timeCost: 1 });

/** The real API on a free port, over a database of its own with the demonstration district in it. */
export async function startApi({ env = {}, throughTo = (url) => Promise.resolve(url), desks = DESKS }: StartApiOptions = {}): Promise<TestApi> {
  const database = await createDatabase();
  const home = testHome();
  const owner = await createOwnerDataSource(database.ownerUrl).initialize();
  await owner.transaction(async (manager) => {
    await seedFoundation(manager);
    await seedDemoDistrict(manager, cheapHash);
  });
  const config = loadConfig({ DATABASE_URL: await throughTo(database.appUrl), QINGDUN_HOME: join(home, 'data'), HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', SECOND_FACTOR: 'off', LINK_KEY, ...env });
  const logger = createLogger({ service: 'api', level: config.logLevel });
  const dataSource = await createDataSource({ url: config.databaseUrl, poolSize: config.databasePoolMax, applicationName: 'qingdun-api' }).initialize();
  const app = await createApp({ config, dataSource, logger, desks });
  await app.listen(config.port, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const anonymous = new ApiClient(url);
  const sessions = new Map<string, Promise<ApiClient>>();
  const login = async (account: string, password: string): Promise<ApiClient> => {
    const { status, body } = await anonymous.post('/auth/login', { account, password });
    if (status !== 200) throw new Error(`login of ${account}: ${status} ${JSON.stringify(body)}`);
    return new ApiClient(url, body.accessToken);
  };
  return {
    url,
    database,
    owner,
    home,
    app,
    anonymous,
    loginAs: (account, password = DEMO_PASSWORD) => {
      const session = sessions.get(account) ?? login(account, password);
      sessions.set(account, session);
      return session;
    },
    close: async () => {
      await app.close();
      await owner.destroy();
      await database.drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
