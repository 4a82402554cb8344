import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountsTable } from './accounts';
import { temporaryHome } from './home';
import { lockHome, runningIn } from './lock';
import { apiPort, rememberedPort } from './ports';
import { chooseBinaries } from './postgres-cluster';
import { secret } from './secrets';
import { StateFile } from './state';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'qingdun-home-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const occupy = async (port: number): Promise<() => void> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return () => server.close();
};

it('lets one stack at a time into a home', () => {
  const unlock = lockHome(home);
  expect(() => lockHome(home)).toThrow(/already runs in this data folder/);
  unlock();
  expect(runningIn(home)).toBeUndefined();
});

it('takes over a home whose stack is dead', () => {
  writeFileSync(join(home, 'lock.json'), JSON.stringify({ pid: process.pid, started: 'before the last boot', marker: 'node' }));
  lockHome(home)();
});

it('keeps a port from start to start until another takes it', async () => {
  const state = new StateFile(home);
  const port = await rememberedPort(state, 'thing');
  expect(await rememberedPort(state, 'thing')).toBe(port);
  const free = await occupy(port);
  expect(await rememberedPort(state, 'thing')).not.toBe(port);
  free();
});

it('refuses a port of the API that is taken or is none', async () => {
  const port = await rememberedPort(new StateFile(home), 'api');
  const free = await occupy(port);
  await expect(apiPort({ PORT: String(port) })).rejects.toThrow(`port ${port} is taken`);
  free();
  await expect(apiPort({ PORT: '70000' })).rejects.toThrow('PORT=70000 is not a port number');
  await expect(apiPort({ PORT: 'http' })).rejects.toThrow('PORT=http is not a port number');
});

it('generates a secret once, for its owner alone', () => {
  const value = secret(home, 'one');
  expect(value).toMatch(/^[\w-]{43}$/);
  expect(secret(home, 'one')).toBe(value);
  expect(statSync(join(home, 'secrets', 'one')).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, 'secrets')).mode & 0o777).toBe(0o700);
});

describe('the PostgreSQL for a data folder', () => {
  const found = [16, 15].map((major) => ({ dir: `/${major}`, major, origin: 'system' as const }));

  it('is the newest for a new one and the same major version for an old one', () => {
    expect(chooseBinaries(found, home).major).toBe(16);
    writeFileSync(join(home, 'PG_VERSION'), '15\n');
    expect(chooseBinaries(found, home).major).toBe(15);
  });

  it('is refused in one sentence when its version is not there, or none is', () => {
    expect(() => chooseBinaries([], home)).toThrow(/no PostgreSQL 15 or newer found/);
    writeFileSync(join(home, 'PG_VERSION'), '17\n');
    expect(() => chooseBinaries(found, home)).toThrow(/written by PostgreSQL 17, which is not installed/);
  });
});

it('makes temporary homes that every user reaches, whatever the mask', () => {
  const mask = process.umask(0o077);
  const temporary = temporaryHome('qingdun-home-');
  process.umask(mask);
  expect(statSync(temporary).mode & 0o777).toBe(0o755);
  rmSync(temporary, { recursive: true });
});

it('survives a damaged state file', () => {
  writeFileSync(join(home, 'state.json'), '{"ports": {"a": 1');
  expect(new StateFile(home).read()).toEqual({ ports: {}, versions: {}, children: {} });
});

it('lines the demo accounts up, Chinese names included', () => {
  const file = join(home, 'demo-accounts.json');
  writeFileSync(
    file,
    JSON.stringify([
      { account: 'a', password: 'pw', name: '甲某', assignments: [{ positionTitle: '数据管理员', org: { name: '示范医院' } }] },
      { account: 'long', password: 'pw', name: '乙某某', assignments: [] },
    ]),
  );
  expect(accountsTable(file)).toEqual(['账号  密码  姓名    任职', 'a     pw    甲某    示范医院 数据管理员', 'long  pw    乙某某']);
});

it('shows no account where none was seeded', () => {
  expect(accountsTable(join(home, 'demo-accounts.json'))).toEqual(['账号  密码  姓名  任职']);
});
