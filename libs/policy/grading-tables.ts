/** The tables of the grading engine, with the figures that are pinned to a case. */
import type { GradingTables, GradingThreshold } from '@libs/domain/grading-rules';
import { GRADING_FLAGS, type GradingFlag } from '@libs/domain/grading-rules';
import { DATA_LEVELS, type DataLevel } from '@libs/domain/positions';
import { GRADING_MATRIX, matrixKey } from './grading-matrix';
import { CORE_THRESHOLDS, IMPORTANT_THRESHOLDS } from './thresholds';
import { codeOf, codesOf, countOf, type PolicyValues } from './typed-values';

const figured = [...IMPORTANT_THRESHOLDS, ...CORE_THRESHOLDS].filter(({ gte, anyOfFlags }) => gte !== undefined || anyOfFlags !== undefined);

/** The rows that the tables are read from, to be pinned to a case that grades. */
export const GRADING_KEYS: readonly string[] = [...figured.map(({ key }) => key), ...GRADING_MATRIX.map(matrixKey)];

export function gradingTables(policies: PolicyValues): GradingTables {
  const withFigure = (threshold: GradingThreshold): GradingThreshold => {
    if (threshold.gte !== undefined) return { ...threshold, gte: countOf(policies, threshold.key) };
    return threshold.anyOfFlags === undefined ? threshold : { ...threshold, anyOfFlags: codesOf(policies, threshold.key).filter(isFlag) };
  };
  return {
    important: IMPORTANT_THRESHOLDS.map(withFigure),
    core: CORE_THRESHOLDS.map(withFigure),
    matrixLevel: (impact) => levelOf(codeOf(policies, matrixKey(impact))),
  };
}

const isFlag = (code: string): code is GradingFlag => Object.hasOwn(GRADING_FLAGS, code);

function levelOf(code: string): DataLevel {
  const level = DATA_LEVELS.find((one) => one === code);
  if (level === undefined) throw new Error(`the grading matrix holds ${code}, which is no level`);
  return level;
}
