import { DATA_LEVELS, type DataLevel } from './positions';

/** 定级状态: graded, never graded, or graded and being graded again. */
export const GRADING_STATUSES = ['GRADED', 'UNGRADED', 'REGRADE_PENDING'] as const;
export type GradingStatus = (typeof GRADING_STATUSES)[number];

export interface Grading {
  /** What the unit proposes (建议范围). A unit never determines 重要数据 or 核心数据 (第二十三至二十五条). */
  readonly proposedLevel?: DataLevel;
  /** What the authority has determined. */
  readonly determinedLevel?: DataLevel;
  readonly gradingStatus: GradingStatus;
  /** Of derived data: the strictest level of what it was made from, which protects it until it is graded itself (第二十八条). */
  readonly sourceLevel?: DataLevel;
}

/** Negative if `a` is less strict than `b`, zero if they are the same, positive if it is stricter. */
export const compareLevels = (a: DataLevel, b: DataLevel): number => DATA_LEVELS.indexOf(a) - DATA_LEVELS.indexOf(b);

/** 就高从严 (第二十九条(四)): the strictest of these levels; `undefined` of none. */
export const strictest = (levels: readonly DataLevel[]): DataLevel | undefined =>
  levels.reduce<DataLevel | undefined>((top, level) => (top === undefined || compareLevels(level, top) > 0 ? level : top), undefined);

/** Whether a change of level needs stricter protection than before. A first level is no rise. */
export const isUpward = (from: DataLevel | undefined, to: DataLevel): boolean => from !== undefined && compareLevels(to, from) > 0;

/** Whether a grading stands and names a level, so that the data may be used, shared or opened at all (gate G6). */
export const isGraded = (grading: Grading): boolean =>
  grading.gradingStatus === 'GRADED' && (grading.determinedLevel ?? grading.proposedLevel) !== undefined;

/**
 * The level at which data is protected. Once graded, what the authority determined counts, else what the unit proposed;
 * while that is pending, the strictest of the two and of what it was made from (regulation.md §0.3, §2). `UNGRADED` where no level is known: no lower
 * protection follows from it, the data may not be used at all.
 */
export function protectiveLevel(grading: Grading): DataLevel | 'UNGRADED' {
  const { proposedLevel, determinedLevel, gradingStatus } = grading;
  if (gradingStatus === 'GRADED' && determinedLevel !== undefined) return determinedLevel;
  const sourceLevel = gradingStatus === 'GRADED' ? undefined : grading.sourceLevel;
  return strictest([proposedLevel, determinedLevel, sourceLevel].filter((level) => level !== undefined)) ?? 'UNGRADED';
}
