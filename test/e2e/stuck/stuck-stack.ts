/** The API, a Temporal server that may be killed, and workers of any build beside them. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { createDataSource } from '@libs/persistence/data-source';
import { loadConfig } from '@libs/platform/config/config';
import type { Desks } from '@libs/record/desk';
import { DESKS } from '@workflows/processes/desks';
import { ApiClient } from '@test/support/api';
import { EngineWatch, until } from '@test/support/engine-watch';
import { SILENT } from '@test/support/silent';
import { ownServers, type OwnServers } from '@test/support/stack/own-servers';
import { testHome } from '@test/support/stack/shared-stack';
import { UseOverHttp } from '@test/support/use-over-http';
import type { Temporal } from '../../../apps/standalone/src/temporal';
import { createApp } from '../../../apps/api/src/create-app';
import { bundleStories, type BundleOptions } from '../../../apps/worker/src/bundle/bundle';
import { createWorker } from '../../../apps/worker/src/create-worker';

const OTHERS = join(__dirname, 'fixtures', 'other-processes.ts');
const BUILDS = {
  ours: {},
  /** W01 is told otherwise. */
  otherStory: { alias: { '@workflows/processes$': OTHERS, '@workflows/processes/index$': OTHERS } },
  /** No history of ours replays on it. */
  otherHost: { workflowsPath: join(__dirname, '..', '..', 'replay', 'fixtures', 'idle-host.ts') },
} as const satisfies Record<string, BundleOptions>;
export type Build = keyof typeof BUILDS;

const ADMIN = 'commission.process-admin-1';
const OTHER_ADMIN = 'commission.process-admin-2';

export class StuckStack {
  private readonly bundles = new Map<Build, ReturnType<typeof bundleStories>>();
  private worker?: INestApplicationContext;

  private constructor(
    readonly use: UseOverHttp,
    readonly temporal: Temporal,
    readonly engine: EngineWatch,
    private readonly servers: OwnServers,
    private readonly home: string,
  ) {}

  static async create(): Promise<StuckStack> {
    const servers = ownServers();
    const temporal = await servers.startTemporal();
    const use = await UseOverHttp.start({ env: { STUCK_UNTOLD_SECONDS: '2' } });
    return new StuckStack(use, temporal, await EngineWatch.open(temporal.address, use.api.database.ownerUrl), servers, testHome());
  }

  async startWorker({ build = 'ours', env = {} }: { readonly build?: Build; readonly env?: Readonly<Record<string, string>> } = {}): Promise<void> {
    const bundle = this.bundles.get(build) ?? bundleStories(BUILDS[build]);
    this.bundles.set(build, bundle);
    const given = { DATABASE_URL: this.use.api.database.appUrl, TEMPORAL_ADDRESS: this.temporal.address, QINGDUN_HOME: this.home, HOST: '127.0.0.1', LOG_LEVEL: 'silent', RECONCILE_SECONDS: '3', YEARLY_RUNS: 'false' };
    this.worker = await createWorker({ config: loadConfig({ ...given, ...env }), logger: SILENT, desks: DESKS, workflowBundle: await bundle });
  }

  async stopWorker(): Promise<void> {
    await this.worker?.close();
    this.worker = undefined;
  }

  /** Another api on the same database, of a build with these desks. */
  async otherApi(desks: Desks): Promise<{ readonly client: (account: string) => Promise<ApiClient>; readonly close: () => Promise<void> }> {
    const { api } = this.use;
    const config = loadConfig({ DATABASE_URL: api.database.appUrl, QINGDUN_HOME: join(api.home, 'data'), HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', SECOND_FACTOR: 'off' });
    const dataSource = await createDataSource({ url: config.databaseUrl, poolSize: 4, applicationName: 'qingdun-other-build' }).initialize();
    const app = await createApp({ config, dataSource, logger: SILENT, desks });
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    return { client: async (account) => new ApiClient(url, (await this.use.as(account)).token), close: () => app.close() };
  }

  admin(): Promise<ApiClient> {
    return this.use.as(ADMIN);
  }

  /** Why a case is stuck, as the administrators' list has it; nothing where it is not by this cause. */
  async stuck(kind: string, caseId: string): Promise<any> {
    const { body } = await (await this.admin()).get(`/operations/stuck?kind=${kind}&limit=100`);
    return body.items.find((item: any) => item.case.id === caseId);
  }

  untilStuck(kind: string, caseId: string, timeoutMs = 60_000): Promise<any> {
    return until(() => this.stuck(kind, caseId), (item) => item !== undefined, timeoutMs, `${kind} of ${caseId}`);
  }

  async untilFree(kind: string, caseId: string, timeoutMs = 60_000): Promise<void> {
    await until(async () => ((await this.stuck(kind, caseId)) === undefined ? 'free' : 'stuck'), (state) => state === 'free', timeoutMs, `${caseId} is not stuck by ${kind} any more`);
  }

  /** Takes the path that the list offers for an action. */
  async operate(item: any, action: string, change: object = {}): Promise<any> {
    const offered = item.actions.find((one: any) => one.action === action);
    const { status, body } = await (await this.admin()).post(offered.path, action === 'urge' ? {} : { reason: '按停滞清单处理', ...change });
    if (status !== 200 && status !== 201) throw new Error(`${action}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** What two administrators do: one asks, the other confirms. */
  async rebuild(item: any): Promise<void> {
    const { operation } = await this.operate(item, 'rebuild');
    const { status, body } = await (await this.use.as(OTHER_ADMIN)).post(`/operations/${operation.id}/confirm`);
    if (status !== 200) throw new Error(`confirm: ${status} ${JSON.stringify(body)}`);
  }

  /** A policy for cases that begin from now on; what was in force is again once it was put back. */
  async setPolicy(key: string, value: unknown): Promise<() => Promise<void>> {
    const [before] = await this.use.api.owner.query('SELECT value FROM policies WHERE key = $1 ORDER BY effective_from DESC, recorded_at DESC LIMIT 1', [key]);
    const set = (to: unknown): Promise<void> =>
      this.use.api.owner.query(`INSERT INTO policies (key, effective_from, title, value, basis, basis_class, verified) SELECT key, effective_from, title, $2, basis, basis_class, verified FROM policies WHERE key = $1 ORDER BY recorded_at DESC LIMIT 1`, [key, JSON.stringify(to)]);
    await set(value);
    return () => set(before.value);
  }

  async destroy(): Promise<void> {
    await this.stopWorker();
    await this.engine.close();
    await this.use.api.close();
    await this.servers.stop();
    rmSync(this.home, { recursive: true, force: true });
  }
}
