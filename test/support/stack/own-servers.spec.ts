import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '@libs/contracts/search-attributes';
import { providePostgres, withClient } from '../../../apps/standalone/src/postgres';
import { ensureSearchAttributes } from '../../../apps/standalone/src/search-attributes';
import { StateFile } from '../../../apps/standalone/src/state';
import { type OwnServers, ownServers } from './own-servers';
import { testEnv } from './shared-stack';

let servers: OwnServers;
beforeEach(() => {
  servers = ownServers();
});
afterEach(() => servers.stop());

describe('a PostgreSQL of our own', () => {
  it('keeps what was committed through a kill -9, at the same address', async () => {
    const postgres = await servers.startPostgres();
    // In its home: with that it goes.
    expect(postgres.dataDir).toBe(join(servers.home, 'postgres'));
    await withClient(postgres.url, (client) => client.query('CREATE TABLE kept AS SELECT 7 AS value'));
    await postgres.kill9();
    expect(postgres.pid).toBeUndefined();
    await expect(withClient(postgres.url, (client) => client.query('SELECT 1'))).rejects.toThrow(/ECONNREFUSED/);
    await postgres.restart();
    const { rows } = await withClient(postgres.url, (client) => client.query('SELECT value FROM kept'));
    expect(rows).toEqual([{ value: 7 }]);
  });

  it('is durable and asks for a password', async () => {
    const { url } = await servers.startPostgres();
    const { rows } = await withClient(url, (client) =>
      client.query(`SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name`),
    );
    expect(rows.map(({ setting }) => setting)).toEqual(['on', 'on', 'on']);
    const stranger = new URL(url);
    stranger.password = 'wrong';
    await expect(withClient(stranger.toString(), (client) => client.query('SELECT 1'))).rejects.toThrow(/password authentication failed/);
  });

  it('comes back with its data and its port when it is started again', async () => {
    const first = await servers.startPostgres();
    await withClient(first.url, (client) => client.query('CREATE TABLE kept (value int)'));
    await first.stop();
    const second = await servers.startPostgres();
    expect(second.url).toBe(first.url);
    await withClient(second.url, (client) => client.query('SELECT FROM kept'));
  });

  it('is a given one where DATABASE_URL names it, and then is not ours to kill', async () => {
    const { url, adminUrl } = await servers.startPostgres();
    const given = await providePostgres({ home: servers.home, log: () => undefined, env: { ...testEnv(), DATABASE_URL: url } });
    expect(given).toMatchObject({ origin: 'given', url, adminUrl, pid: undefined });
    await expect(given.kill9()).rejects.toThrow(/not ours/);
  });
});

describe('a Temporal server of our own', () => {
  const startWorkflow = async (address: string): Promise<string> => {
    const connection = await Connection.connect({ address });
    try {
      const handle = await new Client({ connection }).workflow.start('nobodyRunsThis', { workflowId: 'one', taskQueue: 'none' });
      return handle.firstExecutionRunId;
    } finally {
      await connection.close();
    }
  };
  const runId = async (address: string): Promise<string> => {
    const connection = await Connection.connect({ address });
    try {
      return (await new Client({ connection }).workflow.getHandle('one').describe()).runId;
    } finally {
      await connection.close();
    }
  };

  it('keeps its workflows through a kill -9 and loses them with its store', async () => {
    const temporal = await servers.startTemporal();
    const before = await startWorkflow(temporal.address);
    await temporal.kill9();
    await temporal.restart();
    expect(await runId(temporal.address)).toBe(before);
    expect(() => temporal.deleteStore()).toThrow(/stop the Temporal server/);
    await temporal.kill9();
    temporal.deleteStore();
    await temporal.restart();
    await expect(runId(temporal.address)).rejects.toThrow(/not found/);
    expect(await startWorkflow(temporal.address)).not.toBe(before);
  });

  it('knows the search attributes of cases, whoever registers them', async () => {
    const { address } = await servers.startTemporal();
    const connection = await Connection.connect({ address });
    try {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
      expect(Object.keys(customAttributes ?? {})).toEqual(expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)));
      expect(await ensureSearchAttributes(connection, 'default')).toEqual([]);
      await connection.operatorService.removeSearchAttributes({ namespace: 'default', searchAttributes: ['QingdunUnit'] });
      expect(await ensureSearchAttributes(connection, 'default')).toEqual(['QingdunUnit']);
    } finally {
      await connection.close();
    }
  });

  it('sets a store of another version aside and starts with an empty one', async () => {
    const first = await servers.startTemporal();
    await startWorkflow(first.address);
    await first.stop();
    new StateFile(servers.home).update((state) => {
      state.versions.temporal = '1.0.0';
    });
    const second = await servers.startTemporal();
    await expect(runId(second.address)).rejects.toThrow(/not found/);
    expect(readFileSync(join(servers.home, 'temporal', 'temporal.db.1.0.0')).length).toBeGreaterThan(0);
  });
});
