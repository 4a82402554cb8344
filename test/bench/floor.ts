/** The floor: bare Temporal on the same machine, in the same session, from its own folder of plain scripts. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './servers/child';

const ROOT = '/tmp/floor';
const OUT = join(ROOT, 'out');
const SRC = join(ROOT, 'src');
/** The same scripts with ten steps in place of two. */
const TEN_SRC = join(ROOT, 'src-ten');

/** What `stack.js` of the floor gives; it is plain JavaScript. */
interface FloorStack {
  readonly pids: () => { readonly server: number; readonly postgres: number };
  readonly stop: () => Promise<void>;
}
interface FloorStackModule {
  readonly start: (options: { server: 'pg'; slim: true; worker: false }) => Promise<FloorStack>;
}

export interface FloorServers {
  readonly pids: { readonly postgres: number; readonly temporal: number };
  readonly stop: () => Promise<void>;
}

/** A line of the floor's results, as far as it is used here. */
export interface FloorRow {
  readonly label: string;
  readonly mode: string;
  readonly kind?: string;
  readonly c: number;
  readonly rate: number;
  readonly decisions?: number;
  readonly offered?: number;
  readonly ok?: boolean;
  readonly coresForeign: number;
  readonly cpuTotalMs: number;
  readonly create?: { readonly p99?: number };
  readonly decide?: { readonly p99?: number };
  readonly act?: { readonly p50: number; readonly p99: number };
  readonly visible?: { readonly p50: number; readonly p99: number };
  readonly heard?: { readonly p99: number };
}

export interface Floor {
  readonly adminUrl: string;
  readonly temporalAddress: string;
  startServers(): Promise<FloorServers>;
  /** Bare Temporal, two steps: the user waits for the next task. */
  closedLoops(): Promise<FloorRow[]>;
  /** Bare Temporal over 2,000 open cases, by steps and rates of acts. */
  spread(steps: 2 | 10, rates: readonly number[]): Promise<FloorRow[]>;
  /** Stops its PostgreSQL. */
  stop(): Promise<void>;
}

/** Fetches and builds what the floor needs, once a machine. */
export async function prepareFloor(folder: string, log: string): Promise<Floor> {
  if (!existsSync(join(folder, 'stack.js'))) throw new Error(`${folder} is not the floor's folder`);
  await run('bash', [join(folder, 'get.sh')], { log });
  rmSync(SRC, { recursive: true, force: true });
  cpSync(folder, SRC, { recursive: true });
  copyWithTenSteps(folder);
  mkdirSync(OUT, { recursive: true });
  const results = async (name: string, src: string, args: readonly string[]): Promise<FloorRow[]> => {
    rmSync(join(OUT, `${name}.jsonl`), { force: true });
    await run(process.execPath, [join(src, 'run.js'), ...args], { log, cwd: src });
    return readFileSync(join(OUT, `${name}.jsonl`), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as FloorRow);
  };
  return {
    adminUrl: 'postgres://floor@127.0.0.1:55632/postgres',
    temporalAddress: '127.0.0.1:17233',
    startServers: () => startServers(),
    closedLoops: async () => (await results('matrix', SRC, ['matrix', 'pg-slim', '1', 'signal'])).filter(({ rate }) => rate !== undefined),
    spread: (steps, rates) => results('told', steps === 2 ? SRC : TEN_SRC, ['told', `spread:bare:15:${rates.join('+')}`, `spread-${steps}`]),
    stop: () => run('bash', [join(SRC, 'pg.sh'), 'stop'], { log }),
  };
}

async function startServers(): Promise<FloorServers> {
  const { start } = require(join(SRC, 'stack.js')) as FloorStackModule;
  const stack = await start({ server: 'pg', slim: true, worker: false });
  const { server, postgres } = stack.pids();
  return { pids: { temporal: server, postgres }, stop: () => stack.stop() };
}

function copyWithTenSteps(folder: string): void {
  rmSync(TEN_SRC, { recursive: true, force: true });
  cpSync(folder, TEN_SRC, { recursive: true });
  for (const name of ['db.js', 'workflows.js']) {
    const file = join(TEN_SRC, name);
    const text = readFileSync(file, 'utf8');
    const changed = text.replace(/^const STEPS = 2;$/m, 'const STEPS = 10;');
    if (changed === text) throw new Error(`${name} of the floor no longer says its steps`);
    writeFileSync(file, changed);
  }
}
