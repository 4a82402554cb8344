import { isGraded, type Grading } from './grading';
import { POSITIONS, type PositionCode } from './positions';

/**
 * What a failed gate does: hand the matter to a route outside the system, wait until it is healed, end the case as
 * rejected, refuse the act, or prohibit it for good.
 */
export type GateEffect = 'REFER_OUT' | 'BLOCK' | 'REJECT' | 'DENY' | 'PROHIBITED';

export interface GateDataset extends Grading {
  readonly id: string;
}

/** Everything that gates look at, resolved beforehand. */
export interface GateInput {
  readonly containsStateSecret: boolean;
  /** 汇聚关联后属于国家秘密事项. */
  readonly aggregatesToSecret: boolean;
  readonly crossBorder: boolean;
  readonly datasets: readonly GateDataset[];
  /** The data contains 个人敏感信息. */
  readonly sensitive: boolean;
  readonly desensitization?: { readonly done: boolean; readonly verified: boolean };
  /** The unit's roster. */
  readonly staffing: readonly { readonly position: PositionCode; readonly staffed: boolean }[];
  /** Policy `core.use`: national rules allow the use of 核心数据. */
  readonly coreUseAllowed: boolean;
  /** Enough different people are eligible to fill the distinct seats. */
  readonly distinctPossible: boolean;
}

/** Why a gate does not open. `subjects`: the data sets or positions concerned. */
export interface GateFailure {
  readonly reason: string;
  readonly reasonEn: string;
  readonly subjects?: readonly string[];
}

export interface GateRule {
  readonly title: string;
  readonly article: string;
  readonly effect: GateEffect;
  /** The first thing that is wrong, or `undefined` where nothing is. */
  readonly check: (input: GateInput) => GateFailure | undefined;
}

/** The positions without which a unit may not start (第五条(二)). */
const REQUIRED_POSITIONS = ['UNIT_GROUP_LEADER', 'UNIT_DESIGNATED_LEADER', 'UNIT_DATA_ADMINISTRATOR'] as const satisfies readonly PositionCode[];

const failure = (reason: string, reasonEn: string, subjects?: readonly string[]): GateFailure => ({
  reason,
  reasonEn,
  ...(subjects && { subjects }),
});

/** Gates and prohibitions of regulation.md §5.4: one row each, evaluated before any approval, overridable by nobody. */
export const GATE_RULES = {
  G1: {
    title: '不涉及国家秘密',
    article: '第二条、第三十九条',
    effect: 'REFER_OUT',
    check: (input) => {
      if (input.containsStateSecret) return failure('数据含有国家秘密信息，须转入特别审查', 'The data contains state secrets: special review');
      if (!input.aggregatesToSecret) return undefined;
      return failure('数据汇聚关联后属于国家秘密事项，须转入特别审查', 'Aggregated, the data is a state secret: special review');
    },
  },
  G2: {
    title: '不涉及数据跨境流动',
    article: '第三十九条',
    effect: 'REFER_OUT',
    check: ({ crossBorder }) =>
      crossBorder ? failure('涉及数据跨境流动，须转入特别审查并取得外部批准文号', 'Data crosses the border: special review and an external reference') : undefined,
  },
  G6: {
    title: '数据已完成定级',
    article: '第二十八条、第三十条',
    effect: 'BLOCK',
    check: ({ datasets }) => {
      if (datasets.length === 0) return failure('未列明所涉数据集，无法确认定级', 'No data set is named, so none is known to be graded');
      const open = datasets.filter((dataset) => !isGraded(dataset)).map(({ id }) => id);
      if (open.length === 0) return undefined;
      return failure(
        `${open.length} 个数据集尚未定级或正在重新定级，不得使用、共享或开放`,
        `${open.length} data set(s) not graded, or being graded again: no use, sharing or opening`,
        open,
      );
    },
  },
  G7: {
    title: '敏感数据已脱敏并核验',
    article: '第十八条',
    effect: 'BLOCK',
    check: ({ sensitive, desensitization }) => {
      if (!sensitive) return undefined;
      if (!desensitization?.done) return failure('敏感数据尚未完成脱敏处理，不得使用', 'Sensitive data is not desensitized yet');
      return desensitization.verified ? undefined : failure('敏感数据的脱敏效果尚未核验，不得使用', 'The desensitization is not verified yet');
    },
  },
  G14: {
    title: '单位数据安全岗位已落实',
    article: '第五条（二）',
    effect: 'BLOCK',
    check: ({ staffing }) => {
      const empty = REQUIRED_POSITIONS.filter((position) => !staffing.some((seat) => seat.position === position && seat.staffed));
      if (empty.length === 0) return undefined;
      const titles = empty.map((position) => POSITIONS[position].title).join('、');
      return failure(`本单位尚未落实：${titles}`, `The unit has nobody as ${empty.join(', ')}`, empty);
    },
  },
  G15: {
    title: '不相容岗位由不同人员担任',
    // No article says so: a design default (regulation.md §5.4, D).
    article: '内部控制要求',
    effect: 'DENY',
    check: ({ distinctPossible }) =>
      distinctPossible ? undefined : failure('可用人员不足，不相容岗位无法由不同人员担任', 'Too few people to fill seats that must differ'),
  },
  G19: {
    title: '不使用核心数据',
    article: '网络数据安全管理条例第六十三条',
    effect: 'BLOCK',
    check: ({ datasets, coreUseAllowed }) => {
      if (coreUseAllowed) return undefined;
      const core = datasets.filter((d) => d.determinedLevel === 'CORE' || d.proposedLevel === 'CORE').map(({ id }) => id);
      if (core.length === 0) return undefined;
      return failure(
        `${core.length} 个数据集为核心数据或建议列为核心数据，须待国家有关规定明确`,
        `${core.length} data set(s) are, or are proposed to be, core data: national rules pending`,
        core,
      );
    },
  },
} as const satisfies Readonly<Record<string, GateRule>>;

export type GateId = keyof typeof GATE_RULES;

export const isGateId = (id: string): id is GateId => Object.hasOwn(GATE_RULES, id);

export interface GateResult {
  readonly id: GateId;
  readonly passed: boolean;
  readonly title: string;
  readonly article: string;
  readonly effect: GateEffect;
  /** Empty where the gate was passed. */
  readonly reason: string;
  readonly reasonEn: string;
  readonly subjects: readonly string[];
}

/** One result for each gate asked for, in that order. @throws RangeError for a gate that is not in the table */
export function evaluateGates(ids: readonly string[], input: GateInput): GateResult[] {
  return ids.map((id) => {
    if (!isGateId(id)) throw new RangeError(`not a gate: ${id}`);
    const { title, article, effect, check }: GateRule = GATE_RULES[id];
    const failed = check(input);
    return {
      id,
      passed: failed === undefined,
      title,
      article,
      effect,
      reason: failed?.reason ?? '',
      reasonEn: failed?.reasonEn ?? '',
      subjects: failed?.subjects ?? [],
    };
  });
}
