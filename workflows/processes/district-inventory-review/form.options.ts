/** What can be chosen in the forms of this process: code -> Chinese name (forms.md D2). */

export const UPDATE_CYCLES = { REAL_TIME: '实时', DAILY: '每日', WEEKLY: '每周', MONTHLY: '每月', QUARTERLY: '每季度', YEARLY: '每年', IRREGULAR: '不定期' } as const;
export type UpdateCycle = keyof typeof UPDATE_CYCLES;

/** 上海市数据条例第四十一条. */
export const OPEN_TYPES = { UNCONDITIONAL: '无条件开放', CONDITIONAL: '有条件开放', NON_OPEN: '非开放' } as const;
export type OpenType = keyof typeof OPEN_TYPES;

export const SHARING_TYPES = { UNCONDITIONAL: '无条件共享', CONDITIONAL: '有条件共享', NOT_SHARED: '不予共享' } as const;
export type SharingType = keyof typeof SHARING_TYPES;
