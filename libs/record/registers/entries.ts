/**
 * What a process enters in the registers (台账) when something of a case is settled. An entry is written in the transaction
 * of the act that settles it, with one audit event; a register changes in no other way.
 */
import type { CatalogueSource } from '@libs/domain/grading-rules';
import type { DataLevel } from '@libs/domain/positions';
import type { GradingStatus } from '@libs/domain/grading';
import type { Plain } from '../desk';

/** 备案、清单和报告, as they are sent to the district: one of each kind a case; it is received under a number, or returned with points. */
export const FILING_KINDS = {
  SHARING: '数据共享备案',
  OPENING: '数据开放备案',
  INVENTORY: '数据资源清单',
  CHANGE_REPORT: '数据变更报告',
  ANNUAL_ASSESSMENT: '年度风险评估报告',
} as const;
export type FilingKind = keyof typeof FILING_KINDS;

/** 衍生数据的加工方式（第二十八条）。 */
export const DERIVATION_TYPES = { DESENSITIZED: '脱敏', LABELED: '标签', STATISTICAL: '统计', AGGREGATED_FUSED: '汇聚融合' } as const;
export type DerivationType = keyof typeof DERIVATION_TYPES;

export const COPY_KINDS = { BACKUP: '备份', EXPORT: '导出', DERIVED: '衍生', VENDOR: '外包服务商持有', RECIPIENT: '接收方持有' } as const;
export type CopyKind = keyof typeof COPY_KINDS;

export interface FilingEntry {
  readonly register: 'FILING';
  readonly kind: FilingKind;
  /** SUBMITTED again after a return; RECEIVED draws the receipt number. */
  readonly status: 'SUBMITTED' | 'RETURNED' | 'RECEIVED';
  /** What is incomplete, where it is returned. */
  readonly points?: readonly string[];
  /** The year that a yearly report is about. */
  readonly year?: number;
}

/** A resource of the case's unit: new, as `UNGRADED`, or described anew. What is left out stays as it stands. */
export interface ResourceEntry {
  readonly register: 'RESOURCE';
  readonly id: string;
  readonly code?: string;
  readonly name?: string;
  readonly dept?: string;
  readonly category?: 'FOUNDATIONAL_RESOURCE' | 'BUSINESS_RESOURCE' | 'THEMATIC_RESOURCE';
  readonly sensitive?: boolean;
  readonly subjectCount?: number;
  /** 保存期满日, a calendar day. */
  readonly retainUntil?: string;
  /** The four groups of 第三十条（二）, as the form has them: 数据基本情况、责任主体情况、数据处理情况、数据安全情况. */
  readonly info?: Plain;
  readonly derivedFrom?: readonly string[];
  readonly derivation?: DerivationType;
  /** Registered where it is new; what stands already is left as it stands. */
  readonly onlyNew?: true;
}

/** It was destroyed with all its copies: nothing new is begun with it. */
export interface ResourceDestroyedEntry {
  readonly register: 'RESOURCE_DESTROYED';
  readonly id: string;
}

export interface GradingEntry {
  readonly register: 'GRADING';
  readonly resourceId: string;
  /** Left out: stays as it stands. */
  readonly proposedLevel?: DataLevel;
  readonly determinedLevel?: DataLevel;
  readonly gradingStatus: GradingStatus;
  /** Decision or document on which it rests. */
  readonly basis: string;
  /** What the engine was given, what it suggested, and why a person deviated from it. */
  readonly reasons?: Plain;
}

export interface CopyEntry {
  readonly register: 'COPY';
  readonly id: string;
  readonly resourceId: string;
  readonly kind: CopyKind;
  readonly location: string;
  /** Medium, manufacturer, model, serial and asset number, and what else the inventory says of it. */
  readonly details?: Plain;
}
export interface CopyDestroyedEntry {
  readonly register: 'COPY_DESTROYED';
  readonly id: string;
}

/** 变更登记（第二十七、三十条）。 */
export interface ChangeEntry {
  readonly register: 'CHANGE';
  readonly resourceId: string;
  /** `BASIC` is graded again within 30 days, `OTHER` is reported within 60. */
  readonly kind: 'BASIC' | 'OTHER' | 'DERIVED' | 'NATIONAL';
  readonly trigger: string;
  /** The day of the change, which may lie in the past. */
  readonly changedAt: string;
  readonly status: 'OPEN' | 'REGRADED' | 'REPORTED' | 'NO_CHANGE';
}

/** 区级数据目录: what the district accepted, what it proposed upward, what was determined there. */
export interface CatalogueEntry {
  readonly register: 'CATALOGUE';
  readonly resourceId: string;
  readonly source: CatalogueSource;
  readonly level: DataLevel;
  /** ACCEPTED into the district catalogue, PROPOSED as core or important to who decides, DETERMINED by them. */
  readonly status: 'ACCEPTED' | 'PROPOSED' | 'DETERMINED';
  readonly documentNo?: string;
}

/** 冻结: what may not be destroyed, by which case and why; lifted by the same case. */
export interface PreservationEntry {
  readonly register: 'PRESERVATION';
  readonly resourceId: string;
  readonly status: 'HELD' | 'LIFTED';
  readonly basis: string;
}

/** 证明, with the fields that its kind has; numbered when it is issued. Its document is rendered by an effect. */
export interface CertificateEntry {
  readonly register: 'CERTIFICATE';
  readonly kind: 'DESTRUCTION';
  readonly body: Plain;
}

/** What somebody still owes the district or another authority: a report line of an incident, a rectification, a revision. */
export interface ObligationEntry {
  readonly register: 'OBLIGATION';
  /** One of each key a case; written again to change it. */
  readonly key: string;
  readonly title: string;
  readonly article: string;
  readonly to: string;
  readonly dueAt?: number;
  readonly status: 'OPEN' | 'FULFILLED' | 'CANCELLED';
  readonly fulfilledAt?: number;
  readonly receiptNo?: string;
}

/** 关联办件: this case rests on another one, or follows it. */
export interface LinkEntry {
  readonly register: 'LINK';
  readonly kind: 'USES_GRANT_OF' | 'FOLLOWS' | 'CLEARED_BY';
  readonly to: { readonly caseId: string } | { readonly grantId: string };
}

export type RegisterEntry =
  | FilingEntry
  | ResourceEntry
  | ResourceDestroyedEntry
  | GradingEntry
  | CopyEntry
  | CopyDestroyedEntry
  | ChangeEntry
  | CatalogueEntry
  | PreservationEntry
  | CertificateEntry
  | ObligationEntry
  | LinkEntry;
