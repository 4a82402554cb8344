import { IMPACT_DEGREES, IMPACT_OBJECTS, type Impact, type ImpactObject } from '@libs/domain/grading-rules';
import type { DataLevel } from '@libs/domain/positions';
import type { PolicyRow } from './policy';
import { sourced } from './policy-rows';
import { code } from './policy-values';

interface Cell extends Impact {
  readonly level: DataLevel;
}

/** 第二十九条 names the axes; the levels of the cells are those of GB/T 43697-2024 (read second-hand). */
const rowOf = (object: ImpactObject, extremelySevere: DataLevel, severe: DataLevel, generalHarm: DataLevel): readonly Cell[] => [
  { object, degree: 'EXTREMELY_SEVERE', level: extremelySevere },
  { object, degree: 'SEVERE', level: severe },
  { object, degree: 'GENERAL_HARM', level: generalHarm },
];

/** Level for each impact object and degree; 就高从严 takes the strictest of all entered pairs. */
export const GRADING_MATRIX: readonly Cell[] = [
  ...rowOf('NATIONAL_SECURITY', 'CORE', 'CORE', 'IMPORTANT'),
  ...rowOf('ECONOMIC_OPERATION', 'CORE', 'IMPORTANT', 'GENERAL'),
  ...rowOf('SOCIAL_ORDER', 'CORE', 'IMPORTANT', 'GENERAL'),
  ...rowOf('PUBLIC_INTEREST', 'CORE', 'IMPORTANT', 'GENERAL'),
  ...rowOf('ORGANIZATION_RIGHTS', 'GENERAL', 'GENERAL', 'GENERAL'),
  ...rowOf('INDIVIDUAL_RIGHTS', 'GENERAL', 'GENERAL', 'GENERAL'),
];

export const matrixKey = ({ object, degree }: Impact): string => `grading.matrix.${object}.${degree}`;

export const GRADING_MATRIX_ROWS: readonly PolicyRow[] = GRADING_MATRIX.map(({ object, degree, level }) =>
  sourced({
    key: matrixKey({ object, degree }),
    title: `定级：${IMPACT_OBJECTS[object]}／${IMPACT_DEGREES[degree]}`,
    value: code(level),
    basis: '第二十九条（影响对象、影响程度）；GB/T 43697-2024 级别确定规则表',
    basisClass: 'F2',
  }),
);
