/** What can be chosen in the yearly report: code -> Chinese name (forms.md E1, E2). */

export const ASSESSED_BY = { SELF: '自评估', ENTRUSTED: '委托评估' } as const;
export type AssessedBy = keyof typeof ASSESSED_BY;

export const RISK_LEVELS = { LOW: '低', MEDIUM: '中', HIGH: '高' } as const;
export type RiskLevel = keyof typeof RISK_LEVELS;

/** 风险识别的四个方面. */
export const RISK_AREAS = { MANAGEMENT: '数据安全管理', PROCESSING: '数据处理活动安全', TECHNOLOGY: '数据安全技术', PERSONAL_INFORMATION: '个人信息保护' } as const;
export type RiskArea = keyof typeof RISK_AREAS;
