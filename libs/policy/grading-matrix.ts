import type { DataLevel } from '@libs/domain/positions';
import type { PolicyRow } from './policy';
import { sourced } from './policy-rows';
import { code } from './policy-values';

export const IMPACT_OBJECTS = {
  NATIONAL_SECURITY: '国家安全',
  ECONOMIC_OPERATION: '经济运行',
  SOCIAL_ORDER: '社会秩序',
  PUBLIC_INTEREST: '公共利益',
  ORGANIZATION_RIGHTS: '组织权益',
  INDIVIDUAL_RIGHTS: '个人权益',
} as const;
export type ImpactObject = keyof typeof IMPACT_OBJECTS;

export const IMPACT_DEGREES = { EXTREMELY_SEVERE: '特别严重危害', SEVERE: '严重危害', GENERAL_HARM: '一般危害' } as const;
export type ImpactDegree = keyof typeof IMPACT_DEGREES;

interface Cell {
  readonly object: ImpactObject;
  readonly degree: ImpactDegree;
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

export const GRADING_MATRIX_ROWS: readonly PolicyRow[] = GRADING_MATRIX.map(({ object, degree, level }) =>
  sourced({
    key: `grading.matrix.${object}.${degree}`,
    title: `定级：${IMPACT_OBJECTS[object]}／${IMPACT_DEGREES[degree]}`,
    value: code(level),
    basis: '第二十九条（影响对象、影响程度）；GB/T 43697-2024 级别确定规则表',
    basisClass: 'F2',
  }),
);
