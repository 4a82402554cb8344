/** One measured load on the product: what was done, what it cost, what waited, and whether anything was lost. */
import { setTimeout as pause } from 'node:timers/promises';
import { startDeadlines } from './load/deadlines';
import type { Notes } from './load/case-driver';
import type { Loaded } from './load/loads';
import type { Sessions } from './load/session';
import { backlog, drained, historyCost, settled, type Backlog, type HistoryCost } from './measure/engine-work';
import { percentiles, round, type Percentiles } from './measure/percentiles';
import { cpuBetween, residentMiB, sampleCpu } from './measure/processes';
import { locked, untilQuiet } from './measure/quiet';
import { checkRecord, deadlineLateness, type RecordCheck } from './measure/record-check';
import type { Telling } from './measure/telling';
import type { Product } from './servers/product';

/** Above this many cores used by others, a cell is thrown away and measured again. */
export const MOST_FOREIGN_CORES = 0.3;

export interface CellResult {
  readonly name: string;
  readonly title: string;
  /** Cases a second, or acts a second in a ring; null in a closed loop. */
  readonly offered: number | null;
  readonly seconds: number;
  readonly completedPerSecond: number;
  readonly actsPerSecond: number;
  readonly decisionsPerSecond: number;
  readonly skipped: number;
  readonly create: Percentiles;
  readonly decide: Percentiles;
  readonly act: Percentiles;
  readonly read: Percentiles;
  /** From the oldest act in a telling: until acknowledged, and until the workflow itself had run it. */
  readonly urgent: { readonly told: Percentiles; readonly ran: Percentiles };
  readonly late: { readonly told: Percentiles; readonly ran: Percentiles };
  readonly backlog: { readonly middle: Backlog; readonly end: Backlog };
  /** Completed cases a second, with the time that was needed to work everything off. */
  readonly ranPerSecond: number;
  readonly drainSeconds: number | null;
  readonly settleSeconds: number | null;
  readonly deadlines: { readonly late: Percentiles; readonly missed: number };
  readonly cpuMsPer: { readonly unit: 'case' | 'decision'; readonly total: number; readonly by: Readonly<Record<string, number>> };
  readonly coresDuringLoad: Readonly<Record<string, number>>;
  readonly foreignCores: number;
  readonly residentMiB: { readonly api: number; readonly worker: number; readonly temporal: number };
  readonly history: HistoryCost;
  readonly check: RecordCheck;
  readonly errors: Readonly<Record<string, number>>;
  readonly discarded: boolean;
}

export interface CellContext {
  readonly product: Product;
  readonly sessions: Sessions;
  /** The accounts that act. */
  readonly everybody: readonly string[];
  /** Seconds to wait for a quiet machine, and how often to measure again. */
  readonly patience: { readonly quietSeconds: number; readonly attempts: number };
  readonly onResult: (result: CellResult) => void;
}

export interface CellSpec {
  readonly name: string;
  readonly title: string;
  readonly offered?: number;
  readonly unit?: 'case' | 'decision';
  readonly seconds: number;
  readonly load: () => Promise<Loaded>;
}

/** Measures, again where others were too busy meanwhile; the last attempt counts either way, and says so. */
export async function measure(context: CellContext, spec: CellSpec): Promise<CellResult> {
  for (let attempt = 1; ; attempt++) {
    const result = await locked(() => once(context, spec));
    context.onResult(result);
    if (!result.discarded || attempt >= context.patience.attempts) return result;
  }
}

async function once({ product, sessions, everybody, patience }: CellContext, spec: CellSpec): Promise<CellResult> {
  await sessions.signIn(everybody);
  await drained(product);
  await settled(product);
  await untilQuiet(patience.quietSeconds);
  await product.tellings();

  const watch = new AbortController();
  const memory = watchMemory(product, watch.signal);
  const deadlines = startDeadlines({ sessions, owner: product.owner }, watch.signal);
  const middle = pause(spec.seconds * 500).then(() => backlog(product.owner));
  const from = sampleCpu(product.pids, product.database);
  const { notes, seconds, skipped } = await spec.load();
  const loaded = sampleCpu(product.pids, product.database);
  const end = await backlog(product.owner);
  watch.abort();
  const probes = await deadlines;
  const drainSeconds = await drained(product);
  const settleSeconds = await settled(product);
  const to = sampleCpu(product.pids, product.database);
  const all = (to.at - from.at) / 1_000;
  await pause(100);
  const tellings = await product.tellings();
  await untilDeadlinesAreOver(product, probes);

  const { latencies, decisions, closed } = notes;
  const spent = cpuBetween(from, to);
  const units = Math.max(1, spec.unit === 'decision' ? decisions.length : closed.length);
  const lateness = await deadlineLateness(product.owner, probes.cases);
  const load = cpuBetween(from, loaded);
  const acts = latencies.create.length + latencies.decide.length;
  const some = closed.filter((_, index) => index % Math.max(1, Math.floor(closed.length / 30)) === 0);
  return {
    name: spec.name,
    title: spec.title,
    offered: spec.offered ?? null,
    seconds: round(seconds),
    completedPerSecond: round(closed.length / seconds),
    actsPerSecond: round(acts / seconds),
    decisionsPerSecond: round(decisions.length / seconds),
    skipped,
    create: percentiles(latencies.create),
    decide: percentiles(latencies.decide),
    act: percentiles([...latencies.create, ...latencies.decide]),
    read: percentiles(latencies.read),
    urgent: { told: lags(tellings.told, true), ran: lags(tellings.ran, true) },
    late: { told: lags(tellings.told, false), ran: lags(tellings.ran, false) },
    backlog: { middle: await middle, end },
    ranPerSecond: round(closed.length / all),
    drainSeconds,
    settleSeconds,
    deadlines: { late: percentiles(lateness.lateMs), missed: lateness.missed },
    cpuMsPer: { unit: spec.unit ?? 'case', total: round((spent.total * 1_000) / units, 2), by: mapValues(spent.seconds, (value) => round((value * 1_000) / units, 2)) },
    coresDuringLoad: mapValues(load.seconds, (value) => round(value / ((loaded.at - from.at) / 1_000), 2)),
    foreignCores: round(spent.foreignCores, 2),
    residentMiB: memory(),
    history: await historyCost(product, some.slice(0, 30)),
    check: await checkRecord(product, decisions),
    errors: merged(notes, probes),
    discarded: spent.foreignCores > MOST_FOREIGN_CORES,
  };
}

const lags = (all: readonly Telling[], urgent: boolean): Percentiles => percentiles(all.filter((one) => one.urgent === urgent).map(({ ms }) => ms));

const mapValues = (values: Readonly<Record<string, number>>, map: (value: number) => number): Record<string, number> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));

const merged = (...all: readonly Notes[]): Record<string, number> => {
  const sum: Record<string, number> = {};
  for (const { errors } of all) for (const [name, count] of Object.entries(errors)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
};

/** Looks every second until the signal; gives the highest of each. */
function watchMemory({ pids }: Product, signal: AbortSignal): () => CellResult['residentMiB'] {
  const most = { api: 0, worker: 0, temporal: 0 };
  const look = (): void => {
    for (const name of ['api', 'worker', 'temporal'] as const) most[name] = Math.max(most[name], Math.round(residentMiB(pids[name])));
  };
  const timer = setInterval(look, 1_000);
  signal.addEventListener('abort', () => clearInterval(timer));
  return () => {
    look();
    return { ...most };
  };
}

/** The last of them lapse a while after the load: only then can it be said how late each was kept. */
async function untilDeadlinesAreOver({ owner }: Product, { cases }: Notes): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 500) {
    const { rowCount } = await owner.query(`SELECT FROM cases WHERE id = ANY($1::uuid[]) AND status <> 'CLOSED' LIMIT 1`, [cases]);
    if (rowCount === 0) return;
    await pause(500);
  }
}
