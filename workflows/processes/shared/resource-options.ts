/** What can be chosen of a data resource, wherever it is described: code -> Chinese name (forms.md D2, D4; 第三、七、二十八条). */

export const UPDATE_CYCLES = { REAL_TIME: '实时', DAILY: '每日', WEEKLY: '每周', MONTHLY: '每月', QUARTERLY: '每季度', YEARLY: '每年', IRREGULAR: '不定期' } as const;
export type UpdateCycle = keyof typeof UPDATE_CYCLES;

/** 上海市数据条例第四十一条. */
export const OPEN_TYPES = { UNCONDITIONAL: '无条件开放', CONDITIONAL: '有条件开放', NON_OPEN: '非开放' } as const;
export type OpenType = keyof typeof OPEN_TYPES;

export const SHARING_TYPES = { UNCONDITIONAL: '无条件共享', CONDITIONAL: '有条件共享', NOT_SHARED: '不予共享' } as const;
export type SharingType = keyof typeof SHARING_TYPES;

/** 数据处理（第三条）。 */
export const PROCESSING_ACTIVITIES = {
  COLLECT: '收集',
  STORE: '存储',
  USE: '使用',
  PROCESS: '加工',
  TRANSMIT: '传输',
  PROVIDE: '提供',
  SHARE: '共享',
  OPEN: '开放',
  CIRCULATE: '流通',
  PUBLISH: '公开',
  DELETE: '删除',
} as const;
export type ProcessingActivity = keyof typeof PROCESSING_ACTIVITIES;

/** 保护措施（第七条）。 */
export const PROTECTION_MEASURES = {
  AUTHENTICATION: '身份认证',
  AUTHORIZED_ACCESS: '授权访问',
  INTRUSION_PREVENTION: '入侵防范',
  DESENSITIZATION: '数据脱敏',
  ENCRYPTION: '数据加密',
  PRIVACY_COMPUTING: '隐私计算',
  SECURITY_AUDIT: '安全审计',
} as const;
export type ProtectionMeasure = keyof typeof PROTECTION_MEASURES;

/** 网络安全等级保护（第三十条（一））。 */
export const MLPS_LEVELS = { NOT_GRADED: '未定级', LEVEL_1: '第一级', LEVEL_2: '第二级', LEVEL_3: '第三级', LEVEL_4: '第四级', LEVEL_5: '第五级' } as const;
export type MlpsLevel = keyof typeof MLPS_LEVELS;

/** 关键信息基础设施安全保护（第三十条（一））。 */
export const CII_STATUSES = { NOT_CII: '未列为关键信息基础设施', IDENTIFIED: '已认定为关键信息基础设施', PENDING: '认定中' } as const;
export type CiiStatus = keyof typeof CII_STATUSES;

/** 衍生数据的加工方式（第二十八条）。 */
export { DERIVATION_TYPES, type DerivationType } from '@libs/record/registers/entries';
