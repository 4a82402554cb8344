import { REGIONAL_DATA_TYPES, type GradingThreshold, type RegionalDataType } from '@libs/domain/grading-rules';
import { codeLabel } from './code-labels';
import type { PolicyRow } from './policy';
import { sourced } from './policy-rows';
import { code, codes, count } from './policy-values';

const regional = (slug: string, dataType: RegionalDataType, gte: number): GradingThreshold => ({
  key: `grading.important.25-2.${slug}`, ref: '第二十五条（二）', suggests: 'IMPORTANT', title: `重要数据：全域性的${REGIONAL_DATA_TYPES[dataType]}`,
  metric: 'subjects', dataType, gte, flags: ['regionWideBusinessData'],
});

/** 第二十五条, evaluated first. A match suggests 重要数据 (建议范围, 原则上), never determines it. */
export const IMPORTANT_THRESHOLDS: readonly GradingThreshold[] = [
  { key: 'grading.important.25-1.personalInfo', ref: '第二十五条（一）', suggests: 'IMPORTANT', title: '重要数据：个人信息', metric: 'personalInfoSubjects', gte: 1_000_000 },
  { key: 'grading.important.25-1.sensitivePersonalInfo', ref: '第二十五条（一）', suggests: 'IMPORTANT', title: '重要数据：敏感个人信息', metric: 'sensitivePersonalInfoSubjects', gte: 100_000 },
  regional('groupHealthPhysiology', 'GROUP_HEALTH_PHYSIOLOGY', 100_000),
  regional('ethnicBiometricTrait', 'ETHNIC_BIOMETRIC_TRAIT', 10_000),
  regional('medicalResource', 'MEDICAL_RESOURCE', 10_000),
  regional('diagnosisTreatment', 'DIAGNOSIS_TREATMENT', 100_000),
  regional('medicalRescueSupport', 'MEDICAL_RESCUE_SUPPORT', 100_000),
  regional('specificDrugExperiment', 'SPECIFIC_DRUG_EXPERIMENT', 100_000),
  { key: 'grading.important.25-3', ref: '第二十五条（三）', suggests: 'IMPORTANT', title: '其他经主管部门评估的重要数据', requiresAuthorityDecision: true },
];

/** 第二十四条, evaluated only for what 第二十五条 matched or is already 重要数据. */
export const CORE_THRESHOLDS: readonly GradingThreshold[] = [
  { key: 'grading.core.24-1.personalInfo', ref: '第二十四条（一）', suggests: 'CORE', title: '核心数据：个人信息', metric: 'personalInfoSubjects', gte: 10_000_000 },
  { key: 'grading.core.24-1.sensitivePersonalInfo', ref: '第二十四条（一）', suggests: 'CORE', title: '核心数据：敏感个人信息', metric: 'sensitivePersonalInfoSubjects', gte: 1_000_000 },
  { key: 'grading.core.24-2', ref: '第二十四条（二）', suggests: 'CORE', title: '覆盖某一重要特定群体全部个体的数据，特定时期特定区域的群体数据', anyOfFlags: ['coversAllIndividualsOfKeyGroup', 'specificPeriodAndRegionGroupData'] },
  { key: 'grading.core.24-3', ref: '第二十四条（三）', suggests: 'CORE', title: '核心数据：经过计算加工生成、有较深刻画程度且影响国家安全的衍生数据', metric: 'subjects', gte: 10_000_000, flags: ['computedDerived', 'deepProfiling', 'affectsNationalSecurity'] },
  { key: 'grading.core.24-4', ref: '第二十四条（四）', suggests: 'CORE', title: '其他经主管部门评估的核心数据', requiresAuthorityDecision: true },
];

const COUNTED = '按自然人去重计数；「以上」包括本数（《民法典》第一千二百五十九条）';

function toRow(threshold: GradingThreshold): PolicyRow {
  const { key, title, ref, gte, anyOfFlags, flags } = threshold;
  const basis = `《青浦区卫生健康行业数据安全管理实施细则（试行）》${ref}`;
  if (gte !== undefined) {
    const also = flags === undefined ? '' : `；并须同时具备：${flags.map(codeLabel).join('、')}`;
    return sourced({ key, title, value: count(gte, '人', '>='), basis, basisClass: 'S', note: `${COUNTED}${also}` });
  }
  if (anyOfFlags !== undefined) return sourced({ key, title, value: codes(...anyOfFlags), basis, basisClass: 'S', note: '具备其一' });
  return sourced({ key, title, value: code('AUTHORITY_DECISION'), basis, basisClass: 'S', note: '须有主管部门评估文号' });
}

export const THRESHOLD_ROWS: readonly PolicyRow[] = [...IMPORTANT_THRESHOLDS, ...CORE_THRESHOLDS].map(toRow);
