/** The results as a page: the targets first, then every cell as it ran. */
import { cpus, totalmem } from 'node:os';
import type { CellResult } from './cell';
import { balancedOf, grows, sustainedOf, unkept } from './cells';
import type { FloorRow } from './floor';
import type { InboxResult } from './inbox';
import { RECORDED_AT_LEAST } from './options';
import type { Percentiles } from './measure/percentiles';
import { round } from './measure/percentiles';

export interface Results {
  readonly date: string;
  readonly servers: string;
  readonly quick: boolean;
  readonly closed: readonly CellResult[];
  readonly sustained: readonly CellResult[];
  readonly half: readonly CellResult[];
  readonly burst?: CellResult;
  readonly spread: readonly CellResult[];
  readonly inbox: readonly InboxResult[];
  readonly floor?: { readonly closed: readonly FloorRow[]; readonly two: readonly FloorRow[]; readonly ten: readonly FloorRow[] };
}

interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly got: string;
  /** Undefined where it was not measured. */
  readonly reached: boolean | undefined;
}

const MEMORY_MIB = 450;
const DRAIN_SECONDS = 120;
const INBOX_PAGE_MS = 25;

/** The bare floor at 16 clients: what a user can go on with per second. */
const bareClosed = ({ floor }: Results): number | undefined => best(floor?.closed.filter(({ mode, kind, c }) => mode === 'signal' && kind === 'local' && c === 16).map(({ rate }) => rate));
const bareTen = ({ floor }: Results): number | undefined => best(floor?.ten.filter(({ ok }) => ok).map(({ decisions }) => decisions ?? 0));
const best = (rates: readonly number[] | undefined): number | undefined => (rates && rates.length > 0 ? Math.max(...rates) : undefined);

const atLeast = (what: string, wanted: number, got: number | undefined | null, unit: string): Target => ({
  what,
  wanted: `≥ ${wanted}${unit}`,
  got: got === undefined || got === null ? '–' : `${round(got, 2)}${unit}`,
  reached: got === undefined || got === null ? undefined : got >= wanted,
});
const below = (what: string, wanted: number, got: number | undefined | null, unit: string): Target => ({ ...atLeast(what, wanted, got, unit), wanted: `< ${wanted}${unit}`, reached: got === undefined || got === null ? undefined : got < wanted });
const over = (value: number | undefined, base: number | undefined): number | undefined => (value === undefined || !base ? undefined : value / base);

export function targets(results: Results): Target[] {
  const { closed, half, burst } = results;
  const full = closed.find(({ name }) => name === 'closed-16');
  const sustained = sustainedOf(results.sustained);
  const spread = sustainedOf(results.spread);
  const [halfRecorded, halfSustained] = half;
  const all = [...closed, ...results.sustained, ...half, ...(burst ? [burst] : []), ...results.spread];
  const most = (of: (cell: CellResult) => number): number | undefined => (all.length ? Math.max(...all.map(of)) : undefined);
  return [
    atLeast('two-step, 16 clients: recorded', RECORDED_AT_LEAST, full?.completedPerSecond, ' cases/s'),
    atLeast('two-step, 16 clients: sustained', 55, sustained?.completedPerSecond, ' cases/s'),
    atLeast('  over bare Temporal (signal:local:16)', 1.3, over(sustained?.completedPerSecond, bareClosed(results)), ' ×'),
    atLeast('ten-step over 2,000 open cases: sustained', 200, spread?.decisionsPerSecond, ' decisions/s'),
    atLeast('  over bare Temporal in the same pattern', 2.5, over(spread?.decisionsPerSecond, bareTen(results)), ' ×'),
    below('act p99 at full load (16 clients, no think time)', 150, full?.act.p99, ' ms'),
    below('act p99 at half of the recorded rate', 40, halfRecorded?.act.p99, ' ms'),
    below('told lag p99 at half of the sustained rate', 1_000, halfSustained && Math.max(halfSustained.late.told.p99 ?? 0, halfSustained.urgent.told.p99 ?? 0), ' ms'),
    below('burst: worked off after', DRAIN_SECONDS, burst && burst.drainSeconds !== null && burst.settleSeconds !== null ? burst.drainSeconds + burst.settleSeconds : undefined, ' s'),
    burst
      ? { what: 'burst: nothing lost, no clock late', wanted: '0 lost, p99 < 2000 ms', got: `${Object.values(burst.check).join('+')}, ${burst.deadlines.late.p99} ms`, reached: Object.values(burst.check).every((n) => n === 0) && burst.deadlines.missed === 0 && (burst.deadlines.late.p99 ?? Infinity) < 2_000 }
      : { what: 'burst: nothing lost, no clock late', wanted: '0 lost, p99 < 2000 ms', got: '–', reached: undefined },
    below('inbox among 100,000 open tasks: page of 20 with counts, p95', INBOX_PAGE_MS, results.inbox.length ? Math.max(...results.inbox.map(({ page }) => page.p95 ?? Infinity)) : undefined, ' ms'),
    below('resident memory of the API', MEMORY_MIB, most(({ residentMiB }) => residentMiB.api), ' MiB'),
    below('resident memory of the worker', MEMORY_MIB, most(({ residentMiB }) => residentMiB.worker), ' MiB'),
  ];
}

const row = (cells: readonly (string | number | null)[]): string => `| ${cells.map((cell) => cell ?? '–').join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const p = ({ p50, p95, p99 }: Percentiles): string => `${p50 ?? '–'}/${p95 ?? '–'}/${p99 ?? '–'}`;
const lag = ({ n, p50, p99, max }: Percentiles): string => (n === 0 ? '–' : `${Math.round(p50 ?? 0)}/${Math.round(p99 ?? 0)}/${Math.round(max ?? 0)}`);

const cellsTable = (cells: readonly CellResult[]): string =>
  table(
    ['load', 'offered/s', 'cases/s', 'decisions/s', 'create p50/95/99 ms', 'decide', 'reads', 'needed: ran p50/99/max ms', 'late by choice: told', 'late by choice: ran', 'untold at the end (oldest s)', 'drain + settle s', 'cases/s with that', 'deadlines late p99 ms', 'foreign cores', 'kept', 'late by choice'],
    cells.map((cell) => [
      cell.title + (cell.discarded ? ' (others were busy: thrown away)' : ''),
      cell.offered,
      cell.completedPerSecond,
      cell.decisionsPerSecond,
      p(cell.create),
      p(cell.decide),
      p(cell.read),
      lag(cell.urgent.ran),
      lag(cell.late.told),
      lag(cell.late.ran),
      `${cell.backlog.end.urgentCases + cell.backlog.end.otherCases} (${round(cell.backlog.end.oldestMs / 1_000)})`,
      `${cell.drainSeconds} + ${cell.settleSeconds}`,
      cell.ranPerSecond,
      cell.deadlines.late.p99,
      cell.foreignCores,
      cell.offered === null || cell.name === 'burst' ? '' : unkept(cell).join('; ') || 'yes',
      cell.offered === null || cell.name === 'burst' ? '' : grows(cell) ? 'grows' : 'steady',
    ]),
  );

const PARTS_OF_CPU = ['client', 'api', 'worker', 'temporal', 'pgApp', 'pgTemporal', 'pgOther'];
const costTable = (cells: readonly CellResult[]): string =>
  table(
    ['load', 'CPU ms', 'per', ...PARTS_OF_CPU, 'cores during the load', 'events / signals / workflow tasks / activities a case', 'MiB api/worker/temporal', 'errors'],
    cells.map(({ name, cpuMsPer, coresDuringLoad, history, residentMiB, errors }) => [
      name,
      cpuMsPer.total,
      cpuMsPer.unit,
      ...PARTS_OF_CPU.map((part) => cpuMsPer.by[part] ?? null),
      PARTS_OF_CPU.map((part) => coresDuringLoad[part] ?? 0).join(' '),
      `${history.events} / ${history.signals} / ${history.workflowTasks} / ${history.activities}`,
      `${residentMiB.api}/${residentMiB.worker}/${residentMiB.temporal}`,
      Object.entries(errors).map(([error, count]) => `${count}× ${error}`).join('; '),
    ]),
  );

const floorTable = (rows: readonly FloorRow[]): string =>
  table(
    ['floor', 'clients or acts/s', 'cases/s', 'decisions/s', 'visible or workflow lag p50/99 ms', 'CPU ms', 'foreign cores', 'kept'],
    rows.map(({ label, mode, kind, c, rate, decisions, visible, heard, cpuTotalMs, coresForeign, ok }) => [`${label} ${mode} ${kind ?? ''}`, c, rate, decisions ?? null, visible ? `${visible.p50}/${visible.p99}` : `–/${heard?.p99}`, cpuTotalMs, coresForeign, ok === undefined ? '' : ok ? 'yes' : 'no']),
  );

const balance = (what: string, cells: readonly CellResult[]): string => {
  const cell = balancedOf(cells);
  return `${what} ${cell ? `up to ${cell.offered} ${cell.cpuMsPer.unit === 'case' ? 'cases' : 'acts'}/s` : cells.length ? 'at none of the rates' : 'not measured'}`;
};

const inboxTable = (rows: readonly InboxResult[]): string =>
  table(['inbox', 'pages/s', 'page with counts p50/95/99 ms', 'list', 'counts'], rows.map(({ title, pagesPerSecond, page, list, counts }) => [title, pagesPerSecond, p(page), p(list), p(counts)]));

export function report(results: Results): string {
  const cells = [...results.closed, ...results.sustained, ...results.half, ...(results.burst ? [results.burst] : []), ...results.spread];
  return [
    `# Benchmark, ${results.date}`,
    '',
    `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}. Load, api, worker, Temporal and PostgreSQL share the machine. ${results.servers}.`,
    ...(results.quick ? ['', '**Quick plan: for development, its figures say nothing.**'] : []),
    '',
    '## Targets',
    '',
    table(['target', 'wanted', 'measured', 'reached'], targets(results).map(({ what, wanted, got, reached }) => [what, wanted, got, reached === undefined ? 'not measured' : reached ? 'yes' : '**no**'])),
    '',
    `Told as fast as it is done, late by choice included: ${balance('two-step', results.sustained)}; ${balance('ten-step', results.spread)}.`,
    '',
    '## Loads',
    '',
    'A case is complete when its last decision is answered. *Needed* is what the engine has to do something for (here: a deadline within a minute), from the act until the workflow itself ran it; the rest is told late by choice while the engine is busy. *Kept*: at least 95 % of the offered rate done, needed lags and deadlines p99 under 2 s, nothing lost. What is told late by choice is *steady* where it does not grow older and more as the load lasts.',
    '',
    cellsTable(cells),
    '',
    '## Cost',
    '',
    'Load and working off together; PostgreSQL by database.',
    '',
    costTable(cells),
    ...(results.inbox.length ? ['', '## Inbox', '', 'One person leafs through 500 open tasks among 100,000; a page of 20 and the counts are asked for at once.', '', inboxTable(results.inbox)] : []),
    ...(results.floor ? ['', '## Floor of the same session', '', floorTable([...results.floor.closed, ...results.floor.two, ...results.floor.ten])] : []),
    '',
  ].join('\n');
}
