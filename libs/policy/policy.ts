import type { Duration } from '@libs/domain/duration';

/** How a measured number is compared with the value. 「以上」「以下」 include the number (民法典 第一千二百五十九条); 「超过」 does not. */
export type Comparison = '>=' | '>' | '<=';

/** What a policy row can hold. Stored as JSON; `type` is the discriminator. */
export type PolicyValue =
  | ({ readonly type: 'DURATION'; readonly comparison?: Comparison } & Duration)
  /** Offsets before the due instant, furthest first. */
  | { readonly type: 'DURATIONS'; readonly values: readonly Duration[] }
  | { readonly type: 'COUNT'; readonly value: number; readonly unit: string; readonly comparison?: Comparison }
  /** `of` says what the share is taken of, e.g. 全体委员. */
  | {
      readonly type: 'RATIO';
      readonly numerator: number;
      readonly denominator: number;
      readonly comparison?: Comparison;
      readonly of?: string;
    }
  | { readonly type: 'FLAG'; readonly value: boolean }
  | { readonly type: 'CODE'; readonly value: string }
  /** In order where order has a meaning, e.g. deciders. */
  | { readonly type: 'CODES'; readonly values: readonly string[] }
  /** Month and day, `MM-DD`, both included. */
  | { readonly type: 'DATE_OF_YEAR'; readonly from: string; readonly to: string };

export const BASIS_CLASSES = ['S', 'F', 'F2', 'R', 'D'] as const;
/**
 * Confidence of a figure: S in the district's text, F found in the full text of the source, F2 found second-hand only,
 * R recalled and not confirmed, D set by this system because no legal figure exists.
 */
export type BasisClass = (typeof BASIS_CLASSES)[number];

export const CLOCK_IDS = [
  'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9', 'C10',
  'C11', 'C12', 'C13', 'C14', 'C15', 'C16', 'C17', 'C18', 'C19', 'C20',
] as const;
/** Number of a statutory clock in regulation.md §5.2. */
export type ClockId = (typeof CLOCK_IDS)[number];

/** Day from which the set applies: 第四十一条「自发布之日起实施」. */
export const POLICY_EFFECTIVE_FROM = '2025-05-23';

/** One figure that the law fixes or leaves open. Keys are stable: code and cases name them. */
export interface PolicyRow {
  readonly key: string;
  /** zh-CN, shown to people. */
  readonly title: string;
  readonly value: PolicyValue;
  /** Article or source (zh-CN); for class D the reason why this system sets the figure. */
  readonly basis: string;
  readonly basisClass: BasisClass;
  /** Only a figure read in the full text of its source; never R or D. */
  readonly verified: boolean;
  /** `YYYY-MM-DD` */
  readonly effectiveFrom: string;
  /** The statutory clocks that this row carries; a clock and a default with one figure are one row. */
  readonly clocks?: readonly ClockId[];
  readonly note?: string;
}
