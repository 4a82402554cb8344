/** What can be chosen in the forms of this process alone: code -> Chinese name (regulation.md §8, forms.md A7). */
import { BULK_OPERATIONS } from '@libs/domain/bulk-operations';

/** 第十八条: the last four need a grant of their own (gate G8). */
export const OPERATIONS = {
  QUERY: '查询',
  ANALYSE: '分析',
  ...BULK_OPERATIONS,
} as const;
export type Operation = keyof typeof OPERATIONS;

export const DESENSITIZATION_METHODS = {
  MASKING: '遮蔽',
  REPLACEMENT: '替换',
  REMOVAL: '去除',
  GENERALIZATION: '泛化',
  PSEUDONYMIZATION: '假名化',
  PERTURBATION: '扰动',
  OTHER: '其他',
} as const;
export type DesensitizationMethod = keyof typeof DESENSITIZATION_METHODS;

export const RESIDUAL_RISKS = { LOW: '低', MEDIUM: '中', HIGH: '高' } as const;
export type ResidualRisk = keyof typeof RESIDUAL_RISKS;
