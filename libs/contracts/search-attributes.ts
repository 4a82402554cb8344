/**
 * The search attributes of a case workflow, by name and Temporal type. They let an operator find a case
 * in Temporal's own UI; none of them carries personal data (design.md §8, invariant 10).
 */
export const SEARCH_ATTRIBUTES = {
  /** The number people read, e.g. `QD-2026-000123`. */
  QingdunCaseNumber: 'Keyword',
  /** The process id, e.g. `sensitive-data-use`. */
  QingdunProcess: 'Keyword',
  /** The code of the unit that the case belongs to. */
  QingdunUnit: 'Keyword',
  /** The want ids of the steps that are open as far as the run was told. */
  QingdunOpenSteps: 'KeywordList',
  /** The instant at which something falls due next. */
  QingdunNextDueAt: 'Datetime',
} as const satisfies Record<string, 'Keyword' | 'KeywordList' | 'Datetime'>;

export type SearchAttributeName = keyof typeof SEARCH_ATTRIBUTES;
