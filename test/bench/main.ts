/** `npm run bench`: see README.md beside this file. */
import 'reflect-metadata';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder } from '../../apps/standalone/src/home';
import { projectRoot } from '../../apps/standalone/src/root';
import type { CellContext, CellResult } from './cell';
import { burstCell, closedCells, halfCells, spreadCells, sustainedCells, sustainedOf, unkept, warmUp } from './cells';
import { prepareFloor, type Floor } from './floor';
import { EVERYBODY } from './load/case-driver';
import { Sessions } from './load/session';
import { topStatements, watchStatements } from './measure/statements';
import { readOptions, type Options, type Part } from './options';
import { inboxCells } from './inbox';
import { report, type Results } from './report';
import { startBacking } from './servers/backing';
import { startProduct } from './servers/product';

interface Place {
  readonly home: string;
  readonly lines: string;
  readonly log: (line: string) => void;
}

function place(): Place {
  const home = join(homeFolder(), 'bench');
  mkdirSync(home, { recursive: true });
  rmSync(join(home, 'profiles'), { recursive: true, force: true });
  mkdirSync(join(home, 'profiles'));
  return { home, lines: join(home, `${new Date().toISOString().replace(/[:.]/g, '-')}.jsonl`), log: (line) => console.log(line) };
}

const lineOf = (cell: CellResult): string =>
  [
    cell.name.padEnd(16),
    `${cell.completedPerSecond} cases/s, ${cell.decisionsPerSecond} decisions/s, act p50/p99 ${cell.act.p50}/${cell.act.p99} ms`,
    `needed ran p99 ${cell.urgent.ran.p99} ms, late by choice told p99 ${cell.late.told.p99} ms`,
    `drain ${cell.drainSeconds}+${cell.settleSeconds} s, cpu ${cell.cpuMsPer.total} ms/${cell.cpuMsPer.unit}, foreign ${cell.foreignCores}`,
    ...(cell.discarded ? ['DISCARDED'] : []),
    ...unkept(cell),
    ...Object.entries(cell.errors).map(([error, count]) => `${count}× ${error}`),
  ].join(' | ');

/** Each part on servers that were just started and are empty, as each of the floor's: no part bears what another left behind. */
async function measureProduct(options: Options, where: Place, floor: Floor | undefined): Promise<Omit<Results, 'date' | 'quick' | 'floor'>> {
  const { plan, parts, quick } = options;
  let servers = '';
  const measured = async <T>(part: Part, cells: (context: CellContext) => Promise<T>): Promise<T | undefined> => {
    if (!parts.includes(part)) return undefined;
    return onFreshServers(options, where, floor, (context, title) => {
      servers = title;
      return cells(context);
    });
  };
  const closed = (await measured('closed', (context) => closedCells(context, plan))) ?? [];
  const sustained = (await measured('sustained', (context) => sustainedCells(context, plan))) ?? [];
  const full = { recorded: closed.find(({ name }) => name === 'closed-16')?.completedPerSecond ?? 150, sustained: sustainedOf(sustained)?.completedPerSecond ?? 55 };
  const half = (await measured('half', (context) => halfCells(context, plan, quick ? { recorded: 40, sustained: 20 } : full))) ?? [];
  const burst = await measured('burst', (context) => burstCell(context, plan));
  const spread = (await measured('spread', (context) => spreadCells(context, plan))) ?? [];
  const inbox = (await measured('inbox', (context) => inboxCells(context, plan))) ?? [];
  return { servers, closed, sustained, half, ...(burst && { burst }), spread, inbox };
}

async function onFreshServers<T>({ plan, quick, profile }: Options, { home, lines, log }: Place, floor: Floor | undefined, body: (context: CellContext, title: string) => Promise<T>): Promise<T> {
  rmSync(join(home, 'product'), { recursive: true, force: true });
  const backing = await startBacking({ home, log, profile, ...(floor && { floor }) });
  stopServers = () => backing.stop();
  const profileTo = profile ? join(home, 'profiles') : undefined;
  const product = await startProduct({ home: join(home, 'product'), backing, ...(profileTo !== undefined && { profileTo }) }).catch(async (error: unknown) => {
    await backing.stop();
    throw error;
  });
  stopServers = async () => {
    await product.stop();
    await backing.stop();
  };
  const counted = profile && !floor;
  const sessions = new Sessions(product.apiUrl, product.accountsFile);
  const context: CellContext = {
    product,
    sessions,
    everybody: EVERYBODY,
    patience: quick ? { quietSeconds: 0, attempts: 1 } : { quietSeconds: 60, attempts: 3 },
    onResult: (cell) => {
      appendFileSync(lines, `${JSON.stringify(cell)}\n`);
      log(lineOf(cell));
    },
  };
  try {
    await warmUp(context, plan);
    if (counted) await watchStatements(product.owner);
    return await body(context, backing.title);
  } finally {
    if (counted) writeFileSync(join(home, 'profiles', 'statements.txt'), await topStatements(product.owner));
    await sessions.close();
    await stopServers?.();
    stopServers = undefined;
  }
}

async function measureFloor({ plan }: Options, { lines, log }: Place, floor: Floor): Promise<NonNullable<Results['floor']>> {
  log('the floor, in the same session (a few minutes)');
  const rows = { closed: await floor.closedLoops(), two: await floor.spread(2, plan.floorRates.two), ten: await floor.spread(10, plan.floorRates.ten) };
  for (const row of [...rows.closed, ...rows.two, ...rows.ten]) appendFileSync(lines, `${JSON.stringify({ floor: row })}\n`);
  return rows;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const where = place();
  const floor = options.floorFolder === undefined ? undefined : await prepareFloor(options.floorFolder, join(where.home, 'floor.log'));
  const product = await measureProduct(options, where, floor);
  const bare = floor && options.parts.includes('floor') ? await measureFloor(options, where, floor) : undefined;
  await floor?.stop();
  const date = new Date().toISOString().slice(0, 10);
  const page = report({ date, quick: options.quick, ...product, ...(bare && { floor: bare }) });
  // A quick run proves that the benchmark works; only a full one is kept in the tree.
  const file = options.quick ? join(where.home, 'quick.md') : join(projectRoot(), 'test', 'bench', `results-${date}.md`);
  writeFileSync(file, page);
  console.log(`\n${page}\n${file}\n${where.lines}`);
}

/** Ends the servers; set while they run. */
let stopServers: (() => Promise<void>) | undefined;
let interrupted = false;

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (interrupted) return;
    interrupted = true;
    void (stopServers?.() ?? Promise.resolve()).finally(() => process.exit(130));
  });

main().then(
  () => process.exit(),
  (error: unknown) => {
    if (interrupted) return; // what was under way fails because its servers are stopped
    console.error(error);
    process.exit(1);
  },
);
