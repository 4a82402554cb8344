/** The measured loads, in the order in which they are run. */
import type { Process } from '@workflows/kit/fold';
import { measure, type CellContext, type CellResult } from './cell';
import { closedLoop, paced, Ring } from './load/loads';
import type { DriverOptions, Manner } from './load/case-driver';
import type { Plan } from './options';
import { stepsOf, TEN_STEP, TWO_STEP } from './processes/approvals';

/** What the engine needs may lag so far. */
export const NEEDED_WITHIN_MS = 2_000;
/** A share of the offered load that has to be done. */
const KEPT = 0.95;
const CLIENTS = 16;

const driving = ({ sessions, product }: CellContext, process: Process, manner: Manner = 'ACTS'): DriverOptions => ({ sessions, owner: product.owner, process, manner });

/** Every process has run its hot paths before anything is measured. */
export async function warmUp(context: CellContext, { warmSeconds }: Plan): Promise<void> {
  await context.sessions.signIn(context.everybody);
  for (const process of [TWO_STEP, TEN_STEP]) await closedLoop(driving(context, process, 'READS'), { clients: CLIENTS, seconds: warmSeconds });
}

/** Clients without think time: how much is recorded. */
export async function closedCells(context: CellContext, { clients, closedSeconds }: Plan): Promise<CellResult[]> {
  const results: CellResult[] = [];
  const cell = (count: number, manner: Manner): Promise<CellResult> =>
    measure(context, {
      name: `closed-${count}${manner === 'READS' ? '-reads' : ''}`,
      title: `two-step, ${count} clients${manner === 'READS' ? ', each decision after its reads' : ''}`,
      seconds: closedSeconds,
      load: () => closedLoop(driving(context, TWO_STEP, manner), { clients: count, seconds: closedSeconds }),
    });
  for (const count of clients) results.push(await cell(count, 'ACTS'));
  results.push(await cell(CLIENTS, 'READS'));
  return results;
}

/** Raises the rate until it is not kept, or to the last of the plan; the last kept one is what is sustained. */
export async function sustainedCells(context: CellContext, { twoStepRates, rungSeconds }: Plan): Promise<CellResult[]> {
  return ladder(twoStepRates, (rate) => pacedCell(context, `sustained-${rate}`, rate, rungSeconds));
}

/** Half of what was recorded at full speed, and half of what was sustained. */
export async function halfCells(context: CellContext, { halfSeconds }: Plan, full: { readonly recorded: number; readonly sustained: number }): Promise<CellResult[]> {
  return [
    await pacedCell(context, 'half-recorded', Math.max(1, Math.round(full.recorded / 2)), halfSeconds),
    await pacedCell(context, 'half-sustained', Math.max(1, Math.round(full.sustained / 2)), halfSeconds),
  ];
}

const pacedCell = (context: CellContext, name: string, rate: number, seconds: number): Promise<CellResult> =>
  measure(context, {
    name,
    title: `two-step, ${CLIENTS} clients, ${rate} cases/s offered`,
    offered: rate,
    seconds,
    load: () => paced(driving(context, TWO_STEP), { clients: CLIENTS, casesPerSecond: rate, seconds }),
  });

/** The rate that is asked of the record, for a minute, and then nothing. */
export const burstCell = (context: CellContext, { burstRate, burstSeconds }: Plan): Promise<CellResult> => pacedCell(context, 'burst', burstRate, burstSeconds);

/** Ten decisions a case over many open ones, seconds apart. */
export async function spreadCells(context: CellContext, { ringSize, tenStepRates, spreadSeconds }: Plan): Promise<CellResult[]> {
  const ring = new Ring(driving(context, TEN_STEP), ringSize, stepsOf(TEN_STEP) + 1);
  await context.sessions.signIn(context.everybody);
  await ring.fill();
  return ladder(tenStepRates, (rate) =>
    measure(context, {
      name: `spread-${rate}`,
      title: `ten-step, ${ringSize} open cases in turn, ${rate} acts/s offered`,
      offered: rate,
      unit: 'decision',
      seconds: spreadSeconds,
      load: () => ring.drive(rate, spreadSeconds),
    }),
  );
}

async function ladder(rates: readonly number[], cell: (rate: number) => Promise<CellResult>): Promise<CellResult[]> {
  const results: CellResult[] = [];
  for (const rate of rates) {
    const result = await cell(rate);
    results.push(result);
    if (unkept(result).length > 0) break;
  }
  return results;
}

/** Why a rate is not sustained; nothing where it is. */
export function unkept(result: CellResult): string[] {
  const { offered, urgent, deadlines, backlog, check } = result;
  const done = result.name.startsWith('spread') ? result.actsPerSecond : result.completedPerSecond;
  const slow = (value: number | null): boolean => value === null || value >= NEEDED_WITHIN_MS;
  return [
    ...(offered !== null && done < KEPT * offered ? [`${done} of ${offered} done`] : []),
    ...(slow(urgent.ran.p99) ? [`what the engine needs ran after ${urgent.ran.p99} ms (p99)`] : []),
    ...(slow(deadlines.late.p99) || deadlines.missed > 0 ? [`deadlines kept ${deadlines.late.p99} ms late (p99), ${deadlines.missed} not at all`] : []),
    ...(backlog.end.urgentCases > 2 + backlog.middle.urgentCases ? [`${backlog.end.urgentCases} cases wait that the engine needs`] : []),
    ...(Object.values(check).some((count) => count !== 0) ? ['the record and the engine do not agree'] : []),
  ];
}

/** Whether what is told late by choice is both older and more at the end of the load than in its middle: it would be for ever. */
export const grows = ({ backlog: { middle, end } }: CellResult): boolean => end.oldestMs > 1.3 * middle.oldestMs + NEEDED_WITHIN_MS && end.otherCases > 1.3 * middle.otherCases + 16;

export const sustainedOf = (results: readonly CellResult[]): CellResult | undefined => results.filter((result) => !result.discarded && unkept(result).length === 0).at(-1);

/** The highest rate at which everything is told as fast as it is done. */
export const balancedOf = (results: readonly CellResult[]): CellResult | undefined => sustainedOf(results.filter((result) => !grows(result)));
