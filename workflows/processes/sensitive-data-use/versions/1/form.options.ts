/** What can be chosen in the forms of this process: code -> Chinese name (regulation.md §8, forms.md A7). */

export const USE_TYPES = {
  MEDICAL_QUALITY: '医疗质量',
  RESEARCH: '科研',
  TEACHING: '教学',
  PUBLIC_HEALTH: '公共卫生',
  MANAGEMENT: '管理',
  EXTERNAL_PROVISION: '对外提供',
} as const;
export type UseType = keyof typeof USE_TYPES;

export const DATA_CATEGORIES = {
  FOUNDATIONAL_RESOURCE: '基础资源类',
  BUSINESS_RESOURCE: '业务资源类',
  THEMATIC_RESOURCE: '主题资源类',
} as const;
export type DataCategory = keyof typeof DATA_CATEGORIES;

export const METHODS = { DATABASE_ANALYSIS: '库内分析', INTERFACE: '接口', FILE: '文件' } as const;
export type Method = keyof typeof METHODS;

export const ENVIRONMENTS = { IN_DOMAIN: '域内', OUT_OF_DOMAIN: '域外' } as const;
export type Environment = keyof typeof ENVIRONMENTS;

/** 第十八条: the last four need a grant of their own (gate G8). */
export const OPERATIONS = {
  QUERY: '查询',
  ANALYSE: '分析',
  BULK_MODIFY: '批量修改',
  BULK_COPY: '批量复制',
  BULK_DOWNLOAD: '批量下载',
  OTHER_CRITICAL: '其他重要操作',
} as const;
export type Operation = keyof typeof OPERATIONS;

export const EXPIRY_DISPOSITIONS = { DESTROY: '销毁', RETURN: '归还', RENEW: '延期' } as const;
export type ExpiryDisposition = keyof typeof EXPIRY_DISPOSITIONS;

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
