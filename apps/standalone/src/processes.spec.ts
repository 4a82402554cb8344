import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, isAlive } from './identity';
import { until } from './pause';
import { ManagedProcess } from './processes';
import { reapStale } from './reap';
import { StateFile } from './state';

const WAITS_FOR_EVER = `require('fs').writeFileSync(process.env.UP, String(process.pid)); setInterval(() => {}, 1000);`;
let home: string;
let lines: string[];
let child: ManagedProcess | undefined;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'qingdun-processes-'));
  lines = [];
});
afterEach(async () => {
  await child?.kill9();
  rmSync(home, { recursive: true, force: true });
});

function make(script: string, keepAlive = false): ManagedProcess {
  const up = join(home, 'up');
  child = new ManagedProcess(
    {
      name: 'child',
      command: process.execPath,
      args: ['-e', script, home],
      env: { ...process.env, UP: up },
      marker: home,
      stopSignal: 'SIGTERM',
      graceMs: 500,
      isReady: () => Promise.resolve(existsSync(up) && readFileSync(up, 'utf8') === String(child?.pid)),
      readyTimeoutMs: 10_000,
    },
    { home, state: new StateFile(home), log: (line) => lines.push(line), keepAlive },
  );
  return child;
}

it('is ready when its probe says so, and gone after a stop', async () => {
  const process = make(WAITS_FOR_EVER);
  await process.start();
  expect(Object.keys(new StateFile(home).read().children)).toEqual(['child']);
  await process.stop();
  expect(process.pid).toBeUndefined();
  expect(new StateFile(home).read().children).toEqual({});
});

it('says in one sentence why a child did not start', async () => {
  await expect(make(`throw new TypeError('no such thing')`).start()).rejects.toThrow(/child did not start\): exit code 1\. TypeError: no such thing/);
});

it('kills what ignores its stop signal', async () => {
  const process = make(`process.on('SIGTERM', () => {}); ${WAITS_FOR_EVER}`);
  await process.start();
  await process.stop();
  expect(process.pid).toBeUndefined();
});

it('brings back a child that ends unasked and says so, but none that was killed on purpose', async () => {
  const supervised = make(WAITS_FOR_EVER, true);
  await supervised.start();
  const first = supervised.pid;
  process.kill(first ?? 0, 'SIGKILL');
  expect(await until(() => lines.some((line) => line.includes('is back')), 10_000)).toBe(true);
  expect(supervised.pid).not.toBe(first);
  expect(lines[0]).toContain('signal SIGKILL');
  await supervised.kill9();
  expect(supervised.pid).toBeUndefined();
  expect(lines).toHaveLength(2);
});

it('ends what a killed stack left behind, and nothing that only has its pid', async () => {
  await make(WAITS_FOR_EVER).start();
  const left = identify(child?.pid ?? 0, home);
  const stranger = identify(process.pid, 'node');
  if (!left || !stranger) throw new Error('both run');
  const state = new StateFile(home);
  state.update((next) => {
    next.children = { api: left, worker: { ...stranger, started: 'another time' }, temporal: { ...stranger, marker: 'another command' } };
  });
  expect(await reapStale(state)).toEqual(['api']);
  expect(isAlive(left)).toBe(false);
  expect(state.read().children).toEqual({});
});
