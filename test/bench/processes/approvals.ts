/** Processes of the benchmark: approvals one after another, and one that nobody answers. */
import { apart, lapsing, within, type Definition, type StepSpec } from '@workflows/kit/definition';
import type { PositionCode } from '@libs/domain/positions';
import { processOf, type Process } from '@workflows/kit/fold';
import type { Story } from '@workflows/kit/story';

export const DEADLINE_POLICY = 'bench.deadline.seconds';

/** Each decides as somebody else than the one before. */
const SEATS: readonly PositionCode[] = ['UNIT_DATA_ADMINISTRATOR', 'UNIT_DESIGNATED_LEADER', 'UNIT_GROUP_LEADER', 'UNIT_SECURITY_OFFICER', 'UNIT_TECH_REVIEWER'];

export const stepKey = (nth: number): string => `approval${nth}`;
export const seatOfStep = (nth: number): PositionCode => SEATS[(nth - 1) % SEATS.length] ?? 'UNIT_DATA_ADMINISTRATOR';
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

type Approval = StepSpec & { readonly kind: 'APPROVE' };
type Approvals = Definition & { readonly steps: Readonly<Record<string, Approval>> };

const approval = (nth: number): Approval => ({
  title: `审批 ${nth}`,
  kind: 'APPROVE',
  article: '基准',
  seats: [{ position: seatOfStep(nth) }],
  clocks: [within('use.secondaryAssessment.days')],
  escalation: ['UNIT_GROUP_LEADER'],
});

const frame = (id: string, steps: Approvals['steps']): Approvals => ({
  id,
  code: 'BENCH',
  version: 1,
  title: id,
  summary: '性能基准用流程。',
  articles: ['基准'],
  starters: ['UNIT_STAFF'],
  offered: true,
  facts: {},
  sections: { request: '申请内容' },
  steps,
  reviews: {},
  gates: {},
  grants: {},
  effects: {},
  children: {},
  diversions: {},
  periods: {},
  terminals: { APPROVED: { title: '已批准', positive: true }, REJECTED: { title: '未获批准', positive: false }, EXPIRED: { title: '逾期失效', positive: false } },
  distinct: apart('applicant-is-no-decider', '申请人不得审批本人的申请', 'APPLICANT', Object.keys(steps)),
  holds: { by: ['UNIT_DATA_ADMINISTRATOR'] },
  withdrawUntil: 'END',
});

const oneAfterAnother = (keys: readonly string[]): Story<Approvals> => async (c) => {
  for (const key of keys) await c.approve(key);
  await c.end('APPROVED');
};

const approvals = (id: string, count: number): Process => {
  const steps = Object.fromEntries(numbers(count).map((nth) => [stepKey(nth), approval(nth)]));
  return processOf(frame(id, steps), oneAfterAnother(Object.keys(steps)));
};

export const TWO_STEP = approvals('bench-two-step', 2);
export const TEN_STEP = approvals('bench-ten-step', 10);

/** Lapses after seconds, by SYSTEM: what shows whether clocks are kept while everything else is under load. */
export const DEADLINE = processOf(
  frame('bench-deadline', { approval1: { ...approval(1), clocks: [lapsing(DEADLINE_POLICY)], escalation: [] } }),
  oneAfterAnother(['approval1']),
);

export const BENCH_PROCESSES: readonly Process[] = [TWO_STEP, TEN_STEP, DEADLINE];
export const stepsOf = (process: Process): number => Object.keys(process.definition.steps).length;
