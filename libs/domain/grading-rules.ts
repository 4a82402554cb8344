/** The terms in which data is graded (第二十四、二十五、二十八、二十九条), and the tables that hold the rules. The figures stand in `libs/policy`. */
import type { DataLevel } from './positions';

/** 影响对象（第二十九条（一））。 */
export const IMPACT_OBJECTS = {
  NATIONAL_SECURITY: '国家安全',
  ECONOMIC_OPERATION: '经济运行',
  SOCIAL_ORDER: '社会秩序',
  PUBLIC_INTEREST: '公共利益',
  ORGANIZATION_RIGHTS: '组织权益',
  INDIVIDUAL_RIGHTS: '个人权益',
} as const;
export type ImpactObject = keyof typeof IMPACT_OBJECTS;

/** 影响程度（第二十九条（二））。 */
export const IMPACT_DEGREES = { EXTREMELY_SEVERE: '特别严重危害', SEVERE: '严重危害', GENERAL_HARM: '一般危害' } as const;
export type ImpactDegree = keyof typeof IMPACT_DEGREES;

export interface Impact {
  readonly object: ImpactObject;
  readonly degree: ImpactDegree;
}

/** 第二十五条（二）所列的数据。 */
export const REGIONAL_DATA_TYPES = {
  GROUP_HEALTH_PHYSIOLOGY: '群体健康生理状况数据',
  ETHNIC_BIOMETRIC_TRAIT: '族群生物特征数据',
  MEDICAL_RESOURCE: '医疗资源数据',
  DIAGNOSIS_TREATMENT: '诊疗数据',
  MEDICAL_RESCUE_SUPPORT: '医疗救援保障数据',
  SPECIFIC_DRUG_EXPERIMENT: '特定药品实验数据',
} as const;
export type RegionalDataType = keyof typeof REGIONAL_DATA_TYPES;

/** 目录来源（第二十三条），先后即效力：国家优先于上海市，上海市优先于单位。 */
export const CATALOGUE_SOURCES = { NATIONAL: '国家主管部门', MUNICIPAL: '上海市', UNIT: '单位' } as const;
export type CatalogueSource = keyof typeof CATALOGUE_SOURCES;

/** Qualities of data that 第二十四、二十五条 name. */
export const GRADING_FLAGS = {
  regionWideBusinessData: '全域性的业务数据',
  coversAllIndividualsOfKeyGroup: '覆盖某一重要特定群体全部个体',
  specificPeriodAndRegionGroupData: '特定时期特定区域的群体数据',
  computedDerived: '经过计算加工生成的衍生数据',
  deepProfiling: '对数据描述对象有较深刻画程度',
  affectsNationalSecurity: '影响国家安全',
  affectsOnlyOrganizationOrIndividuals: '仅影响组织自身或公民个体',
} as const;
export type GradingFlag = keyof typeof GRADING_FLAGS;

/** What is counted: distinct natural persons, never records. */
export type SubjectMetric = 'subjects' | 'personalInfoSubjects' | 'sensitivePersonalInfoSubjects';

/** A test of 第二十四、二十五条. `flags` and `metric` must all hold; `anyOfFlags` needs one; `gte` includes the number. */
export interface GradingThreshold {
  readonly key: string;
  readonly ref: string;
  readonly suggests: 'IMPORTANT' | 'CORE';
  readonly title: string;
  readonly metric?: SubjectMetric;
  readonly dataType?: RegionalDataType;
  readonly gte?: number;
  readonly flags?: readonly GradingFlag[];
  readonly anyOfFlags?: readonly GradingFlag[];
  /** Only a decision of the authority, with its reference, can satisfy it. */
  readonly requiresAuthorityDecision?: boolean;
}

export interface GradingTables {
  /** 第二十五条, evaluated first. */
  readonly important: readonly GradingThreshold[];
  /** 第二十四条: only for what is 重要数据 already. */
  readonly core: readonly GradingThreshold[];
  readonly matrixLevel: (impact: Impact) => DataLevel;
}
