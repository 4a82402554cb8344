import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** How long and how much. The quick plan is for development: its figures say nothing. */
export interface Plan {
  readonly warmSeconds: number;
  readonly closedSeconds: number;
  readonly clients: readonly number[];
  /** Cases a second; the first that is not kept ends the search. */
  readonly twoStepRates: readonly number[];
  readonly rungSeconds: number;
  readonly halfSeconds: number;
  /** Cases a second. */
  readonly burstRate: number;
  readonly burstSeconds: number;
  readonly ringSize: number;
  readonly spreadSeconds: number;
  /** Acts a second, of which ten in eleven are decisions. */
  readonly tenStepRates: readonly number[];
  /** Open tasks in all, one person's of them, and how many pages are looked at. */
  readonly inboxTasks: number;
  readonly inboxMine: number;
  readonly inboxPages: number;
  readonly floorRates: { readonly two: readonly number[]; readonly ten: readonly number[] };
}

/** What is asked of 16 clients without think time, in cases a second. */
export const RECORDED_AT_LEAST = 150;

const FULL: Plan = {
  warmSeconds: 20,
  closedSeconds: 30,
  clients: [1, 16, 64],
  twoStepRates: [45, 55, 65, 75],
  rungSeconds: 60,
  halfSeconds: 30,
  burstRate: RECORDED_AT_LEAST,
  burstSeconds: 60,
  ringSize: 2_000,
  spreadSeconds: 120,
  tenStepRates: [150, 225, 275, 325, 375],
  inboxTasks: 100_000,
  inboxMine: 500,
  inboxPages: 1_000,
  floorRates: { two: [60, 90, 120, 150], ten: [60, 90, 120, 150] },
};

const QUICK: Plan = {
  warmSeconds: 3,
  closedSeconds: 6,
  clients: [1, 16],
  twoStepRates: [20],
  rungSeconds: 30,
  halfSeconds: 10,
  burstRate: RECORDED_AT_LEAST,
  burstSeconds: 10,
  ringSize: 100,
  spreadSeconds: 20,
  tenStepRates: [60],
  inboxTasks: 100_000,
  inboxMine: 500,
  inboxPages: 200,
  floorRates: { two: [60], ten: [60] },
};

export const PARTS = ['closed', 'sustained', 'half', 'burst', 'spread', 'inbox', 'floor'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  readonly floorFolder?: string;
  readonly quick: boolean;
  readonly parts: readonly Part[];
  readonly plan: Plan;
  /** CPU profiles of api and worker are written when they stop. */
  readonly profile: boolean;
}

export const USAGE = `usage: npm run bench [-- [--floor <folder>] [--quick] [--only ${PARTS.join(',')}] [--profile] [--two-step-rates 55,65] [--ten-step-rates 225,275]]`;

/** @throws Error with the usage */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      floor: { type: 'string' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: PARTS.join(',') },
      profile: { type: 'boolean', default: false },
      'two-step-rates': { type: 'string' },
      'ten-step-rates': { type: 'string' },
    },
  });
  const asked = values.only.split(',');
  const parts = PARTS.filter((part) => asked.includes(part));
  if (parts.length !== asked.length) throw new Error(USAGE);
  const plan = values.quick ? QUICK : FULL;
  return {
    ...(values.floor !== undefined && { floorFolder: resolve(values.floor) }),
    quick: values.quick,
    parts,
    profile: values.profile,
    plan: { ...plan, twoStepRates: rates(values['two-step-rates']) ?? plan.twoStepRates, tenStepRates: rates(values['ten-step-rates']) ?? plan.tenStepRates },
  };
}

function rates(text: string | undefined): number[] | undefined {
  const numbers = text?.split(',').map(Number);
  if (numbers?.some((rate) => !(rate > 0))) throw new Error(USAGE);
  return numbers;
}
