/** What every outward transfer of data has in its definition: sharing, opening and access are 提供 (第三十二条) as well. */
import type { Impact, Platform } from '@libs/domain/gate-input';
import { DATA_LEVELS } from '@libs/domain/positions';
import { APPROVE_OUTCOMES, CONFIRM_OUTCOMES, type FactSpec, type OutcomeSpec } from '@workflows/kit/definition';

/** Of the fact that the gate G3 looks at. */
export const IMPACT_VALUES = ['NOT_SIGNIFICANT', 'SIGNIFICANT'] as const satisfies readonly Impact[];

/** Of the fact that the gate G11 looks at: the two platforms of 第三十四条第二款, and no other. */
export const PLATFORM_VALUES = ['DISTRICT_BIG_DATA_PLATFORM', 'HEALTH_INFO_EXCHANGE_PLATFORM'] as const satisfies readonly Platform[];

/** 第三十二条: 存在显著负面影响或风险的，不得对外提供. */
export const IMPACT_OUTCOMES = {
  NOT_SIGNIFICANT: { title: '无显著负面影响或风险', then: 'GO', positive: true, reasonRequired: true },
  SIGNIFICANT: { title: '存在显著负面影响或风险，不得对外提供', then: 'END', positive: false, reasonRequired: true, terminal: 'PROHIBITED', evidence: true },
  RETURN: APPROVE_OUTCOMES.RETURN,
} as const satisfies Record<string, OutcomeSpec>;

/** 第三十四条第一款: the district receives a filing, and returns it for nothing but what is missing from it. */
export const FILING_OUTCOMES = {
  APPROVE: { ...CONFIRM_OUTCOMES.APPROVE, title: '收讫备案' },
  RETURN: { title: '材料不齐，退回补正', then: 'CORRECT', positive: false, reasonRequired: false, evidence: true },
} as const satisfies Record<string, OutcomeSpec>;

/** A look at what has been used of a grant. */
export const USAGE_OUTCOMES = {
  CONTINUE: { title: '使用正常，继续', then: 'GO', positive: true, reasonRequired: false },
  SUSPEND: { title: '暂停，待查明', then: 'SUSPEND', positive: false, reasonRequired: true },
  REVOKE: { title: '终止', then: 'END', positive: false, reasonRequired: true },
} as const satisfies Record<string, OutcomeSpec>;

/** Facts of what is given out, and under which constraints (第四条). */
export const PROVISION_FACTS = {
  level: { kind: 'enum', values: DATA_LEVELS },
  sensitive: { kind: 'boolean' },
  subjectCount: { kind: 'count', samples: [999, 1_000, 99_999, 100_000] },
  datasetIds: { kind: 'ids' },
  rawDataLeavesDomain: { kind: 'boolean' },
  usableNotVisible: { kind: 'boolean' },
  metered: { kind: 'boolean' },
  impact: { kind: 'enum', values: IMPACT_VALUES },
  requestedFrom: { kind: 'instant' },
  requestedUntil: { kind: 'instant' },
  validUntil: { kind: 'instant' },
} as const satisfies Readonly<Record<string, FactSpec>>;

/** In which way, and where, it is given: approved with the application, and kept at the delivery. */
export const WAY_FACTS = {
  method: { kind: 'enum', values: ['DATABASE_ANALYSIS', 'INTERFACE', 'FILE'] },
  environment: { kind: 'enum', values: ['IN_DOMAIN', 'OUT_OF_DOMAIN'] },
} as const satisfies Readonly<Record<string, FactSpec>>;

/** What whoever serves a grant is told of it. */
export const PROVISION_SCOPE = ['level', 'sensitive', 'subjectCount', 'datasetIds', 'rawDataLeavesDomain', 'usableNotVisible', 'metered', 'method', 'environment'] as const;

/** The levels at which more is asked for; 核心数据 is 重要数据 as well. */
export const IMPORTANT = ['IMPORTANT', 'CORE'] as const;
