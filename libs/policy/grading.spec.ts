import { IMPACT_DEGREES, IMPACT_OBJECTS } from '@libs/domain/grading-rules';
import { GRADING_MATRIX } from './grading-matrix';
import { policyRow } from './policy-set';
import { CORE_THRESHOLDS, IMPORTANT_THRESHOLDS } from './thresholds';

const COUNTED: readonly [string, number][] = [
  ['grading.important.25-1.personalInfo', 1_000_000],
  ['grading.important.25-1.sensitivePersonalInfo', 100_000],
  ['grading.important.25-2.groupHealthPhysiology', 100_000],
  ['grading.important.25-2.ethnicBiometricTrait', 10_000],
  ['grading.important.25-2.medicalResource', 10_000],
  ['grading.important.25-2.diagnosisTreatment', 100_000],
  ['grading.important.25-2.medicalRescueSupport', 100_000],
  ['grading.important.25-2.specificDrugExperiment', 100_000],
  ['grading.core.24-1.personalInfo', 10_000_000],
  ['grading.core.24-1.sensitivePersonalInfo', 1_000_000],
  ['grading.core.24-3', 10_000_000],
];

describe('grading as data (第二十四、二十五、二十九条)', () => {
  it.each(COUNTED)('%s includes the number itself, is counted in persons and stands in the seed', (key, value) => {
    expect(policyRow(key)).toMatchObject({ basisClass: 'S', verified: true });
    expect(policyRow(key).value).toEqual({ type: 'COUNT', value, unit: '人', comparison: '>=' });
  });

  it('has no counted threshold beside those of the two articles', () => {
    const counted = [...IMPORTANT_THRESHOLDS, ...CORE_THRESHOLDS].filter(({ gte }) => gte !== undefined);
    expect(counted.map(({ key, gte }) => [key, gte])).toEqual(COUNTED);
  });

  it('applies 第二十五条（二） to region-wide business data only', () => {
    const regional = IMPORTANT_THRESHOLDS.filter(({ ref }) => ref === '第二十五条（二）');
    expect(regional).toHaveLength(6);
    expect(regional.filter(({ flags }) => !flags?.includes('regionWideBusinessData'))).toEqual([]);
  });

  it('asks for all three qualities in 第二十四条（三） and for either in （二）', () => {
    expect(CORE_THRESHOLDS.find(({ key }) => key === 'grading.core.24-3')?.flags).toEqual(['computedDerived', 'deepProfiling', 'affectsNationalSecurity']);
    expect(CORE_THRESHOLDS.find(({ key }) => key === 'grading.core.24-2')?.anyOfFlags).toEqual(['coversAllIndividualsOfKeyGroup', 'specificPeriodAndRegionGroupData']);
  });

  it.each(['grading.important.25-3', 'grading.core.24-4'])('%s needs a decision of the authority', (key) => {
    expect([...IMPORTANT_THRESHOLDS, ...CORE_THRESHOLDS].find((threshold) => threshold.key === key)).toMatchObject({ requiresAuthorityDecision: true });
  });

  it('gives a level to each object and degree exactly once', () => {
    const cells = GRADING_MATRIX.map(({ object, degree }) => `${object}/${degree}`);
    const wanted = Object.keys(IMPACT_OBJECTS).flatMap((object) => Object.keys(IMPACT_DEGREES).map((degree) => `${object}/${degree}`));
    expect(cells.toSorted()).toEqual(wanted.toSorted());
  });

  it.each([
    ['NATIONAL_SECURITY', ['CORE', 'CORE', 'IMPORTANT']],
    ['ECONOMIC_OPERATION', ['CORE', 'IMPORTANT', 'GENERAL']],
    ['SOCIAL_ORDER', ['CORE', 'IMPORTANT', 'GENERAL']],
    ['PUBLIC_INTEREST', ['CORE', 'IMPORTANT', 'GENERAL']],
    ['ORGANIZATION_RIGHTS', ['GENERAL', 'GENERAL', 'GENERAL']],
    ['INDIVIDUAL_RIGHTS', ['GENERAL', 'GENERAL', 'GENERAL']],
  ])('the matrix grades %s as %j and does not claim to be verified', (object, levels) => {
    const rows = ['EXTREMELY_SEVERE', 'SEVERE', 'GENERAL_HARM'].map((degree) => policyRow(`grading.matrix.${object}.${degree}`));
    expect(rows.map(({ value }) => value)).toEqual(levels.map((value) => ({ type: 'CODE', value })));
    expect(rows.filter(({ verified }) => verified)).toEqual([]);
  });
});
