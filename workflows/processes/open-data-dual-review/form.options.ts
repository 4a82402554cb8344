/** What can be chosen in the forms of an open project: code -> Chinese name (forms.md F1 to F4). */

export const REVIEW_TYPES = { NEW: '新申请', REVISED: '修改后', CONTINUED: '延续' } as const;
export type ReviewType = keyof typeof REVIEW_TYPES;

export const STUDY_TYPES = { RESEARCH: '科研', EPIDEMIOLOGY: '流调', DATA_COLLECTION: '数据采集', GENETICS: '遗传', INTERNATIONAL: '国际合作', OTHER: '其他' } as const;
export type StudyType = keyof typeof STUDY_TYPES;

export const FUNDING_SOURCES = { GOVERNMENT: '财政资金', UNIT: '单位自筹', ENTERPRISE: '企业资助', FOUNDATION: '基金会', NONE: '无' } as const;
export type FundingSource = keyof typeof FUNDING_SOURCES;

/** 送审文件清单. */
export const DOCUMENT_TYPES = {
  APPLICATION: '申请表',
  PROTOCOL: '研究方案',
  CONSENT: '知情同意书',
  BROCHURE: '研究者手册',
  RECRUITMENT: '招募材料',
  CASE_REPORT: '病例报告表',
  QUALIFICATION: '研究者资质证明',
  OTHER: '其他',
} as const;
export type DocumentType = keyof typeof DOCUMENT_TYPES;

/** 上海市数据条例 第四十一条: what may be opened; what must not is refused by the technical review. */
export const OPEN_TYPES = { UNCONDITIONAL: '无条件开放', CONDITIONAL: '有条件开放' } as const;
export type OpenType = keyof typeof OPEN_TYPES;

export const REVIEWED_OPEN_TYPES = { ...OPEN_TYPES, NON_OPEN: '非开放' } as const;
export type ReviewedOpenType = keyof typeof REVIEWED_OPEN_TYPES;

export const UPDATE_FREQUENCIES = { ONCE: '一次性', DAILY: '每日', MONTHLY: '每月', QUARTERLY: '每季度', YEARLY: '每年' } as const;
export type UpdateFrequency = keyof typeof UPDATE_FREQUENCIES;

export const RISKS = { LOW: '低', MEDIUM: '中', HIGH: '高' } as const;
export type Risk = keyof typeof RISKS;

/** 去标识化效果分级（GB/T 42460-2023）. */
export const DEIDENTIFICATION_GRADES = { GRADE_1: '1 级', GRADE_2: '2 级', GRADE_3: '3 级', GRADE_4: '4 级' } as const;
export type DeidentificationGrade = keyof typeof DEIDENTIFICATION_GRADES;

export const REVIEW_MODES = { MEETING: '会议审查', EXPEDITED: '快速审查' } as const;
export type ReviewMode = keyof typeof REVIEW_MODES;

export const FOLLOW_UP_FREQUENCIES = { MONTHS_3: '3 个月', MONTHS_6: '6 个月', MONTHS_12: '12 个月' } as const;
export type FollowUpFrequency = keyof typeof FOLLOW_UP_FREQUENCIES;
