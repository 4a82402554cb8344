/** CPU and memory by process, from /proc: Linux only. PostgreSQL is split by the database in the titles of its backends. */
import { readFileSync, readdirSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

export interface Watched {
  readonly api: number;
  readonly worker: number;
  readonly temporal: number;
  /** The postmaster. */
  readonly postgres: number;
}

/** Seconds of CPU used so far, by process; `busy` is everything on the machine. */
export interface CpuSample {
  readonly cpu: Readonly<Record<string, number>>;
  readonly busy: number;
  readonly at: number;
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the process has ended
  }
};

interface Stat {
  readonly ppid: number;
  readonly cpu: number;
  readonly reaped: number;
}
function stat(pid: number | string): Stat | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (!text) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
  const ticks = (...at: number[]): number => at.reduce((sum, index) => sum + (fields[index] ?? 0), 0) / TICKS_PER_SECOND;
  return { ppid: fields[1] ?? 0, cpu: ticks(11, 12), reaped: ticks(13, 14) };
}

function postgres(postmaster: number, database: string): Record<string, number> {
  const out = { pgApp: 0, pgTemporal: 0, pgOther: 0 };
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const one = stat(pid);
    if (!one || (one.ppid !== postmaster && Number(pid) !== postmaster)) continue;
    const title = read(`/proc/${pid}/cmdline`);
    const key = title.includes(` ${database} `) ? 'pgApp' : / temporal/.test(title) ? 'pgTemporal' : 'pgOther';
    out[key] += one.cpu + (Number(pid) === postmaster ? one.reaped : 0);
  }
  return out;
}

const busy = (): number => {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (read('/proc/stat').split('\n')[0] ?? '').split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND;
};

export function sampleCpu({ api, worker, temporal, postgres: postmaster }: Watched, database: string): CpuSample {
  const { user, system } = process.cpuUsage();
  const of = (pid: number): number => stat(pid)?.cpu ?? 0;
  return {
    cpu: { client: (user + system) / 1e6, api: of(api), worker: of(worker), temporal: of(temporal), ...postgres(postmaster, database) },
    busy: busy(),
    at: performance.now(),
  };
}

/** Resident memory in MiB. */
export function residentMiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1_024;
}

/** Seconds of CPU by process between two samples, and the cores that others used meanwhile. */
export function cpuBetween(from: CpuSample, to: CpuSample): { readonly seconds: Record<string, number>; readonly total: number; readonly foreignCores: number } {
  const seconds = Object.fromEntries(Object.entries(to.cpu).map(([key, value]) => [key, value - (from.cpu[key] ?? 0)]));
  const total = Object.values(seconds).reduce((sum, value) => sum + value, 0);
  return { seconds, total, foreignCores: (to.busy - from.busy - total) / ((to.at - from.at) / 1_000) };
}

/** Cores in use on the machine, over the time that `wait` takes. */
export async function coresInUse(wait: () => Promise<unknown>): Promise<number> {
  const [before, at] = [busy(), performance.now()];
  await wait();
  return (busy() - before) / ((performance.now() - at) / 1_000);
}
